import type { Aggregate } from './aggregate.ts'
import { coSpread } from './co-spread.ts'
import { type NumberOf, population } from './spread.ts'

/**
 * The covariance of two numbers of each row, where the rows are all there are and no sample:
 * Σ(x − mean x)(y − mean y) / n, of the numbers as they are, rounded once. Of one pair it is 0, of none NaN; otherwise as
 * `covariance`.
 *
 * @throws FloeError InvalidRow while running, where a function gives no number (text, a bigint)
 * @example
 * type Point = readonly [number, number]
 * A.fold(A.populationCovariance(([x]: Point) => x, ([, y]: Point) => y))([[1, 10], [3, 20]]) // 5
 */
export function populationCovariance<A>(
  f: (row: A) => number | null | undefined,
  g: (row: A) => number | null | undefined,
): Aggregate<A, number>
export function populationCovariance<A, P>(
  f: (row: A, params: P) => number | null | undefined,
  g: (row: A, params: P) => number | null | undefined,
  params: P,
): Aggregate<A, number>
export function populationCovariance<A, P>(
  f: NumberOf<A, P>,
  g: NumberOf<A, P>,
  ...params: readonly [] | readonly [P]
): Aggregate<A, number> {
  return coSpread('populationCovariance', f, g, params, population)
}
