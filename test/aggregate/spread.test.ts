/** Variances, covariances, correlations and weighted means: the true ones, rounded once, on all doubles. */
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import * as A from '../../src/aggregate/index.ts'
import { runs } from '../runs.ts'
import {
  correlationOf,
  covarianceOf,
  type Fraction,
  inUnits,
  isRounded,
  isRoundedRoot,
  type Pair,
  varianceOf,
  weightedMeanOf,
} from './rationals.ts'

const identity = (x: number): number => x
const x = (pair: Pair): number => pair[0]
const y = (pair: Pair): number => pair[1]

/** Numbers whose squares, or the errors of these, are beyond the doubles or below them; and next to those bounds. */
const edges = fc
  .tuple(
    fc.integer({ min: -(2 ** 30), max: 2 ** 30 }),
    fc.constantFrom(-1074, -1040, -560, -540, -510, -480, -470, -450, 480, 465, 470, 500, 960, 990),
    fc.integer({ min: -30, max: 3 }),
  )
  .map(([m, e, off]) => m * 2 ** Math.max(-1074, e + off))

const profiles = {
  cents: fc.integer({ min: -100_000, max: 100_000 }).map((n) => n / 100),
  'large and close': fc.integer({ min: 0, max: 100 }).map((n) => 1e9 + n),
  'larger and closer': fc.integer({ min: 0, max: 5 }).map((n) => 1 + n * 2 ** -52),
  'any magnitude': fc.double({ noNaN: true, noDefaultInfinity: true }),
  subnormal: fc.integer({ min: -50, max: 50 }).map((n) => n * 5e-324),
  huge: fc.double({ noNaN: true, min: -1.7e308, max: 1.7e308 }).filter((n) => n === 0 || Math.abs(n) > 1e300),
  'at the edges': edges,
  few: fc.constantFrom(0, -0, 1, -1, 0.1, 3, 1e16),
} satisfies Record<string, fc.Arbitrary<number>>

const often = { numRuns: runs(300) }
const some = <T>(one: fc.Arbitrary<T>, least: number) => fc.array(one, { minLength: least, maxLength: 12 })

const nearest = (what: string, fraction: Fraction, rounded: number): void => {
  if (!isRounded(inUnits(fraction), rounded)) throw new Error(`${what}: ${rounded} is not the nearest double`)
}
const nearestRoot = (what: string, fraction: Fraction, rounded: number): void => {
  if (!isRoundedRoot(fraction, rounded)) throw new Error(`${what}: ${rounded} is not the nearest double`)
}

describe.each(Object.entries(profiles))('of %s', (_name, number) => {
  test('variances and standard deviations', () => {
    fc.assert(
      fc.property(some(number, 1), (xs) => {
        if (xs.length > 1) {
          nearest('variance', varianceOf(xs, 1n), A.fold(A.variance(identity))(xs))
          nearestRoot('stddev', varianceOf(xs, 1n), A.fold(A.stddev(identity))(xs))
        }
        nearest('populationVariance', varianceOf(xs, 0n), A.fold(A.populationVariance(identity))(xs))
        nearestRoot('populationStddev', varianceOf(xs, 0n), A.fold(A.populationStddev(identity))(xs))
      }),
      often,
    )
  })

  test('are those of covariance with itself, never negative, and never -0', () => {
    fc.assert(
      fc.property(some(number, 2), (xs) => {
        const variance = A.fold(A.variance(identity))(xs)
        expect(variance).toBe(A.fold(A.covariance(identity, identity))(xs))
        expect(A.fold(A.populationVariance(identity))(xs)).toBe(A.fold(A.populationCovariance(identity, identity))(xs))
        expect(variance >= 0 && !Object.is(variance, -0)).toBe(true)
        const first = xs[0] as number
        expect(A.fold(A.stddev(identity))(xs.map(() => first))).toBe(0)
      }),
    )
  })
})

const profile = fc.constantFrom(...Object.values(profiles))
/** Each side from one profile; or both near a line, so that correlations come close to 1. */
const pairs = (least: number): fc.Arbitrary<readonly Pair[]> =>
  fc.oneof(
    fc.tuple(profile, profile).chain(([one, other]) => some(fc.tuple(one, other), least)),
    fc.tuple(profiles.cents, fc.constantFrom(1, -1, 3, -0.1)).chain(([at, slope]) =>
      some(
        fc.tuple(profiles.cents, fc.constantFrom(0, 0, 1e-9)).map(([x, off]): Pair => [x, at + slope * x + off]),
        least,
      ),
    ),
  )

describe('of pairs', () => {
  test('covariances', () => {
    fc.assert(
      fc.property(pairs(1), (rows) => {
        if (rows.length > 1) nearest('covariance', covarianceOf(rows, 1n), A.fold(A.covariance(x, y))(rows))
        nearest('populationCovariance', covarianceOf(rows, 0n), A.fold(A.populationCovariance(x, y))(rows))
      }),
      { numRuns: runs(1000) },
    )
  })

  test('the correlation, from -1 to 1', () => {
    fc.assert(
      fc.property(pairs(1), (rows) => {
        const found = A.fold(A.correlation(x, y))(rows)
        const expected = correlationOf(rows)
        if (expected === undefined) expect(found).toBe(Number.NaN)
        else {
          nearestRoot('correlation', expected.square, Math.abs(found))
          expect(found === 0 || Math.sign(found) === expected.sign).toBe(true)
          expect(Math.abs(found)).toBeLessThanOrEqual(1)
        }
        expect(A.fold(A.correlation(y, x))(rows)).toBe(found)
      }),
      { numRuns: runs(1000) },
    )
  })

  test('on a line the correlation is 1 or -1', () => {
    const line = fc.tuple(
      fc.integer(),
      fc.integer().filter((slope) => slope !== 0),
      fc.uniqueArray(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 2 }),
    )
    fc.assert(
      fc.property(line, ([at, slope, xs]) => {
        const rows = xs.map((x): Pair => [x, at + slope * x])
        expect(A.fold(A.correlation(x, y))(rows)).toBe(Math.sign(slope))
      }),
    )
  })

  test('weighted means', () => {
    fc.assert(
      fc.property(pairs(0), (rows) => {
        const found = A.fold(A.weightedMean(x, y))(rows)
        const expected = weightedMeanOf(rows)
        if (expected === undefined) expect(found).toBe(Number.NaN)
        else if (!isRounded(expected, found)) throw new Error(`${found} is not the nearest double`)
      }),
      { numRuns: runs(1000) },
    )
  })

  test('a mean with weights that are all the same is the mean, to the bit', () => {
    const number = fc.oneof(
      profile.chain((one) => one),
      fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
    )
    const weight = profile.chain((one) => one).filter((w) => w !== 0)
    fc.assert(
      fc.property(fc.array(number, { maxLength: 8 }), weight, (xs, w) => {
        const mean = A.fold(A.mean(identity))(xs)
        const found = A.fold(A.weightedMean(identity, () => w))(xs)
        // A zero has the sign of the products, which a mean has not: of zeros it is looked at without.
        if (mean === 0 && w < 0) expect(Math.abs(found)).toBe(0)
        else expect(found).toBe(mean)
      }),
      { numRuns: runs(1000) },
    )
  })

  test('are skipped where a part is missing, though both functions are called', () => {
    const part: fc.Arbitrary<number | undefined> = fc.option(profiles.few, { nil: undefined })
    const holey = fc.array(fc.tuple(part, fc.oneof(part, fc.constant(null))), { maxLength: 8 })
    fc.assert(
      fc.property(holey, (rows) => {
        const whole = rows.filter((row): row is [number, number] => row.every((part) => typeof part === 'number'))
        for (const of of [A.covariance, A.populationCovariance, A.correlation, A.weightedMean]) {
          let calls = 0
          const found = A.fold(
            of(
              (row: (typeof rows)[number]) => row[0],
              (row) => {
                calls++
                return row[1]
              },
            ),
          )(rows)
          expect(found).toBe(A.fold(of(x, y))(whole))
          expect(calls).toBe(rows.length)
        }
      }),
    )
  })
})

describe('whatever is no finite number', () => {
  const specials = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  it.each(specials)('%d makes variances and covariances NaN, wherever it stands', (special) => {
    for (const others of [[], [1], [1, 2], [0, 0], [special], [-special, 1]])
      for (const xs of [
        [special, ...others],
        [...others, special],
      ]) {
        for (const of of [A.variance, A.stddev, A.populationVariance, A.populationStddev])
          expect(A.fold(of(identity))(xs)).toBe(Number.NaN)
        for (const of of [A.covariance, A.populationCovariance, A.correlation]) {
          expect(A.fold(of(identity, () => 0))(xs)).toBe(Number.NaN)
          expect(A.fold(of(() => 0, identity))(xs)).toBe(Number.NaN)
          expect(A.fold(of(identity, identity))(xs)).toBe(Number.NaN)
        }
      }
  })

  it('counts in a weighted mean as IEEE 754 has it', () => {
    const mean = A.fold(A.weightedMean(x, y))
    const up = Number.POSITIVE_INFINITY
    expect(
      mean([
        [up, 2],
        [1, 1],
      ]),
    ).toBe(up)
    expect(
      mean([
        [-up, 2],
        [1, 1],
      ]),
    ).toBe(-up)
    expect(
      mean([
        [up, -2],
        [1, 1],
      ]),
    ).toBe(up)
    expect(
      mean([
        [up, 1],
        [-up, 1],
      ]),
    ).toBe(Number.NaN)
    expect(
      mean([
        [up, 1],
        [1, -1],
      ]),
    ).toBe(Number.NaN)
    expect(mean([[1, up]])).toBe(Number.NaN)
    expect(mean([[0, up]])).toBe(Number.NaN)
    expect(
      mean([
        [up, 1e308],
        [1, 1e308],
        [1, 1e308],
      ]),
    ).toBe(up)
    expect(
      mean([
        [1e308, 1e308],
        [1e308, 1e308],
      ]),
    ).toBe(1e308)
    expect(
      mean([
        [-0, 1],
        [-0, 2],
      ]),
    ).toBe(-0)
    expect(
      mean([
        [1, 1],
        [-1, 1],
      ]),
    ).toBe(0)
  })
})
