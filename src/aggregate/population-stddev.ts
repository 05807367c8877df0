import type { Aggregate } from './aggregate.ts'
import { type NumberOf, population, rootOfQuotient, spread } from './spread.ts'

/**
 * The standard deviation of a number of each row, where the rows are all there are and no sample: √(Σ(x − mean)² / n), of
 * the numbers as they are, rounded once. Of one number it is 0, of none NaN; otherwise as `stddev`.
 *
 * @throws FloeError InvalidRow while running, where the function gives no number (text, a bigint)
 * @example
 * A.fold(A.populationStddev((n: number) => n))([2, 4, 4, 4, 5, 5, 7, 9]) // 2
 */
export function populationStddev<A>(f: (row: A) => number | null | undefined): Aggregate<A, number>
export function populationStddev<A, P>(
  f: (row: A, params: P) => number | null | undefined,
  params: P,
): Aggregate<A, number>
export function populationStddev<A, P>(f: NumberOf<A, P>, ...params: readonly [] | readonly [P]): Aggregate<A, number> {
  return spread('populationStddev', f, params, population, rootOfQuotient)
}
