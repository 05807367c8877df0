/**
 * Numbers that show what a function makes of them: as long as all are finite, sums whose terms are added in another order;
 * or else NaN and its like, which would hide that.
 */
import * as fc from 'fast-check'
import { ofPool } from './of-pool.ts'
import { times } from './times.ts'

/** Beside these a one is lost; and they cancel each other. */
const large: fc.Arbitrary<number> = ofPool([1e16, -1e16, 1e17, -1e17])

/** With decimals, which sums have to round: any that they are biased to would be round itself. */
const decimals = (places: number): fc.Arbitrary<number> =>
  fc.noBias(fc.integer({ min: -999, max: 999 })).map((digits) => Number(`${digits}e-${places}`))

/** Finite ones: small and whole, with decimals, very large and very small, and times. */
export const finite: fc.Arbitrary<number> = fc.oneof(
  { withCrossShrink: true },
  { arbitrary: fc.integer({ min: -9, max: 9 }), weight: 8 },
  { arbitrary: decimals(1), weight: 16 },
  { arbitrary: decimals(3), weight: 16 },
  { arbitrary: fc.integer({ min: -9999, max: 9999 }), weight: 4 },
  // Few, because beside them all others are as good as nothing.
  { arbitrary: large, weight: 1 },
  { arbitrary: times, weight: 1 },
)

/** Few, so that some are equal; as texts put together some are, too. */
export const few: fc.Arbitrary<number> = ofPool([0, 1, 2, 11])

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
