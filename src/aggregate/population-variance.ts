import type { Aggregate } from './aggregate.ts'
import { type NumberOf, population, quotient, spread } from './spread.ts'

/**
 * The variance of a number of each row, where the rows are all there are and no sample: Σ(x − mean)² / n, of the numbers
 * as they are, rounded once. Of one number it is 0, of none NaN; otherwise as `variance`.
 *
 * @throws FloeError InvalidRow while running, where the function gives no number (text, a bigint)
 * @example
 * A.fold(A.populationVariance((n: number) => n))([2, 4, 6, 8]) // 5
 */
export function populationVariance<A>(f: (row: A) => number | null | undefined): Aggregate<A, number>
export function populationVariance<A, P>(
  f: (row: A, params: P) => number | null | undefined,
  params: P,
): Aggregate<A, number>
export function populationVariance<A, P>(
  f: NumberOf<A, P>,
  ...params: readonly [] | readonly [P]
): Aggregate<A, number> {
  return spread('populationVariance', f, params, population, quotient)
}
