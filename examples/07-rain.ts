/**
 * Does it rain more in Seattle or in New York?
 *
 * Four years of weather in both cities, which come with the package vega-datasets. `rollup` groups by city and year, by city, and
 * not at all, in one pass: each level has its totals, and all of them are exact.
 *
 * floe run examples/07-rain.ts#rain
 */
import { fileURLToPath } from 'node:url'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import * as C from 'floe/codec'
import { csv } from 'floe/io'
import * as T from 'floe/time'
import * as t from 'io-ts'

const weather = fileURLToPath(new URL('../data/weather.csv', import.meta.resolve('vega-datasets')))

/** Precipitation is in millimetres. */
const Day = t.readonly(t.type({ location: t.string, date: C.dateFromIso, precipitation: t.number }))

export const rain = F.pipe(
  csv(weather, Day),
  F.rollup(
    { city: (day) => day.location, year: (day) => T.year(day.date) },
    {
      days: A.count(),
      wetDays: A.filtered(A.count(), (day) => day.precipitation > 0),
      millimetres: A.sum((day) => day.precipitation),
      wettestDay: A.max((day) => day.precipitation),
    },
  ),
  F.sortBy(
    (total) => total.city,
    (total) => total.year,
  ),
)
