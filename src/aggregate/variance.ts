import type { Aggregate } from './aggregate.ts'
import { type NumberOf, quotient, sample, spread } from './spread.ts'

/**
 * The sample variance of a number of each row: Σ(x − mean)² / (n − 1), of the numbers as they are, rounded once. So it is
 * never negative, loses nothing where numbers are large and close together, and is the same in whatever order and parts
 * the rows are read. Null and undefined are skipped and not counted; NaN or an infinity makes it NaN. Of fewer than two
 * numbers it is NaN, as 0 / 0 is. `populationVariance` divides by n. Memory: some 400 bytes, and a thousand where the
 * numbers differ by a factor of 10³⁰. Some microseconds for each result.
 *
 * @throws FloeError InvalidRow while running, where the function gives no number (text, a bigint)
 * @example
 * A.fold(A.variance((n: number | null) => n))([2, null, 4, 6]) // 4
 * A.fold(A.variance((n: number) => n))([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]) // 30
 */
export function variance<A>(f: (row: A) => number | null | undefined): Aggregate<A, number>
export function variance<A, P>(f: (row: A, params: P) => number | null | undefined, params: P): Aggregate<A, number>
export function variance<A, P>(f: NumberOf<A, P>, ...params: readonly [] | readonly [P]): Aggregate<A, number> {
  return spread('variance', f, params, sample, quotient)
}
