import type { Aggregate } from './aggregate.ts'
import { coSpread } from './co-spread.ts'
import { type NumberOf, sample } from './spread.ts'

/**
 * The sample covariance of two numbers of each row: Σ(x − mean x)(y − mean y) / (n − 1), of the numbers as they are,
 * rounded once; so it is the same in whatever order and parts the rows are read. A row without one of the two (null,
 * undefined) is skipped and not counted; NaN or an infinity makes it NaN. Of fewer than two pairs it is NaN. Memory and
 * time: as `variance`. The parameters, if any, go to both functions.
 *
 * @throws FloeError InvalidRow while running, where a function gives no number (text, a bigint)
 * @example
 * type Point = readonly [number, number]
 * A.fold(A.covariance(([x]: Point) => x, ([, y]: Point) => y))([[1, 10], [2, 30], [3, 20]]) // 5
 */
export function covariance<A>(
  f: (row: A) => number | null | undefined,
  g: (row: A) => number | null | undefined,
): Aggregate<A, number>
export function covariance<A, P>(
  f: (row: A, params: P) => number | null | undefined,
  g: (row: A, params: P) => number | null | undefined,
  params: P,
): Aggregate<A, number>
export function covariance<A, P>(
  f: NumberOf<A, P>,
  g: NumberOf<A, P>,
  ...params: readonly [] | readonly [P]
): Aggregate<A, number> {
  return coSpread('covariance', f, g, params, sample)
}
