/**
 * The job of B3, B4 and B5, over files of three formats: of flights over more than 500 miles, for each airport they leave
 * from, how many there are and the sum of their delays.
 */
import * as t from 'io-ts'
import { duckdb } from './duckdb.mjs'
import { A, C, F, rowsOf } from './floe.mjs'
import { versionOf } from './versions.mjs'

/** All columns of the file: so all are checked. */
export const Flight = t.type({
  date: C.dateFromIso,
  delay: t.number,
  distance: t.number,
  origin: t.string,
  destination: t.string,
})

/** The same, but for the date, which is any text. */
export const FlightOfText = t.type({ ...Flight.props, date: t.string })

export const floe = (flightsOf, name = 'Floe') => ({
  name,
  run: ({ path }) =>
    rowsOf(
      F.pipe(
        flightsOf(path),
        F.filter((flight) => flight.distance > 500),
        F.groupBy((flight) => flight.origin, { flights: A.count(), delay: A.sum((flight) => flight.delay) }),
      ),
    ),
})

/** The job for those who give rows one by one. */
export const groups = () => {
  const found = new Map()
  return {
    add: (origin, distance, delay) => {
      if (!(distance > 500)) return
      const group = found.get(origin)
      if (group === undefined) found.set(origin, { key: origin, flights: 1, delay })
      else {
        group.flights += 1
        group.delay += delay
      }
    },
    rows: () => [...found.values()],
  }
}

/** @param table the file as SQL names it */
export const duckdbOver = (table) =>
  duckdb(
    ({ path }) =>
      `SELECT origin AS key, count(*) AS flights, sum(delay) AS delay FROM ${table(path)} WHERE distance > 500 GROUP BY origin`,
  )

/** Polars, on all cores: https://docs.pola.rs/user-guide/lazy/using/ */
export const polarsOver = (scan) => ({
  name: 'Polars (all threads)',
  version: versionOf('nodejs-polars'),
  prepare: async (input) => ({ ...input, pl: (await import('nodejs-polars')).default }),
  run: async ({ path, pl }) => {
    const frame = await scan(pl, path)
      .filter(pl.col('distance').gt(500))
      .groupBy('origin')
      .agg(pl.col('delay').count().alias('flights'), pl.col('delay').sum().alias('delay'))
      .collect()
    return frame.toRecords().map(({ origin, ...rest }) => ({ key: origin, ...rest }))
  },
})

/** Sorted, all numbers as numbers. */
export const normal = (rows) =>
  rows
    .map(({ key, flights, delay }) => [key, Number(flights), Number(delay)])
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
