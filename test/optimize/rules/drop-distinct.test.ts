/**
 * Proves when distinct is dropped, and when it must not be.
 */
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { describe, expect, test } from 'vitest'
import { dropDistinct as rule } from '../../../src/optimize/rules/drop-distinct.ts'
import { counted, flights } from '../flights.ts'
import { applies, by } from '../text.ts'

const { pipe } = F

describe('drop-distinct', () => {
  test('applies above groups', () => {
    const plan = pipe(counted(flights), F.distinct())
    expect(by(rule, plan)).toBe(['groupBy (f) => f.origin { n: count }', '  source flights'].join('\n'))
  })

  // biome-ignore format: one plan a line
  test.each<[string, F.Bag<unknown>]>([
    ['sets', pipe(flights, F.union(flights), F.distinct())],
    ['intersections', pipe(flights, F.intersect(flights), F.distinct())],
    ['differences', pipe(flights, F.except(flights), F.distinct())],
    ['what is left of a set', pipe(flights, F.distinct(), F.filter((f) => JSON.parse(f.origin)), F.drop(1), F.sortBy((f) => f.delay), F.take(3), F.distinct())],
    ['what is left of groups', pipe(counted(flights), F.filter((g) => g.n > 1), F.distinct())],
  ])('applies above %s', (_, dataset) => {
    expect(by(rule, dataset).match(/distinct/g)?.length ?? 0).toBeLessThanOrEqual(1)
    expect(applies(rule, dataset)).toBe(true)
  })

  // biome-ignore format: one plan a line
  test.each<[string, F.Bag<unknown>]>([
    ['rows may be equal', pipe(flights, F.distinct())],
    ['rows have become others', pipe(flights, F.distinct(), F.map((f) => f.origin), F.distinct())],
    ['there are two sets', pipe(flights, F.distinct(), F.concat(flights), F.distinct())],
    ['only a key is distinct', pipe(flights, F.distinctBy((f) => f.origin), F.distinct())],
    ['groups may be no values', pipe(flights, F.groupBy((f) => f.origin, { all: A.toSet() }), F.distinct())],
    ['an error in between would be told before all rows', pipe(counted(flights), F.filter((g) => JSON.parse(g.key)), F.distinct())],
  ])('does not apply where %s', (_, dataset) => {
    expect(applies(rule, dataset)).toBe(false)
  })
})
