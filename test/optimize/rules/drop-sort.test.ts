/**
 * Proves when a sort is dropped, and when it must not be.
 */
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { describe, expect, test } from 'vitest'
import { dropSort as rule } from '../../../src/optimize/rules/drop-sort.ts'
import { airports, counted, flights, onAirport, strangers } from '../flights.ts'
import { applies, by } from '../text.ts'

const { pipe } = F
const sorted = pipe(
  flights,
  F.sortBy((f) => f.delay),
)
const totals = (rows: typeof flights) => pipe(rows, F.aggregate({ total: A.sum((f) => f.delay) }))

describe('drop-sort', () => {
  test('applies', () => {
    expect(by(rule, totals(sorted))).toBe(['aggregate { total: sum (f) => f.delay }', '  source flights'].join('\n'))
  })

  // biome-ignore format: one plan a line
  test.each<[string, F.Bag<unknown>]>([
    ['groups', counted(sorted)],
    ['shuffles', pipe(flights, F.shuffle({ seed: 1 }), totals)],
    ['what passes rows on', pipe(sorted, F.map((f) => ({ ...f, hours: f.delay / 60 })), F.filter((f) => f.hours > 1), F.concat(flights), F.join(airports, onAirport), F.aggregate({ n: A.count() }))],
    ['the right side of a join', pipe(airports, F.join(sorted, { left: (a) => a.iata, right: (f) => f.origin }), F.aggregate({ n: A.count() }))],
    ['a bag that is sorted later', pipe(sorted, F.join(airports, onAirport), F.sortBy(([f]) => f.delay))],
    ['groups that are counted', pipe(counted(sorted), F.aggregate({ n: A.sum((g) => g.n) }))],
  ])('applies below %s', (_, dataset) => {
    expect(applies(rule, dataset)).toBe(true)
  })

  // biome-ignore format: one plan a line
  test.each<[string, F.Bag<unknown>]>([
    ['the result is in that order', sorted],
    ['rows are taken in that order', pipe(sorted, F.take(1), totals)],
    ['an aggregate needs that order', pipe(sorted, F.aggregate({ first: A.first() }))],
    ['an aggregate only says that it needs none', pipe(sorted, F.aggregate({ n: A.define({ ...A.count() } as unknown as A.Definition<number, unknown, number>) }))],
    ['an aggregate may throw', pipe(sorted, F.aggregate({ n: A.sum((f) => JSON.parse(f.origin)) }))],
    ['a key may throw', pipe(flights, F.sortBy((f) => JSON.parse(f.origin)), totals)],
    ['nobody knows the rows', pipe(strangers, F.sortBy((f) => f.delay), F.aggregate({ n: A.count() }))],
    ['which of equal rows stays depends on it', pipe(sorted, F.distinct(), totals)],
    ['a later sort leaves ties in that order', pipe(sorted, F.sortBy((f) => f.origin))],
    ['a stage in between may fail', pipe(sorted, F.map((f) => JSON.parse(f.origin)), F.aggregate({ n: A.count() }))],
    ['groups are worked on in the order in which they were met', pipe(counted(sorted), F.map((g) => JSON.parse(g.key)))],
    ['rows would come out before an error that came first', pipe(sorted, F.join(airports, onAirport))],
  ])('does not apply where %s', (_, dataset) => {
    expect(applies(rule, dataset)).toBe(false)
  })

  test('does not apply where one of two readers sees the order', () => {
    expect(applies(rule, totals(sorted), counted(sorted))).toBe(true)
    expect(applies(rule, totals(sorted), sorted)).toBe(false)
  })
})
