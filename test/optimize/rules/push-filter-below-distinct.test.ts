/**
 * Proves when a filter goes below what gives one row of each value, and when it must not.
 */
import * as F from 'floe'
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import { pushFilterBelowDistinct as rule } from '../../../src/optimize/rules/push-filter-below-distinct.ts'
import { flights, strangers } from '../flights.ts'
import { applies, by, known } from '../text.ts'

const { pipe } = F
let calls = 0
const points = known('points', t.type({ at: t.type({ x: t.number }), was: t.type({ x: t.number }) }))

describe('push-filter-below-distinct', () => {
  test('applies', () => {
    const plan = pipe(
      flights,
      F.distinct(),
      F.filter((f) => f.delay > 15),
    )
    expect(by(rule, plan)).toBe(['distinct', '  filter (f) => f.delay > 15', '    source flights'].join('\n'))
  })

  test('applies to the first side of intersect and except, and not to the second', () => {
    const plan = pipe(
      flights,
      F.intersect(flights),
      F.except(flights),
      F.filter((f) => f.origin !== ''),
    )
    expect(by(rule, plan)).toBe(
      [
        'except',
        '  intersect',
        '    filter (f) => f.origin !== ""',
        '      source flights',
        '    source flights',
        '  source flights',
      ].join('\n'),
    )
  })

  // biome-ignore format: one plan a line
  test.each<[string, F.Bag<unknown>]>([
    ['the predicate may throw', pipe(flights, F.distinct(), F.filter((f) => JSON.parse(f.origin)))],
    ['the predicate has an effect', pipe(flights, F.distinct(), F.filter((f) => f.delay > calls++))],
    ['the predicate tells zeros apart by dividing', pipe(flights, F.distinct(), F.filter((f) => 1 / f.delay > 0))],
    ['the predicate tells zeros apart by a call', pipe(flights, F.distinct(), F.filter((f) => Object.is(f.delay, -0)))],
    ['the predicate tells equal objects apart', pipe(points, F.distinct(), F.filter((p) => p.at === p.was))],
    ['rows may be no values', pipe(strangers, F.distinct(), F.filter((f) => typeof f === 'object'))],
  ])('does not apply where %s', (_, dataset) => {
    expect(applies(rule, dataset)).toBe(false)
  })

  test('does not apply where the distinct rows have another reader', () => {
    const rows = pipe(flights, F.distinct())
    const late = pipe(
      rows,
      F.filter((f) => f.delay > 15),
    )
    expect(applies(rule, late)).toBe(true)
    expect(applies(rule, late, rows)).toBe(false)
  })
})
