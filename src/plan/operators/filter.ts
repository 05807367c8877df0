import type { Order } from '../../data/order.ts'
import { type Lambda, lambda } from '../../lambda/lambda.ts'
import { type Dataset, dataset, planOf } from '../dataset.ts'

/**
 * Keeps the rows for which the predicate holds; a type guard narrows the rows' type. Keeps the order. Memory: none.
 *
 * @example
 * await F.toList(F.pipe(F.rows([1, 2, 3, 4]), F.filter((n) => n % 2 === 0))) // List [ 2, 4 ]
 * await F.toList(F.pipe(F.rows([1, 2, 3, 4]), F.filter((n, p) => n >= p.min, { min: 3 }))) // List [ 3, 4 ]
 */
export function filter<A, B extends A>(p: (row: A) => row is B): <O extends Order>(rows: Dataset<A, O>) => Dataset<B, O>
export function filter<A>(p: (row: A) => boolean): <O extends Order>(rows: Dataset<A, O>) => Dataset<A, O>
export function filter<A, P>(
  p: (row: A, params: P) => boolean,
  params: P,
): <O extends Order>(rows: Dataset<A, O>) => Dataset<A, O>
export function filter<A, P>(p: (row: A, params: P) => boolean, ...params: readonly [] | readonly [P]) {
  const read = lambda('filter', p, ...params) as Lambda<unknown, boolean>
  return <O extends Order>(rows: Dataset<A, O>): Dataset<A, O> =>
    dataset({ kind: 'filter', inputs: [planOf(rows)], lambda: read, not: false })
}
