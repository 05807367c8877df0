/** Quantiles, modes, histograms, any and every: against what they are said to be, in as few words. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as A from '../../src/aggregate/index.ts'
import { compareCanonical, sortCanonically } from '../../src/data/canonical-order.ts'
import { identical } from '../../src/data/identical.ts'
import { normaliseKey, sameKey } from '../../src/data/key.ts'
import { anyTightRow } from '../data/arbitrary.ts'
import { runs } from '../runs.ts'
import { isNearest, units } from './laws.ts'
import { cents, finite, mixed, specials } from './numbers.ts'

const identity = (x: number): number => x
const numbers = fc.oneof(
  fc.array(cents, { minLength: 1 }),
  fc.array(mixed, { minLength: 1 }),
  fc.array(fc.oneof(finite, fc.constantFrom(Number.MAX_VALUE, -Number.MAX_VALUE, 5e-324)), { minLength: 1 }),
  fc.array(fc.constantFrom(1, 2, 3, 0, -0), { minLength: 1, maxLength: 12 }),
)
const withSpecials = fc.oneof(numbers, fc.array(specials, { minLength: 1 }))
const share = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.constantFrom(0, 1, 0.5, 0.25, 0.9, 0.99, 1 / 3, 5e-324, 1 - 2 ** -53),
)

describe('quantile', () => {
  test('lies where it should between its two neighbours, rounded once', () => {
    fc.assert(
      fc.property(numbers, share, (xs, p) => {
        const found = A.fold(A.quantile(p, identity))(xs)
        const sorted = sortCanonically(xs)
        const place = (xs.length - 1) * p
        const low = Math.floor(place)
        const a = units(sorted[low] as number)
        const b = units(sorted[Math.ceil(place)] as number)
        const part = units(place - low)
        expect(isNearest(a * ((1n << 1074n) - part) + b * part, 1n << 1074n, found)).toBe(true)
      }),
      { numRuns: runs(1000) },
    )
  })

  test('at 0 and 1 is the least and the greatest, NaN and infinities included; at any place a number that is there', () => {
    fc.assert(
      fc.property(withSpecials, fc.nat(), (xs, i) => {
        const at = (p: number) => A.fold(A.quantile(p, identity))(xs)
        expect(at(0)).toBe(A.fold(A.min(identity))(xs))
        expect(at(1)).toBe(A.fold(A.max(identity))(xs))
        const place = i % xs.length
        const p = xs.length === 1 ? 0 : place / (xs.length - 1)
        if (p * (xs.length - 1) === place) expect(at(p)).toBe(sortCanonically(xs)[place])
      }),
      { numRuns: runs(1000) },
    )
  })

  test('never falls as p grows', () => {
    fc.assert(
      fc.property(numbers, share, share, (xs, p, q) => {
        const [less, more] = [Math.min(p, q), Math.max(p, q)].map((p) => A.fold(A.quantile(p, identity))(xs))
        expect(compareCanonical(less, more)).toBeLessThanOrEqual(0)
      }),
    )
  })

  test('between infinities is what is between them', () => {
    const up = Number.POSITIVE_INFINITY
    const at = (p: number, xs: readonly number[]) => A.fold(A.quantile(p, identity))(xs)
    expect(at(0.5, [-up, up])).toBe(Number.NaN)
    expect(at(0.5, [-up, 1])).toBe(-up)
    expect(at(0.5, [1, up])).toBe(up)
    expect(at(0.5, [up, up])).toBe(up)
    expect(at(0.5, [1, Number.NaN])).toBe(Number.NaN)
    expect(at(0.5, [-0, 0])).toBe(0)
    expect(at(0.5, [-0, -0])).toBe(-0)
    expect(
      at(
        0.9,
        Array.from({ length: 11 }, (_, i) => (i === 10 ? 1e300 : i)),
      ),
    ).toBe(9)
  })

  test('the median is the one at a half', () => {
    fc.assert(
      fc.property(withSpecials, (xs) => {
        expect(A.fold(A.median(identity))(xs)).toBe(A.fold(A.quantile(0.5, identity))(xs))
      }),
    )
  })

  test.each([-0.1, 1.1, 90, Number.NaN, '0.5', null, undefined, 0n])('is not taken at %s', (p) => {
    expect(() => A.quantile(p as number, identity)).toThrow(/quantile was given .+, and takes a number from 0 to 1/)
  })
})

describe('mode', () => {
  test('is the most frequent key, of several the least, in the shape that groups have', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(anyTightRow(), specials), { maxLength: 12 }), (values) => {
        const given = values.filter((value) => value !== null && value !== undefined)
        const times = (value: unknown) => given.filter((other) => sameKey(value, other)).length
        const most = Math.max(0, ...given.map(times))
        const [least] = sortCanonically(given.filter((value) => times(value) === most).map(normaliseKey))
        expect(identical(A.fold(A.mode((value: unknown) => value))(values), least)).toBe(true)
      }),
      { numRuns: runs(500) },
    )
  })
})

describe('histogram', () => {
  const edge = fc.oneof(
    fc.integer({ min: -5, max: 5 }),
    specials.filter((x) => !Number.isNaN(x)),
  )
  const edges = fc
    .uniqueArray(
      edge.map((x) => x + 0),
      { minLength: 2, maxLength: 6 },
    )
    .map((xs) => xs.sort((a, b) => a - b))
  const value = fc.oneof(edge, fc.double({ min: -6, max: 6, noNaN: true }), specials, fc.constantFrom(null, undefined))

  test('counts each number once, in the bin where it belongs', () => {
    fc.assert(
      fc.property(edges, fc.array(value, { maxLength: 20 }), (edges, values) => {
        const found = A.fold(A.histogram(edges, (x: number | null | undefined) => x))(values)
        const xs = values.filter((x) => typeof x === 'number')
        const count = (p: (x: number) => boolean) => xs.filter(p).length
        const last = edges.length - 2
        expect(found).toEqual({
          below: count((x) => x < (edges[0] as number)),
          counts: edges
            .slice(1)
            .map((to, i) => count((x) => x >= (edges[i] as number) && (i === last ? x <= to : x < to))),
          above: count((x) => x > (edges[last + 1] as number)),
          nan: count(Number.isNaN),
        })
        expect(found.below + found.above + found.nan + found.counts.reduce((a, b) => a + b, 0)).toBe(xs.length)
      }),
      { numRuns: runs(500) },
    )
  })

  test('is frozen, and its edges stay as they were given', () => {
    const edges = [0, 1, 2]
    const aggregate = A.histogram(edges, identity)
    edges[1] = 5
    const found = A.fold(aggregate)([1.5])
    expect(found).toEqual({ below: 0, counts: [0, 1], above: 0, nan: 0 })
    expect(Object.isFrozen(found) && Object.isFrozen(found.counts)).toBe(true)
    expect(edges).toEqual([0, 5, 2])
  })

  test.each<[unknown]>([
    [[]],
    [[1]],
    [[1, 1]],
    [[2, 1]],
    [[0, -0]],
    [[Number.NaN, 1]],
    [[0, Number.NaN]],
    [[0, '1']],
    [[0, 1n]],
    ['01'],
    [null],
  ])('does not take the edges %o', (edges) => {
    expect(() => A.histogram(edges as number[], identity)).toThrow(/histogram was given .+ and takes edges: numbers/)
  })
})

describe('any and every', () => {
  test('are those of arrays, but call the predicate for every row', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 5 }), (rows) => {
        let calls = 0
        const p = (row: boolean): boolean => {
          calls++
          return row
        }
        expect(A.fold(A.any(p))(rows)).toBe(rows.some((row) => row))
        expect(A.fold(A.every(p))(rows)).toBe(rows.every((row) => row))
        expect(calls).toBe(2 * rows.length)
      }),
    )
  })
})
