/**
 * How `variance` and its kin are computed: from n, Σx and Σx², kept exactly, by exact arithmetic and with one rounding at
 * the end. So the textbook formula, which is no good in floating point, is as good as any: nothing cancels but what does.
 */
import { fromUnits } from '../data/double-units.ts'
import { ExactProducts } from '../data/exact-products.ts'
import { ExactSum } from '../data/exact-sum.ts'
import { roundedRoot } from '../data/rounded-root.ts'
import * as S from '../data/schema.ts'
import { lambda } from '../lambda/lambda.ts'
import { printLambda } from '../lambda/print-lambda.ts'
import type { Aggregate } from './aggregate.ts'
import { defineReading } from './define-reading.ts'
import { exactTotals } from './exact-totals.ts'
import { numberGiven } from './number-given.ts'

/** A function that gives a number of a row, or nothing to count. */
export type NumberOf<A, P> = (row: A, params: P) => number | null | undefined

/** What n Σx² − (Σx)² is divided by, given n: 0 where there is nothing to tell. */
export type Divisor = (n: bigint) => bigint

/** For rows that are a sample of more: n (n − 1), after Bessel. */
export const sample: Divisor = (n) => n * (n - 1n)

/** For rows that are all there are: n². */
export const population: Divisor = (n) => n * n

/** `n Σxy − Σx Σy`, exactly, in units of 2^-2148; undefined where an infinity or NaN is among the numbers. */
export const spreadOf = (n: number, x: ExactSum, y: ExactSum, xy: ExactProducts): bigint | undefined => {
  const sumX = x.units()
  const sumY = x === y ? sumX : y.units()
  const products = xy.units()
  if (sumX === undefined || sumY === undefined || products === undefined) return undefined
  return BigInt(n) * products - sumX * sumY
}

/** So many zeros end the spread of multiples of 2^-124, in units of 2^-2148: ordinary numbers are such. */
const spareBits = 1900

/** Zeros at the end of all these spreads that may be left out: arithmetic is much quicker without. */
export const spareZeros = (...spreads: readonly bigint[]): bigint =>
  spreads.every((spread) => BigInt.asUintN(spareBits, spread) === 0n) ? BigInt(spareBits) : 0n

/** A spread in units of 2^-2148 divided by a positive integer: rounded once. */
export const quotient = (spread: bigint, divisor: bigint): number =>
  spareZeros(spread) > 0n ? fromUnits(spread >> 1074n, divisor) : fromUnits(spread, divisor << 1074n)

/** The root of that: rounded once. */
export const rootOfQuotient = (spread: bigint, divisor: bigint): number => {
  const zeros = spareZeros(spread)
  return roundedRoot(spread >> zeros, divisor << (2148n - zeros))
}

const totals = exactTotals({ x: ExactSum, xx: ExactProducts })

/** An aggregate made of the spread of one number of each row, and of how many there are. */
export const spread = <A, P>(
  kind: string,
  f: NumberOf<A, P>,
  params: readonly [] | readonly [P],
  divisor: Divisor,
  finish: (spread: bigint, divisor: bigint) => number,
): Aggregate<A, number> => {
  const read = lambda(kind, f, ...params)
  const name = `${kind} ${printLambda(read)}`
  return defineReading<ReturnType<typeof totals.init>, A, number, number | undefined>({
    ...totals,
    name,
    schema: S.number,
    reads: read,
    check: (value) => numberGiven(name, value),
    take: (state, x) => {
      if (x === undefined) return state
      state.n += 1
      state.x.add(x)
      state.xx.add(x, x)
      return state
    },
    done: ({ n, x, xx }) => {
      const by = divisor(BigInt(n))
      const spread = spreadOf(n, x, x, xx)
      return by === 0n || spread === undefined ? Number.NaN : finish(spread, by)
    },
  })
}
