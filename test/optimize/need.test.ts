/**
 * Proves what is read of rows: by functions, by stages, and by all readers of a node together.
 */
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { describe, expect, test } from 'vitest'
import { lambda } from '../../src/lambda/lambda.ts'
import { factsOf } from '../../src/optimize/facts.ts'
import { fields, type Need, needOfLambda, nothing, only, unite } from '../../src/optimize/need.ts'
import type { Node } from '../../src/plan/node.ts'
import { airports, flights, onAirport } from './flights.ts'

type Row = {
  readonly a: { readonly b: number; readonly c: number }
  readonly d: number
  readonly e: readonly number[]
}
const needOf = (f: (row: Row) => unknown, of: Need = 'all'): Need => needOfLambda(lambda('map', f), of)
const needOfPair = (f: (row: readonly [Row, Row]) => unknown, of: Need = 'all'): Need =>
  needOfLambda(lambda('map', f), of)

const ab = only('a', fields(['b']))

describe('what a function reads', () => {
  // biome-ignore format: one function a line
  test.each<[string, Need, Need]>([
    ['a field', needOf((r) => r.d), fields(['d'])],
    ['a field of a field', needOf((r) => r.a.b + 1), ab],
    ['by a pattern', needOf(({ a: { b }, d }) => b + d), unite(ab, fields(['d']))],
    ['by a place', needOfPair(([left]) => left.d), only('0', fields(['d']))],
    ['by another name', needOf((r) => { const { a } = r; return a.b }), ab],
    ['in a condition', needOf((r) => (r.d > 1 ? r.a : r.e)), fields(['d', 'a', 'e'])],
    ['nothing', needOf(() => 1), nothing],
    ['the row', needOf((r) => r), 'all'],
    ['who knows', needOf((r) => JSON.stringify(r)), 'all'],
    ['what a function within reads', needOf((r) => r.e.map((x) => x + r.d)), fields(['e', 'd'])],
    ['what a function with an effect reads', needOf((r) => console.log(r.d)), 'all'],
  ])('%s', (_, need, expected) => {
    expect(need).toEqual(expected)
  })

  // biome-ignore format: one function a line
  test.each<[string, Need, Need]>([
    ['what is passed on', needOf((r) => ({ x: r.d, y: r.e }), fields(['x'])), new Map<string, Need>([['d', 'all'], ['e', nothing]])],
    ['what is spread', needOf((r) => ({ ...r, x: r.d + 1 }), fields(['e', 'x'])), fields(['e', 'd'])],
    ['what is spread over', needOf((r) => ({ ...r, d: 1 }), fields(['d', 'e'])), fields(['e'])],
    ['what is spread behind', needOf((r) => ({ x: 1, ...r }), fields(['x'])), fields(['x'])],
    ['what changes places', needOfPair(([left, right]) => [right, left], only('0', fields(['d']))), new Map<string, Need>([['0', nothing], ['1', fields(['d'])]])],
    ['one side', needOfPair(([left]) => left, fields(['d'])), only('0', fields(['d']))],
  ])('%s, where not all of it is read', (_, need, expected) => {
    expect(need).toEqual(expected)
  })
})

const needOfSource = (...datasets: readonly F.Bag<unknown>[]): Need =>
  factsOf(datasets.map(({ plan }) => plan)).needOf(flights.plan as Node)

describe('what readers read of a source', () => {
  const { pipe } = F
  // biome-ignore format: one plan a line
  test.each<[string, F.Bag<unknown>, Need]>([
    ['all', flights, 'all'],
    ['aggregates', pipe(flights, F.aggregate({ n: A.count(), delay: A.sum((f) => f.delay) })), fields(['delay'])],
    ['an aggregate of whole rows', pipe(flights, F.aggregate({ all: A.toSet() })), 'all'],
    ['an aggregate of a user', pipe(flights, F.aggregate({ n: A.define({ ...A.count() } as unknown as A.Definition<number, unknown, number>) })), 'all'],
    ['a group', pipe(flights, F.groupBy((f) => f.origin, { delay: A.mean((f) => f.delay) })), fields(['origin', 'delay'])],
    ['a filter', pipe(flights, F.filter((f) => f.delay > 1), F.select('origin')), fields(['origin', 'delay'])],
    ['fields derived from others', pipe(flights, F.derive({ hours: (f) => f.delay / 60 }), F.select('hours', 'origin'), F.map((f) => f.hours)), fields(['delay'])],
    ['the left of a join', pipe(flights, F.join(airports, onAirport), F.map(([f, a]) => [f.delay, a.state])), fields(['origin', 'delay'])],
    ['the right of a join', pipe(airports, F.join(flights, { left: (a) => a.iata, right: (f) => f.origin, how: 'semi' })), fields(['origin'])],
    ['a validation, which shows the row', pipe(flights, F.validate((f) => f.delay > 1, 'no'), F.select('origin')), 'all'],
    ['other names', pipe(flights, F.rename({ origin: 'from', delay: 'origin' }), F.map((f) => f.origin)), fields(['delay'])],
    ['a sort', pipe(flights, F.sortBy((f) => f.distance), F.take(2), F.map((f) => f.origin)), fields(['distance', 'origin'])],
  ])('%s', (_, dataset, need) => {
    expect(needOfSource(dataset)).toEqual(need)
  })

  test('several, together', () => {
    const origins = pipe(
      flights,
      F.map((f) => f.origin),
    )
    const delays = pipe(
      flights,
      F.map((f) => f.delay),
    )
    expect(needOfSource(origins, delays)).toEqual(fields(['origin', 'delay']))
    expect(needOfSource(origins, flights)).toBe('all')
  })
})
