import type { Order } from '../../data/order.ts'
import { type Lambda, lambda } from '../../lambda/lambda.ts'
import { type Dataset, dataset, planOf } from '../dataset.ts'

/**
 * Replaces each row by another. Keeps the order. Memory: none.
 *
 * The function is called with the row and, if given, the parameters; never with an index.
 *
 * @example
 * await F.toList(F.pipe(F.rows([1, 2, 3]), F.map((n) => n * 10))) // List [ 10, 20, 30 ]
 * await F.toList(F.pipe(F.rows([1, 2, 3]), F.map((n, p) => n * p.by, { by: 2 }))) // List [ 2, 4, 6 ]
 */
export function map<A, B>(f: (row: A) => B): <O extends Order>(rows: Dataset<A, O>) => Dataset<B, O>
export function map<A, B, P>(
  f: (row: A, params: P) => B,
  params: P,
): <O extends Order>(rows: Dataset<A, O>) => Dataset<B, O>
export function map<A, B, P>(f: (row: A, params: P) => B, ...params: readonly [] | readonly [P]) {
  const read = lambda('map', f, ...params) as Lambda<unknown>
  return <O extends Order>(rows: Dataset<A, O>): Dataset<B, O> =>
    dataset({ kind: 'map', inputs: [planOf(rows)], lambda: read })
}
