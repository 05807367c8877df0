/**
 * Proves when a take goes down to a sort, and when it must not.
 */
import * as F from 'floe'
import { describe, expect, test } from 'vitest'
import { pushTakeThroughMap as rule } from '../../../src/optimize/rules/push-take-through-map.ts'
import { flights, strangers } from '../flights.ts'
import { applies, by } from '../text.ts'

const { pipe } = F
const sorted = pipe(
  flights,
  F.sortBy((f) => f.delay),
)

describe('push-take-through-map', () => {
  test('applies', () => {
    const plan = pipe(
      sorted,
      F.map((f) => ({ ...f, hours: f.delay / 60 })),
      F.select('hours', 'origin'),
      F.take(10),
    )
    expect(by(rule, plan)).toBe(
      [
        'select hours, origin',
        '  map (f) => ({ ...f, hours: f.delay / 60 })',
        '    take 10',
        '      sortBy (f) => f.delay',
        '        source flights',
      ].join('\n'),
    )
  })

  // biome-ignore format: one plan a line
  test.each<[string, F.Bag<unknown>]>([
    ['the map may throw', pipe(sorted, F.map((f) => JSON.parse(f.origin)), F.take(1))],
    ['rows may have no fields', pipe(strangers, F.sortBy((f) => f.delay), F.select('delay'), F.take(1))],
    ['there is no sort', pipe(flights, F.map((f) => f.origin), F.take(1))],
    ['rows may go in between', pipe(sorted, F.filter((f) => f.delay > 1), F.take(1))],
    ['rows may come in between', pipe(sorted, F.flatMap((f) => [f, f]), F.take(1))],
    ['it stands above the sort already', pipe(sorted, F.take(1))],
  ])('does not apply where %s', (_, dataset) => {
    expect(applies(rule, dataset)).toBe(false)
  })

  test('does not apply where the map or the sort has another reader', () => {
    const hours = pipe(
      sorted,
      F.map((f) => f.delay / 60),
    )
    const few = pipe(hours, F.take(1))
    expect(applies(rule, few)).toBe(true)
    expect(applies(rule, few, hours)).toBe(false)
    expect(applies(rule, few, sorted)).toBe(false)
  })
})
