import { printValue } from '../data/print-value.ts'
import { FloeError } from '../error/floe-error.ts'
import type { Aggregate } from './aggregate.ts'
import { quantileOf } from './quantile-of.ts'
import type { NumberOf } from './spread.ts'

/**
 * The quantile at `p`, from 0 to 1, of a number of each row: the number below which the share `p` of all lies, exactly. Of
 * n numbers in order, counted from 0, it is the one at place (n − 1) p; between two places, what lies between the two
 * numbers, linearly, rounded once. That is type 7 of Hyndman and Fan (1996), "Sample quantiles in statistical packages",
 * as NumPy's `quantile`, R's, and DuckDB's `quantile_cont` have it. Null and undefined are skipped; NaN is the greatest
 * number, as in `max`; of nothing it is NaN. Memory: one entry for each different number. O(d log d) for each result of d
 * different numbers.
 *
 * @throws FloeError InvalidArgument for a `p` that is no number from 0 to 1
 * @throws FloeError InvalidRow while running, where the function gives no number (text, a bigint)
 * @example
 * A.fold(A.quantile(0.9, (n: number) => n))([10, 20, 30, 40, 50]) // 46
 * A.fold(A.quantile(0, (n: number | null) => n))([3, null, 1]) // 1
 * A.quantile(90, (n: number) => n)
 * // throws FLOE100 InvalidArgument: quantile was given 90, and takes a number from 0 to 1
 */
export function quantile<A>(p: number, f: (row: A) => number | null | undefined): Aggregate<A, number>
export function quantile<A, P>(
  p: number,
  f: (row: A, params: P) => number | null | undefined,
  params: P,
): Aggregate<A, number>
export function quantile<A, P>(
  p: number,
  f: NumberOf<A, P>,
  ...params: readonly [] | readonly [P]
): Aggregate<A, number> {
  if (!(typeof p === 'number' && p >= 0 && p <= 1))
    throw new FloeError('InvalidArgument', {
      message: `quantile was given ${printValue(p)}, and takes a number from 0 to 1`,
      hint: 'A.quantile(0.9, (row) => row.field): 90% lie below it',
      found: printValue(p),
      expected: 'a number from 0 to 1',
    })
  return quantileOf(`quantile ${p}`, p, f, params)
}
