import type { Aggregate } from './aggregate.ts'
import { quantileOf } from './quantile-of.ts'
import type { NumberOf } from './spread.ts'

/**
 * The median of a number of each row, exactly: the one in the middle, or the mean of the two in the middle, rounded once.
 * It is the quantile at 0.5. Null and undefined are skipped; NaN is the greatest number, as in `max`; of nothing it is NaN.
 * Memory: one entry for each different number.
 *
 * @throws FloeError InvalidRow while running, where the function gives no number (text, a bigint)
 * @example
 * A.fold(A.median((n: number | null) => n))([9, 1, null, 2]) // 2
 * A.fold(A.median((n: number) => n))([9, 1, 2, 3]) // 2.5
 */
export function median<A>(f: (row: A) => number | null | undefined): Aggregate<A, number>
export function median<A, P>(f: (row: A, params: P) => number | null | undefined, params: P): Aggregate<A, number>
export function median<A, P>(f: NumberOf<A, P>, ...params: readonly [] | readonly [P]): Aggregate<A, number> {
  return quantileOf('median', 0.5, f, params)
}
