import type { Order } from '../../data/order.ts'
import { type Lambda, lambda } from '../../lambda/lambda.ts'
import { type Dataset, dataset, planOf } from '../dataset.ts'

/**
 * Replaces each row by any number of others: those of an array, an Immutable list or any other iterable, in its order.
 * Keeps the order. A row's iterable is read to its end before any of its rows comes out, so that a row that fails gives
 * none; it must be finite. Memory: the rows of one row.
 *
 * @example
 * await F.toList(F.pipe(F.rows(['a b', 'c']), F.flatMap((line) => line.split(' ')))) // List [ 'a', 'b', 'c' ]
 */
export function flatMap<A, B>(f: (row: A) => Iterable<B>): <O extends Order>(rows: Dataset<A, O>) => Dataset<B, O>
export function flatMap<A, B, P>(
  f: (row: A, params: P) => Iterable<B>,
  params: P,
): <O extends Order>(rows: Dataset<A, O>) => Dataset<B, O>
export function flatMap<A, B, P>(f: (row: A, params: P) => Iterable<B>, ...params: readonly [] | readonly [P]) {
  const read = lambda('flatMap', f, ...params) as Lambda<unknown, Iterable<unknown>>
  return <O extends Order>(rows: Dataset<A, O>): Dataset<B, O> =>
    dataset({ kind: 'flatMap', inputs: [planOf(rows)], lambda: read })
}
