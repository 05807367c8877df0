/**
 * Proves when a filter goes to one side of a join, and when it must not.
 */
import * as F from 'floe'
import { describe, expect, test } from 'vitest'
import { pushFilterBelowJoin as rule } from '../../../src/optimize/rules/push-filter-below-join.ts'
import { airports, flights, onAirport, strangers } from '../flights.ts'
import { applies, by } from '../text.ts'

const { pipe } = F
let calls = 0

const joined = <const H extends F.JoinHow>(how: H) => F.join(airports, { ...onAirport, how })

describe('push-filter-below-join', () => {
  test('applies to the left', () => {
    const plan = pipe(
      flights,
      joined('inner'),
      F.filter(([f]) => f.delay > 15),
    )
    expect(by(rule, plan)).toBe(
      [
        'join inner on (f) => f.origin = (a) => a.iata',
        '  filter (row) => (row.delay > 15)',
        '    source flights',
        '  source airports',
      ].join('\n'),
    )
  })

  test('applies to the right', () => {
    const plan = pipe(
      flights,
      joined('right'),
      F.filter(([, a]) => a.height < 100),
    )
    expect(by(rule, plan)).toBe(
      [
        'join right on (f) => f.origin = (a) => a.iata',
        '  source flights',
        '  filter (row) => (row.height < 100)',
        '    source airports',
      ].join('\n'),
    )
  })

  test('applies to the left of a semi-join, where rows are those of the left, and to both sides of a cross', () => {
    const partnered = pipe(
      flights,
      joined('semi'),
      F.filter((f) => f.delay > 15),
    )
    expect(by(rule, partnered)).toBe(
      [
        'join semi on (f) => f.origin = (a) => a.iata',
        '  filter (f) => f.delay > 15',
        '    source flights',
        '  source airports',
      ].join('\n'),
    )
    const crossed = pipe(
      flights,
      F.cross(airports),
      F.filter(([f]) => f.delay > 15),
      F.filter(([, a]) => a.state === 'WA'),
    )
    expect(by(rule, crossed)).toBe(
      [
        'cross',
        '  filter (row) => (row.delay > 15)',
        '    source flights',
        '  filter (row) => (row.state === "WA")',
        '    source airports',
      ].join('\n'),
    )
  })

  // biome-ignore format: one plan a line
  test.each<[string, F.Bag<unknown>]>([
    ['the predicate reads both sides', pipe(flights, joined('inner'), F.filter(([f, a]) => f.delay > a.height))],
    ['the predicate reads the whole pair', pipe(flights, joined('inner'), F.filter((pair) => Object.keys(pair).length > 1))],
    ['the predicate may throw', pipe(strangers, joined('inner'), F.filter(([f]) => f.delay > 15))],
    ['the predicate has an effect', pipe(flights, joined('inner'), F.filter(([f]) => f.delay > calls++))],
    ['the key may throw', pipe(flights, F.join(airports, { left: (f) => JSON.parse(f.origin), right: (a) => a.iata }), F.filter(([f]) => f.delay > 15))],
    ['the key may be no value', pipe(flights, F.join(airports, { left: (f): unknown => () => f, right: (a) => a.iata }), F.filter(([f]) => f.delay > 15))],
    ['a left join keeps the left without the right', pipe(flights, joined('left'), F.filter(([, a]) => a === undefined))],
    ['a right join keeps the right without the left', pipe(flights, joined('right'), F.filter(([f]) => f === undefined))],
    ['a full join keeps both', pipe(flights, joined('full'), F.filter(([f]) => f !== undefined))],
  ])('does not apply where %s', (_, dataset) => {
    expect(applies(rule, dataset)).toBe(false)
  })

  test('goes by the key of its own side: the other one is called for the same rows', () => {
    const on = { ...onAirport, right: (a: F.RowOf<typeof airports>): string => JSON.parse(a.iata) }
    const left = pipe(
      flights,
      F.join(airports, on),
      F.filter(([f]) => f.delay > 15),
    )
    expect(applies(rule, left)).toBe(true)
    const right = pipe(
      flights,
      F.join(airports, on),
      F.filter(([, a]) => a.height > 15),
    )
    expect(applies(rule, right)).toBe(false)
  })

  test('does not apply where the join has another reader', () => {
    const pairs = pipe(flights, joined('inner'))
    const late = pipe(
      pairs,
      F.filter(([f]) => f.delay > 15),
    )
    expect(applies(rule, late)).toBe(true)
    expect(applies(rule, late, pairs)).toBe(false)
  })
})
