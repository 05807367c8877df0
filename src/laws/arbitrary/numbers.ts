/**
 * Numbers that show what a function makes of them: as long as all are finite, sums whose terms are added in another order;
 * or else NaN and its like, which would hide that.
 */
import * as fc from 'fast-check'
import { ofPool } from './of-pool.ts'
import { times } from './times.ts'

/** Numbers whose magnitudes differ so much that adding loses digits. */
const mixed: fc.Arbitrary<number> = fc
  .tuple(fc.integer({ min: -999, max: 999 }), fc.integer({ min: -6, max: 15 }))
  .map(([digits, exponent]) => Number(`${digits}e${exponent}`))

/** Finite ones: small and whole, with decimals, of any magnitude, and times. */
export const finite: fc.Arbitrary<number> = fc.oneof(
  { withCrossShrink: true },
  { arbitrary: fc.integer({ min: -9, max: 9 }), weight: 3 },
  { arbitrary: fc.integer({ min: -9999, max: 9999 }), weight: 2 },
  { arbitrary: fc.integer({ min: -999, max: 999 }).map((n) => n / 100), weight: 2 },
  { arbitrary: mixed, weight: 3 },
  { arbitrary: times, weight: 1 },
)

/** Few, so that some are equal. */
export const few: fc.Arbitrary<number> = fc.integer({ min: 0, max: 2 })

/** Those that numbers are known for. */
export const specials: fc.Arbitrary<number> = ofPool([
  0,
  1,
  -0,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  5e-324,
  -1,
  0.1,
  2 ** 31,
  2 ** 53,
  -(2 ** 53),
  Number.MAX_VALUE,
])
