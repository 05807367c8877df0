/**
 * Totals of rain against a few lines of plain JavaScript over the same file, to the last bit.
 */
import * as F from 'floe'
import { expect, test } from 'vitest'
import { rain } from '../../examples/07-rain.ts'
import { cellsOf, exactSum, groupsOf } from './data.ts'

interface Day {
  readonly city: string
  readonly year: number
  readonly rain: number
}

const totals = (days: readonly Day[]) => ({
  days: days.length,
  wetDays: days.filter((day) => day.rain > 0).length,
  millimetres: exactSum(
    days.map((day) => day.rain),
    2 ** 60,
  ),
  wettestDay: Math.max(...days.map((day) => day.rain)),
})

test('the answer is the one that plain JavaScript gives', async () => {
  const days = cellsOf('weather.csv').map(([city = '', date = '', rain]): Day => {
    return { city, year: Number(date.slice(0, 4)), rain: Number(rain) }
  })
  const cities = groupsOf(days, (day) => day.city)
  const expected = ['New York', 'Seattle'].flatMap((city) => {
    const ofCity = cities.get(city) ?? []
    const years = [2012, 2013, 2014, 2015].map((year) => {
      const ofYear = ofCity.filter((day) => day.year === year)
      return { city, year, level: 2, ...totals(ofYear) }
    })
    return [...years, { city, year: null, level: 1, ...totals(ofCity) }]
  })
  expect((await F.toList(rain)).toArray()).toEqual([...expected, { city: null, year: null, level: 0, ...totals(days) }])
})
