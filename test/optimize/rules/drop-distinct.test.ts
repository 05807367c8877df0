/**
 * Proves when distinct is dropped, and when it must not be.
 */
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { describe, expect, test } from 'vitest'
import { dropDistinct as rule } from '../../../src/optimize/rules/drop-distinct.ts'
import { counted, flights, strangers } from '../flights.ts'
import { applies, by } from '../text.ts'

const { pipe } = F

describe('drop-distinct', () => {
  test('applies above groups', () => {
    const plan = pipe(counted(flights), F.distinct())
    expect(by(rule, plan)).toBe(['groupBy (f) => f.origin { n: count }', '  source flights'].join('\n'))
  })

  // biome-ignore format: one plan a line
  test.each<[string, F.Bag<unknown>]>([
    ['groups with the least of what can be compared', pipe(flights, F.groupBy((f) => f.origin, { first: A.min((f) => f.delay) }), F.distinct())],
    ['sets', pipe(flights, F.union(flights), F.distinct())],
    ['intersections', pipe(flights, F.intersect(flights), F.distinct())],
    ['differences', pipe(flights, F.except(flights), F.distinct())],
    ['what is left of a set', pipe(flights, F.distinct(), F.filter((f) => JSON.parse(f.origin)), F.drop(1), F.sortBy((f) => f.delay), F.take(3), F.distinct())],
    ['rows of different keys', pipe(flights, F.distinctBy((f) => f.origin), F.distinct())],
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
    ['equal rows may have different keys', pipe(flights, F.distinctBy((f) => 1 / f.delay), F.distinct())],
    ['rows of different keys may be no values', pipe(strangers, F.distinctBy((f) => f.origin), F.distinct())],
    ['groups may be no values', pipe(flights, F.groupBy((f) => f.origin, { all: A.toSet() }), F.distinct())],
    ['groups may be no values, made of the least', pipe(flights, F.groupBy((f) => f.origin, { first: A.map(() => Math.max)(A.min((f) => f.delay)) }), F.distinct())],
    ['an error in between would be told before all rows', pipe(counted(flights), F.filter((g) => JSON.parse(g.key)), F.distinct())],
  ])('does not apply where %s', (_, dataset) => {
    expect(applies(rule, dataset)).toBe(false)
  })

  const onRoute = pipe(flights, F.groupBy({ origin: (f) => f.origin, delay: (f) => f.delay }, { n: A.count() }))

  // biome-ignore format: one plan a line
  test.each<[string, F.Bag<unknown>]>([
    ['the key of groups', pipe(counted(flights), F.distinctBy((g) => g.key))],
    ['the key of groups and more', pipe(counted(flights), F.distinctBy((g) => [g.n, { of: g.key }]))],
    ['all keys of groups', pipe(onRoute, F.distinctBy((g) => ({ delay: g.delay, origin: g.origin })))],
    ['what is left of groups', pipe(counted(flights), F.filter((g) => g.n > 1), F.sortBy((g) => g.n), F.take(2), F.distinctBy((g) => g.key))],
    ['the same key again', pipe(flights, F.distinctBy((f) => f.origin), F.distinctBy(({ origin }) => origin))],
    ['the same key again, in a bag', pipe(counted(flights), F.distinctBy((g) => g.n), F.distinctBy((g) => [g.key, g.n]))],
  ])('applies to distinctBy of %s', (_, dataset) => {
    expect(by(rule, dataset).match(/distinctBy/g)?.length ?? 0).toBeLessThanOrEqual(1)
    expect(applies(rule, dataset)).toBe(true)
  })

  // biome-ignore format: one plan a line
  test.each<[string, F.Bag<unknown>]>([
    ['not all keys of groups are read', pipe(onRoute, F.distinctBy((g) => g.origin))],
    ['an aggregate is the key', pipe(counted(flights), F.distinctBy((g) => g.n))],
    ['the key is worked out', pipe(counted(flights), F.distinctBy((g) => g.key.length))],
    ['the key was worked out', pipe(flights, F.distinctBy((f) => f.origin.length), F.distinctBy((f) => f.origin))],
    ['the key had more parts', pipe(flights, F.distinctBy((f) => [f.origin, f.delay]), F.distinctBy((f) => f.origin))],
    ['a copy of a row may hide fields', pipe(flights, F.distinctBy((f) => f.delay), F.distinctBy((f) => ({ at: f.delay, ...f })))],
    ['the fields are others by now', pipe(flights, F.distinctBy((f) => f.origin), F.derive({ origin: (f) => f.delay }), F.distinctBy((f) => f.origin))],
    ['groups may be no values', pipe(flights, F.groupBy((f) => f.origin, { all: A.toSet() }), F.distinctBy((g) => g.key))],
    ['keys may be no values', pipe(strangers, F.distinctBy((f) => f.origin), F.distinctBy((f) => f.origin))],
    ['there are levels of groups', pipe(flights, F.rollup({ key: (f) => f.origin }, { n: A.count() }), F.distinctBy((g) => g.key))],
    ['an error in between would be told before all rows', pipe(counted(flights), F.filter((g) => JSON.parse(g.key)), F.distinctBy((g) => g.key))],
  ])('does not apply to distinctBy where %s', (_, dataset) => {
    expect(applies(rule, dataset)).toBe(false)
  })
})
