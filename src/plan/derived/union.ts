import type { Order } from '../../data/order.ts'
import type { Dataset } from '../dataset.ts'
import { concat } from '../operators/concat.ts'
import { distinct } from '../operators/distinct.ts'

/**
 * The rows of two datasets, each value once, as sets unite (SQL's `UNION`). A sequence when both are. Memory: one row
 * of each value.
 *
 * @example
 * await F.toList(F.pipe(F.rows([1, 2, 2]), F.union(F.rows([2, 3])))) // List [ 1, 2, 3 ]
 */
export const union =
  <A, P extends Order>(other: Dataset<A, P>) =>
  <O extends Order>(rows: Dataset<A, O>): Dataset<A, O | P> =>
    distinct()(concat(other)(rows))
