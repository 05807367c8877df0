/**
 * Proves when a filter goes to both sides of a concat, and when it must not.
 */
import * as F from 'floe'
import { describe, expect, test } from 'vitest'
import { pushFilterBelowConcat as rule } from '../../../src/optimize/rules/push-filter-below-concat.ts'
import { flights } from '../flights.ts'
import { applies, by } from '../text.ts'

const { pipe } = F
let calls = 0

describe('push-filter-below-concat', () => {
  test('applies, also where the predicate may throw', () => {
    const plan = pipe(
      flights,
      F.concat(flights),
      F.filter((f) => f.delay > 15),
      F.filter((f) => f.origin.at(-1)?.toUpperCase() === 'A'),
    )
    expect(by(rule, plan)).toBe(
      [
        'concat',
        '  filter (f) => f.origin.at(-1)?.toUpperCase() === "A"',
        '    filter (f) => f.delay > 15',
        '      source flights',
        '  filter (f) => f.origin.at(-1)?.toUpperCase() === "A"',
        '    filter (f) => f.delay > 15',
        '      source flights',
      ].join('\n'),
    )
  })

  test('does not apply where the predicate has an effect, or nobody knows', () => {
    const counting = pipe(
      flights,
      F.concat(flights),
      F.filter((f) => f.delay > calls++),
    )
    expect(applies(rule, counting)).toBe(false)
    const isLate = (delay: number): boolean => delay > 15
    const captured = pipe(
      flights,
      F.concat(flights),
      F.filter((f) => isLate(f.delay)),
    )
    expect(applies(rule, captured)).toBe(false)
  })

  test('does not apply where the concat has another reader', () => {
    const rows = pipe(flights, F.concat(flights))
    const late = pipe(
      rows,
      F.filter((f) => f.delay > 15),
    )
    expect(applies(rule, late)).toBe(true)
    expect(applies(rule, late, rows)).toBe(false)
  })
})
