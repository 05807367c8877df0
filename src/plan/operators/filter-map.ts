import type { Option } from 'fp-ts/lib/Option.js'
import type { Order } from '../../data/order.ts'
import { type Lambda, lambda } from '../../lambda/lambda.ts'
import { type Dataset, dataset, planOf } from '../dataset.ts'

/**
 * Replaces each row by another (`some`) or drops it (`none`): filter and map in one look. Keeps the order. Memory: none.
 *
 * @example
 * const even = (n: number) => (n % 2 === 0 ? O.some(`${n}!`) : O.none)
 * await F.toList(F.pipe(F.rows([1, 2, 3, 4]), F.filterMap(even))) // List [ '2!', '4!' ]
 */
export function filterMap<A, B>(f: (row: A) => Option<B>): <O extends Order>(rows: Dataset<A, O>) => Dataset<B, O>
export function filterMap<A, B, P>(
  f: (row: A, params: P) => Option<B>,
  params: P,
): <O extends Order>(rows: Dataset<A, O>) => Dataset<B, O>
export function filterMap<A, B, P>(f: (row: A, params: P) => Option<B>, ...params: readonly [] | readonly [P]) {
  const read = lambda('filterMap', f, ...params) as Lambda<unknown, Option<unknown>>
  return <O extends Order>(rows: Dataset<A, O>): Dataset<B, O> =>
    dataset({ kind: 'filterMap', inputs: [planOf(rows)], lambda: read })
}
