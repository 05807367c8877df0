import type { Order } from '../../data/order.ts'
import { type Dataset, dataset, planOf } from '../dataset.ts'

/**
 * One row of each value. Of rows that are equal as keys (`-0` and `0`) the first stays in a sequence, the canonically
 * least in a bag. Keeps the order. Memory: one row of each value.
 *
 * @example
 * await F.toList(F.pipe(F.rows([3, 1, 3, 2, 1]), F.distinct())) // List [ 3, 1, 2 ]
 */
export const distinct =
  () =>
  <A, O extends Order>(rows: Dataset<A, O>): Dataset<A, O> =>
    dataset({ kind: 'distinct', inputs: [planOf(rows)] })
