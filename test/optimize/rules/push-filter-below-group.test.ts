/**
 * Proves when a filter of groups becomes one of rows, and when it must not.
 */
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { describe, expect, test } from 'vitest'
import { pushFilterBelowGroup as rule } from '../../../src/optimize/rules/push-filter-below-group.ts'
import { airports, counted, flights, onAirport, strangers } from '../flights.ts'
import { applies, by } from '../text.ts'

const { pipe } = F
let calls = 0

describe('push-filter-below-group', () => {
  test('applies to the only key', () => {
    const plan = pipe(
      counted(flights),
      F.filter((g) => g.key !== ''),
    )
    expect(by(rule, plan)).toBe(
      ['groupBy (f) => f.origin { n: count }', '  filter (row) => (row.origin !== "")', '    source flights'].join(
        '\n',
      ),
    )
  })

  test('applies to several keys, which may be numbers, where zeros need not be told apart', () => {
    const plan = pipe(
      flights,
      F.groupBy({ from: (f) => f.origin, delay: (f) => f.delay }, { total: A.sum((f) => f.distance) }),
      F.filter((g) => g.from !== '' || g.delay > 3),
    )
    expect(by(rule, plan)).toBe(
      [
        'groupBy { from: (f) => f.origin, delay: (f) => f.delay } { total: sum (f) => f.distance }',
        '  filter (row) => ((row.origin !== "") || (row.delay > 3))',
        '    source flights',
      ].join('\n'),
    )
  })

  test('applies to a key of pairs', () => {
    const plan = pipe(
      flights,
      F.join(airports, onAirport),
      F.groupBy(([, a]) => a.state, { n: A.count() }),
      F.filter((g) => g.key !== 'NA'),
    )
    expect(by(rule, plan)).toContain('\n  filter (row) => (row["1"].state !== "NA")\n    join')
  })

  const extremes = {
    first: A.min((f: F.RowOf<typeof flights>) => f.origin),
    last: A.max((f: F.RowOf<typeof flights>) => [f.delay, f.distance]),
  }

  test('applies where the least and the greatest are asked for, of what can be compared', () => {
    const plan = pipe(
      flights,
      F.groupBy((f) => f.origin, extremes),
      F.filter((g) => g.key !== ''),
    )
    expect(by(rule, plan)).toContain('\n  filter (row) => (row.origin !== "")')
  })

  const byDelay = pipe(
    flights,
    F.groupBy((f) => f.delay, { n: A.count() }),
  )

  // biome-ignore format: one plan a line
  test.each<[string, F.Bag<unknown>]>([
    ['the predicate reads an aggregate', pipe(counted(flights), F.filter((g) => g.n > 1))],
    ['the predicate has an effect', pipe(counted(flights), F.filter((g) => g.key.length > calls++))],
    ['the predicate may throw', pipe(strangers, counted, F.filter((g) => g.key.trim() !== ''))],
    ['the predicate tells zeros apart', pipe(byDelay, F.filter((g) => 1 / g.key > 0))],
    ['a key may throw', pipe(flights, F.groupBy({ a: (f) => f.origin, b: (f) => JSON.parse(f.origin) }, { n: A.count() }), F.filter((g) => g.a === ''))],
    ['a key is worked out', pipe(flights, F.groupBy((f) => f.origin.slice(1), { n: A.count() }), F.filter((g) => g.key === ''))],
    ['an aggregate may refuse a row', pipe(flights, F.groupBy((f) => f.origin, { total: A.sum((f) => f.origin as unknown as number) }), F.filter((g) => g.key === ''))],
    ['an aggregate may throw', pipe(flights, F.groupBy((f) => f.origin, { total: A.sum((f) => JSON.parse(f.origin)) }), F.filter((g) => g.key === ''))],
    ['an aggregate may throw when it is done', pipe(flights, F.groupBy((f) => f.origin, { n: A.map((n: number) => JSON.parse(`${n}`))(A.count()) }), F.filter((g) => g.key === ''))],
    ['a least value may be no value', pipe(strangers, F.groupBy(() => 'all', { first: A.min((f) => f) }), F.filter((g) => g.key !== ''))],
    ['a greatest value may throw', pipe(flights, F.groupBy((f) => f.origin, { last: A.max((f) => JSON.parse(f.origin)) }), F.filter((g) => g.key !== ''))],
    ['a function is given the least value', pipe(flights, F.groupBy((f) => f.origin, { first: A.map((delay: number | undefined) => JSON.parse(`${delay}`))(A.min((f) => f.delay)) }), F.filter((g) => g.key !== ''))],
    ['an aggregate is of a user', pipe(flights, F.groupBy((f) => f.origin, { n: A.define({ ...A.count() } as unknown as A.Definition<number, unknown, number>) }), F.filter((g) => g.key === ''))],
    ['it is a rollup', pipe(flights, F.rollup({ key: (f) => f.origin }, { n: A.count() }), F.filter((g) => g.key !== ''))],
  ])('does not apply where %s', (_, dataset) => {
    expect(applies(rule, dataset)).toBe(false)
  })

  test('does not apply where the groups have another reader', () => {
    const groups = counted(flights)
    const some = pipe(
      groups,
      F.filter((g) => g.key !== ''),
    )
    expect(applies(rule, some)).toBe(true)
    expect(applies(rule, some, groups)).toBe(false)
  })
})
