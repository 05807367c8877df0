/**
 * The square root of a fraction of bigints as a double, with one rounding.
 *
 * Slow and obviously right, as double-units.ts, which does the rounding. It knows nothing of sums.
 */
import { fromUnits } from './double-units.ts'

/** So many bits has the integer root, give or take a few: 53 for the result, and some to round by. */
const rootBits = 64

/** Give or take 3. */
const bitLength = (n: bigint): number => n.toString(16).length * 4

/** ⌊√n⌋ of 0 ≤ n < 2^140: what doubles say of it, made better by one step of Newton's, then put right. */
const floorRoot = (n: bigint): bigint => {
  const rough = BigInt(Math.floor(Math.sqrt(Number(n))))
  if (rough === 0n) return 0n
  let root = (rough + n / rough) >> 1n
  while (root * root > n) root--
  while ((root + 1n) * (root + 1n) <= n) root++
  return root
}

/**
 * The double nearest to √(numerator / denominator), ties to even; subnormal, and ±Infinity, where the root is beyond.
 *
 * The fraction is scaled by an even power of two to some 128 bits; the integer root of that, and one bit more that stands
 * for everything beyond ("sticky"), are rounded once. `numerator` is not negative, `denominator` positive. Some
 * microseconds.
 *
 * @example
 * roundedRoot(2n, 1n) // 1.4142135623730951
 * roundedRoot(1n, 9n) // 0.3333333333333333
 */
export const roundedRoot = (numerator: bigint, denominator: bigint): number => {
  if (numerator === 0n) return 0
  // The root is about 2^(size / 2). Times 2^shift it has the wanted length.
  const size = bitLength(numerator) - bitLength(denominator)
  const shift = rootBits - Math.floor(size / 2)
  const scaled = shift > 0 ? numerator << BigInt(2 * shift) : numerator
  const divisor = shift > 0 ? denominator : denominator << BigInt(-2 * shift)
  const square = scaled / divisor
  const root = floorRoot(square)
  const isExact = root * root === square && square * divisor === scaled
  const sticky = 2n * root + (isExact ? 0n : 1n)
  // sticky / 2^(shift + 1), in units of 2^-1074
  const power = 1074 - shift - 1
  return power >= 0 ? fromUnits(sticky << BigInt(power)) : fromUnits(sticky, 1n << BigInt(-power))
}
