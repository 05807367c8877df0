/**
 * A double as what it is, an integer times 2^-1074, and the way back: the one rounding from exact arithmetic to doubles.
 *
 * Every finite double is a whole number of *units* of 2^-1074 (the smallest subnormal), so sums of doubles are sums of
 * bigints, and it is only the way back that rounds. Slow and obviously right; knows nothing of sums or accumulators.
 */

const double = new Float64Array(1)
const bits = new BigUint64Array(double.buffer)

const fractionBits = 52n
const fractionMask = (1n << fractionBits) - 1n
const infinityBits = 0x7ffn << fractionBits

/**
 * The finite double `x` in units of 2^-1074, exactly. Both zeros are `0n`.
 *
 * Up to 2100 bits long. `x` must be finite: of the others the answer means nothing.
 *
 * @example
 * toUnits(5e-324) // 1n
 * toUnits(-1) === -(1n << 1074n) // true
 */
export const toUnits = (x: number): bigint => {
  double[0] = Math.abs(x)
  const word = bits[0] as bigint
  const exponent = word >> fractionBits
  const fraction = word & fractionMask
  // Exponent 0 is that of the subnormals: no hidden bit, and the same unit as exponent 1.
  const units = exponent === 0n ? fraction : (fraction + fractionMask + 1n) << (exponent - 1n)
  return x < 0 ? -units : units
}

const bitLength = (n: bigint): number => {
  const hex = n.toString(16)
  return hex.length * 4 - (Math.clz32(Number.parseInt(hex.charAt(0), 16)) - 28)
}

/**
 * The double nearest to `units / divisor` · 2^-1074, ties to even: one rounding, also where the result is subnormal.
 * What rounds beyond the largest double is ±Infinity; a negative quotient that rounds to nothing is -0.
 *
 * `divisor` must be positive. Some microseconds: linear in the length of `units`, quadratic in that of the quotient.
 *
 * @example
 * fromUnits(toUnits(1), 3n) // 0.3333333333333333
 */
export const fromUnits = (units: bigint, divisor = 1n): number => {
  // The quotient with two more bits: a half, and "sticky", which stands for everything beyond.
  const scaled = (units < 0n ? -units : units) << 2n
  const floor = scaled / divisor
  const quotient = floor * divisor === scaled ? floor : floor | 1n
  // A double has 53 bits, but no finer step than one unit.
  const dropped = BigInt(Math.max(2, bitLength(quotient) - 53))
  const kept = quotient >> dropped
  const rest = quotient - (kept << dropped)
  const half = 1n << (dropped - 1n)
  const rounded = rest > half || (rest === half && (kept & 1n) === 1n) ? kept + 1n : kept
  // The bit patterns of positive doubles count them in order. So the hidden bit adds one to the exponent by itself, as
  // does a carry out of the fraction; below 2^52 units the pattern is the number of units.
  const word = rounded + ((dropped - 2n) << fractionBits)
  bits[0] = word < infinityBits ? word : infinityBits
  const magnitude = double[0] as number
  return units < 0n ? -magnitude : magnitude
}
