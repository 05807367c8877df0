/**
 * Where and when did it rain most in a day?
 *
 * The weather of Seattle and New York, which comes with the package vega-datasets, is put into a file for each place and year, of
 * which the path says both. The run writes down how far it has come: if its process dies, `write` with the same folder goes on there, and
 * the files are those of a run that nothing disturbed. They are read again by a pattern.
 *
 * floe run examples/14-weather.ts#wettest
 */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as F from 'floe'
import { csv, toCsv, toFiles } from 'floe/io'
import * as t from 'io-ts'

const file = fileURLToPath(new URL('../data/weather.csv', import.meta.resolve('vega-datasets')))

const Day = t.readonly(t.type({ location: t.string, date: t.string, precipitation: t.number }))
type Day = t.TypeOf<typeof Day>

export const days = F.pipe(
  csv(file, Day),
  F.filter((day) => day.precipitation > 0),
)

const yearOf = (day: Day): string => day.date.slice(0, 4)

/** Millimetres. */
const mostRain = F.flow(
  F.topBy(5, (day: Day) => day.precipitation),
  F.map(({ location, date, precipitation }) => ({ location, date, millimetres: precipitation })),
)

export const wettest = mostRain(days)

/** Writes the files below a folder, or goes on with it. Nothing happens before it is called. */
export const write = (folder: string, options: F.RowOptions = {}): Promise<F.Report> =>
  F.write(
    days,
    toFiles(join(folder, 'location={location}', '{year}.csv'), toCsv, {
      by: (day: Day) => ({ location: day.location, year: yearOf(day) }),
    }),
    { ...options, checkpoint: join(folder, 'run') },
  )

/** The same answer, from these files. */
export const wettestIn = (folder: string) => mostRain(csv(join(folder, 'location=*', '*.csv'), Day))
