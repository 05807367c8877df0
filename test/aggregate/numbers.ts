/**
 * Numbers in profiles that are never mixed: a NaN among the numbers would hide that they were summed in another order,
 * and so would one huge number. So magnitudes differ, and not by too much.
 */
import fc from 'fast-check'

/** Finite numbers some 2^100 apart at most, so that each one tells in a sum and few sums are exact. */
export const mixed: fc.Arbitrary<number> = fc
  .tuple(fc.integer(), fc.integer({ min: -60, max: 20 }))
  .map(([fraction, exponent]) => fraction * 2 ** exponent)

/** Prices and the like: decimal fractions, which no double is. */
export const cents: fc.Arbitrary<number> = fc.integer({ min: -100_000, max: 100_000 }).map((n) => n / 100)

/** Any finite number whose sums stay finite, subnormal ones too. */
export const finite: fc.Arbitrary<number> = fc.double({ noNaN: true, min: -1e300, max: 1e300 })

/** Numbers that are special, and a few that are not. */
export const specials: fc.Arbitrary<number> = fc.constantFrom(
  0,
  -0,
  1,
  -1,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.MIN_VALUE,
  -Number.MIN_VALUE,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
)
