/**
 * What variances and their kin are, said as naively as it can be: by their definitions, in fractions of bigints. Numbers
 * are integers of units of 2^-1074, so squares and products are integers of units of 2^-2148.
 *
 * Nothing is rounded here: a result is looked at beside its neighbours.
 */
import { isEven, isNearest, neighbours, units } from './laws.ts'

/** A numerator over a positive denominator. */
export type Fraction = readonly [bigint, bigint]

export type Pair = readonly [number, number]

const size = (n: bigint): bigint => (n < 0n ? -n : n)
const sumOf = (xs: readonly bigint[]): bigint => xs.reduce((sum, x) => sum + x, 0n)

/** Where doubles end: what is at least this far out rounds to an infinity. */
const infinite = (2n ** 1024n - 2n ** 970n) << 1074n

/** Whether `rounded` is the double nearest to a fraction of units of 2^-1074, ties to even. */
export const isRounded = ([numerator, denominator]: Fraction, rounded: number): boolean => {
  if (Number.isNaN(rounded)) return false
  if (Number.isFinite(rounded)) return isNearest(numerator, denominator, rounded)
  return size(numerator) >= infinite * denominator && numerator > 0n === rounded > 0
}

/** Whether `rounded` is the double nearest to the root of a fraction of units of 2^-2148, ties to even. */
export const isRoundedRoot = ([numerator, denominator]: Fraction, rounded: number): boolean => {
  if (!(rounded >= 0)) return false
  if (rounded === Number.POSITIVE_INFINITY) return numerator >= infinite ** 2n * denominator
  const [below, above] = neighbours(rounded)
  // The root lies between the midpoints to both neighbours. Its double, squared, is looked at.
  const exact = 4n * numerator
  const least = rounded === 0 ? 0n : (below + units(rounded)) ** 2n * denominator
  const most = (above + units(rounded)) ** 2n * denominator
  return isEven(rounded) ? exact >= least && exact <= most : exact > least && exact < most
}

/** Σ(x − mean x)(y − mean y) in units of 2^-2148, by way of the mean. */
const deviations = (pairs: readonly Pair[]): Fraction => {
  const n = BigInt(pairs.length)
  const sumX = sumOf(pairs.map(([x]) => units(x)))
  const sumY = sumOf(pairs.map(([, y]) => units(y)))
  return [sumOf(pairs.map(([x, y]) => (n * units(x) - sumX) * (n * units(y) - sumY))), n * n]
}

/** The covariance in units of 2^-2148, with n − `less` for the divisor. */
export const covarianceOf = (pairs: readonly Pair[], less: bigint): Fraction => {
  const [numerator, denominator] = deviations(pairs)
  return [numerator, denominator * (BigInt(pairs.length) - less)]
}

export const varianceOf = (xs: readonly number[], less: bigint): Fraction =>
  covarianceOf(
    xs.map((x) => [x, x]),
    less,
  )

/** The square of the correlation, in units of 2^-2148, and its sign; undefined where one of both never changes. */
export const correlationOf = (
  pairs: readonly Pair[],
): { readonly square: Fraction; readonly sign: number } | undefined => {
  const [together] = deviations(pairs)
  const [x] = deviations(pairs.map(([x]) => [x, x]))
  const [y] = deviations(pairs.map(([, y]) => [y, y]))
  if (x === 0n || y === 0n) return undefined
  return { square: [(together * together) << 2148n, x * y], sign: together < 0n ? -1 : 1 }
}

/** Σ(x · weight) / Σ weight in units of 2^-1074; undefined where the weights add up to nothing. */
export const weightedMeanOf = (pairs: readonly Pair[]): Fraction | undefined => {
  const weight = sumOf(pairs.map(([, w]) => units(w)))
  const sum = sumOf(pairs.map(([x, w]) => units(x) * units(w)))
  return weight === 0n ? undefined : weight < 0n ? [-sum, -weight] : [sum, weight]
}

/** A fraction of units of 2^-2148 as one of units of 2^-1074. */
export const inUnits = ([numerator, denominator]: Fraction): Fraction => [numerator, denominator << 1074n]
