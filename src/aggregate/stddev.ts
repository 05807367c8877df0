import type { Aggregate } from './aggregate.ts'
import { type NumberOf, rootOfQuotient, sample, spread } from './spread.ts'

/**
 * The sample standard deviation of a number of each row: √(Σ(x − mean)² / (n − 1)), of the numbers as they are, rounded
 * once, and not once more for the root. It is in the unit of the numbers. Null and undefined are skipped and not counted;
 * NaN or an infinity makes it NaN. Of fewer than two numbers it is NaN. `populationStddev` divides by n. Memory and time:
 * as `variance`.
 *
 * @throws FloeError InvalidRow while running, where the function gives no number (text, a bigint)
 * @example
 * A.fold(A.stddev((n: number) => n))([2, 4, 6]) // 2
 */
export function stddev<A>(f: (row: A) => number | null | undefined): Aggregate<A, number>
export function stddev<A, P>(f: (row: A, params: P) => number | null | undefined, params: P): Aggregate<A, number>
export function stddev<A, P>(f: NumberOf<A, P>, ...params: readonly [] | readonly [P]): Aggregate<A, number> {
  return spread('stddev', f, params, sample, rootOfQuotient)
}
