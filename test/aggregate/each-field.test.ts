/** `eachField` and `distribution`, of which `describe` is made: lawful, and as near to the numbers as they say. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { distribution } from '../../src/aggregate/distribution.ts'
import { eachField } from '../../src/aggregate/each-field.ts'
import * as A from '../../src/aggregate/index.ts'
import { sortCanonically } from '../../src/data/canonical-order.ts'
import { compareStrings } from '../../src/data/compare-strings.ts'
import { runs } from '../runs.ts'
import { aggregateLaws } from './laws.ts'
import { mixed, specials } from './numbers.ts'

const names = fc.constantFrom('a', 'b', '0', '__proto__', 'toString', '\u{1f600}', '\uffff')
const records = (value: fc.Arbitrary<unknown>): fc.Arbitrary<Readonly<Record<string, unknown>>> =>
  fc.array(fc.tuple(names, value), { maxLength: 4 }).map((entries) => Object.fromEntries(entries))
const cell = fc.oneof(fc.constantFrom<unknown>(null, undefined, 'x', 0, -0, 1), specials)
const totals = A.struct({ n: A.count(), all: A.toSet((value: unknown) => value) })

for (const order of ['sequence', 'bag'] as const)
  aggregateLaws(`eachField of a ${order}`, () => eachField(totals, order), records(cell))
aggregateLaws('distribution', distribution, fc.oneof(mixed, specials, fc.constantFrom('x', null)))

describe('eachField', () => {
  test('gives each field the aggregate of its values, as they were first seen or by name', () =>
    fc.assert(
      fc.property(fc.array(records(cell), { maxLength: 6 }), (rows) => {
        const seen = [...new Set(rows.flatMap((row) => Object.keys(row)))]
        const expected = (order: readonly string[]) =>
          order.map((name) => [
            name,
            A.fold(totals)(rows.map((row) => (Object.hasOwn(row, name) ? row[name] : null)).filter((v) => v != null)),
          ])
        expect([...A.fold(eachField(totals, 'sequence'))(rows)]).toEqual(expected(seen))
        expect([...A.fold(eachField(totals, 'bag'))(rows)]).toEqual(expected(seen.sort(compareStrings)))
      }),
    ))
  test('refuses what has no fields', () => {
    for (const row of [5, null, [1], new Map()])
      expect(() => A.fold(eachField(totals, 'bag'))([row])).toThrow(/is not a plain object, which has fields/)
  })
})

describe('distribution', () => {
  const of = A.fold(distribution())
  const numbers = fc.array(fc.oneof(mixed, specials, fc.integer({ min: 0, max: 9 })), { minLength: 1, maxLength: 30 })

  test('has quartiles that are at most 1% off', () =>
    fc.assert(
      fc.property(numbers, (xs) => {
        const sorted = sortCanonically(xs) as readonly number[]
        const found = of(xs)
        for (const [name, p] of [
          ['q1', 0.25],
          ['median', 0.5],
          ['q3', 0.75],
        ] as const) {
          const x = sorted[Math.floor((sorted.length - 1) * p)] as number
          // Below the least normal double the error is that of rounding.
          const error = Math.max(Math.abs(x / 100), 2 ** -1074)
          if (Number.isFinite(x)) expect(Math.abs(found[name] - x)).toBeLessThanOrEqual(error)
          else expect(found[name]).toBe(x)
        }
      }),
      { numRuns: runs(1000) },
    ))
  test('is exact where numbers are far apart', () => {
    expect(of([3, 10, 20])).toEqual({ q1: 3, median: 10, q3: 10, parts: [1, 0, 0, 1, 0, 0, 0, 1] })
  })
  test('counts all finite numbers, in parts of their range', () =>
    fc.assert(
      fc.property(numbers, (xs) => {
        const { parts } = of(xs)
        const finite = xs.filter(Number.isFinite)
        expect(parts.reduce((sum, n) => sum + n, 0)).toBe(finite.length)
        if (finite.length > 0) expect(parts.at(0)).toBeGreaterThan(0)
        if (finite.length > 0) expect(parts.at(-1)).toBeGreaterThan(0)
        expect([0, 1, 8]).toContain(parts.length)
      }),
      { numRuns: runs(1000) },
    ))
  test('of nothing, of one number, and of all doubles', () => {
    expect(of([])).toEqual({ q1: Number.NaN, median: Number.NaN, q3: Number.NaN, parts: [] })
    expect(of([7, 7])).toEqual({ q1: 7, median: 7, q3: 7, parts: [2] })
    expect(of([-0, 0]).parts).toEqual([2])
    expect(of([5e-324, 0]).parts).toEqual([1, 0, 0, 0, 0, 0, 0, 1])
    expect(of([-Number.MAX_VALUE, 0, Number.MAX_VALUE, Infinity, Number.NaN]).parts).toEqual([1, 0, 0, 0, 1, 0, 0, 1])
  })
})
