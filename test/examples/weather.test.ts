/**
 * The weather of two cities, put into files, against a few lines of plain JavaScript; and after a run that was cancelled.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as F from 'floe'
import { afterAll, expect, test } from 'vitest'
import { wettest, wettestIn, write } from '../../examples/14-weather.ts'
import { cellsOf, groupsOf } from './data.ts'

const folder = mkdtempSync(join(tmpdir(), 'floe-weather-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const expected = Object.fromEntries(
  groupsOf(
    cellsOf('weather.csv').filter(([, , rain]) => Number(rain) > 0),
    ([place = '', date = '']) => `location=${encodeURIComponent(place)}/${date.slice(0, 4)}.csv`,
  ),
)

const filesIn = (root: string): readonly string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.csv'))

test('each file has the days of its place and year, also when the first try was cancelled', async () => {
  const controller = new AbortController()
  const cancel = (): void => controller.abort()
  await expect(write(folder, { signal: controller.signal, onEvent: cancel })).rejects.toMatchObject({
    _tag: 'Cancelled',
  })
  expect(filesIn(folder)).toEqual([])
  await write(folder)
  expect(filesIn(folder).toSorted()).toEqual(Object.keys(expected).sort())
  for (const [path, days] of Object.entries(expected)) {
    const lines = days.map(([location, date, rain]) => `${location},${date},${Number(rain)}\n`)
    expect(readFileSync(join(folder, path), 'utf8')).toBe(`location,date,precipitation\n${lines.join('')}`)
  }
})

test('the answer is the same from the file and from those', async () => {
  const days = cellsOf('weather.csv').map(([location, date, rain]) => ({ location, date, millimetres: Number(rain) }))
  const most = days.sort((a, b) => b.millimetres - a.millimetres).slice(0, 5)
  expect((await F.toList(wettest)).toArray()).toEqual(most)
  expect((await F.toList(wettestIn(folder))).toArray()).toEqual(most)
})
