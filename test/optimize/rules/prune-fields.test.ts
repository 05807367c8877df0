/**
 * Proves when fields are pruned, which, and when they must not be.
 */
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { describe, expect, test } from 'vitest'
import { pruneFields as rule } from '../../../src/optimize/rules/prune-fields.ts'
import { airports, flights, onAirport, strangers } from '../flights.ts'
import { applies, by } from '../text.ts'

const { pipe } = F
const lines = (...all: readonly string[]): string => all.join('\n')
const sorted = pipe(
  flights,
  F.sortBy((f) => f.delay),
)
const pairs = pipe(flights, F.join(airports, onAirport))

describe('prune-fields', () => {
  test('applies below a sort', () => {
    const plan = pipe(
      sorted,
      F.map((f) => f.origin),
    )
    expect(by(rule, plan)).toBe(
      lines('map (f) => f.origin', '  sortBy (f) => f.delay', '    select origin, delay', '      source flights'),
    )
  })

  test('applies below both sides of a join', () => {
    const plan = pipe(
      pairs,
      F.groupBy(([, a]) => a.state, { delay: A.mean(([f]) => f.delay) }),
    )
    expect(by(rule, plan)).toBe(
      lines(
        'groupBy ([, a]) => a.state { delay: mean ([f]) => f.delay }',
        '  join inner on (f) => f.origin = (a) => a.iata',
        '    select origin, delay',
        '      source flights',
        '    select iata, state',
        '      source airports',
      ),
    )
  })

  test('knows what a map passes on', () => {
    const plan = pipe(
      pairs,
      F.map(([f, a]) => ({ ...f, state: a.state })),
      F.map((f) => f.distance),
    )
    expect(by(rule, plan)).toBe(
      lines(
        'map (f) => f.distance',
        '  map ([f, a]) => ({ ...f, state: a.state })',
        '    join inner on (f) => f.origin = (a) => a.iata',
        '      select origin, distance',
        '        source flights',
        '      select iata, state',
        '        source airports',
      ),
    )
  })

  test('on one side of a concat, though less is known of its rows then', () => {
    const plan = pipe(
      sorted,
      F.concat(flights),
      F.map((f) => ({ ...f, hours: f.delay / 60 })),
      F.map(({ hours, origin }) => ({ hours, origin })),
    )
    expect(by(rule, plan)).toContain('sortBy (f) => f.delay\n        select origin, delay\n')
  })

  test('keeps what any reader reads', () => {
    const origins = pipe(
      sorted,
      F.map((f) => f.origin),
    )
    const distances = pipe(
      sorted,
      F.map((f) => f.distance),
    )
    expect(applies(rule, origins)).toBe(true)
    expect(applies(rule, distances)).toBe(true)
    expect(applies(rule, origins, distances)).toBe(false)
  })

  // biome-ignore format: one plan a line
  test.each<[string, F.Bag<unknown>]>([
    ['all fields are in the result', sorted],
    ['all fields are read', pipe(sorted, F.map((f) => [f.origin, f.delay, f.distance]))],
    ['nobody knows what is read', pipe(sorted, F.map((f) => JSON.stringify(f)))],
    ['nobody knows the rows', pipe(strangers, F.sortBy((f) => f.delay), F.map((f) => f.origin))],
    ['whole rows of a bag decide', pipe(pairs, F.map(([f]) => f), F.sortBy((f) => f.delay), F.map((f) => f.origin))],
    ['whole rows are compared', pipe(sorted, F.distinct(), F.map((f) => f.origin))],
    ['an error shows the whole row', pipe(sorted, F.validate((f) => f.delay > 1, 'no'), F.map((f) => f.origin))],
    ['a look may see the whole row', pipe(sorted, F.tap((f) => f.origin), F.map((f) => f.origin))],
    ['nothing is held', pipe(flights, F.map((f) => f.origin))],
  ])('does not apply where %s', (_, dataset) => {
    const text = by(rule, dataset)
    expect(text).not.toContain('sortBy (f) => f.delay\n    select')
    if (!text.includes('join')) expect(applies(rule, dataset)).toBe(false)
  })
})
