import type { Order } from '../../data/order.ts'
import { type Dataset, dataset, planOf } from '../dataset.ts'

/**
 * All rows of the dataset, then all rows of another, repeated ones too. A sequence when both are. Memory: none.
 *
 * @example
 * await F.toList(F.pipe(F.rows([1, 2]), F.concat(F.rows([2, 3])))) // List [ 1, 2, 2, 3 ]
 */
export const concat =
  <A, P extends Order>(other: Dataset<A, P>) =>
  <O extends Order>(rows: Dataset<A, O>): Dataset<A, O | P> =>
    dataset({ kind: 'concat', inputs: [planOf(rows), planOf(other)] })
