import type { Order } from '../../data/order.ts'
import { type Bag, type Dataset, dataset, planOf } from '../dataset.ts'

/**
 * The rows that are also in the other dataset, each value once, as sets do (SQL's `INTERSECT`). Rows are equal as keys: null equals null,
 * and `-0` equals `0`; of equal ones the first stays in a sequence, the canonically least in a bag. Keeps the order. Memory:
 * one row of each value of both.
 *
 * @example
 * await F.toList(F.pipe(F.rows([1, 2, 2, 1]), F.intersect(F.rows([2, 3])))) // List [ 2 ]
 */
export const intersect =
  <A>(other: Bag<A>) =>
  <O extends Order>(rows: Dataset<A, O>): Dataset<A, O> =>
    dataset({ kind: 'intersect', inputs: [planOf(rows), planOf(other)] })
