/**
 * Proves that `explain` says what several threads can work on, and why they cannot on the rest.
 */
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { explain } from 'floe/inspect'
import { csv } from 'floe/io'
import * as t from 'io-ts'
import { expect, test } from 'vitest'

const flights = csv('flights.csv', t.type({ origin: t.string, delay: t.number }))
const airports = csv('airports.csv', t.type({ iata: t.string, state: t.string }))

const workersOf = (dataset: F.Bag<unknown>): string => explain(dataset, { workers: true }).split('\n\n')[1] ?? ''

test('pieces', () => {
  const states = F.pipe(
    flights,
    F.filter((f) => f.delay > 15),
    F.join(airports, { left: (f) => f.origin, right: (a) => a.iata }),
    F.groupBy(([, a]) => a.state, { flights: A.count() }),
    F.sortBy((g) => g.flights),
    F.take(3),
  )
  expect(workersOf(states)).toMatchInlineSnapshot(`
    "workers
      groupBy ([, a]) => a.state { flights: count }: by several threads, in parts of csv flights.csv"
  `)
  const both = F.pipe(
    flights,
    F.map((f) => f.delay),
    F.concat(
      F.pipe(
        flights,
        F.map((f) => f.origin.length),
      ),
    ),
  )
  expect(workersOf(both)).toMatchInlineSnapshot(`
    "workers
      map (f) => f.delay: by several threads, in parts of csv flights.csv
      map (f) => f.origin.length: by several threads, in parts of csv flights.csv"
  `)
})

test('what is put in order, and what of each value is kept', () => {
  const tops = F.pipe(
    flights,
    F.distinctBy((f) => f.origin),
  )
  expect([
    workersOf(
      F.pipe(
        flights,
        F.sortBy((f) => f.delay),
        F.take(3),
      ),
    ),
    workersOf(tops),
  ]).toMatchInlineSnapshot(`
    [
      "workers
      sortBy (f) => f.delay: by several threads, in parts of csv flights.csv",
      "workers
      distinctBy (f) => f.origin: by several threads, in parts of csv flights.csv",
    ]
  `)
  const packed = csv('flights.csv.gz', t.type({ origin: t.string, delay: t.number }))
  expect(
    workersOf(
      F.pipe(
        packed,
        F.sortBy((f) => f.delay),
      ),
    ),
  ).toMatchInlineSnapshot(`
    "workers
      sortBy (f) => f.delay: on one thread: csv flights.csv.gz is packed, and so is one part"
  `)
})

test('what stays', () => {
  const seen: unknown[] = []
  const plan = F.pipe(
    flights,
    F.map((f) => f.delay / 2),
    F.map((delay) => seen.push(delay)),
  )
  expect(workersOf(plan)).toMatchInlineSnapshot(`
    "workers
      map (f) => f.delay / 2: by several threads, in parts of csv flights.csv
      map (delay) => seen.push(delay): on one thread: nobody knows whether (delay) => seen.push(delay) is pure: captures seen, whose value cannot be seen"
  `)
  expect(
    workersOf(
      F.pipe(
        F.rows(new Set([1])),
        F.map((n) => n + 1),
      ),
    ),
  ).toMatchInlineSnapshot(`
    "workers
      source rows: on one thread: it cannot be cut into parts"
  `)
  expect(workersOf(flights)).toMatchInlineSnapshot(`
    "workers
      nothing is for several threads"
  `)
  expect(
    workersOf(F.pipe(flights, F.join(F.rows([1]), { left: (f) => f.delay, right: (n) => n, how: 'full' }))),
  ).toMatchInlineSnapshot(`
    "workers
      join full on (f) => f.delay = (n) => n: on one thread: which rows of the right have no partner is known when all are through"
  `)
})
