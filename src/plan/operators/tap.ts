import type { Order } from '../../data/order.ts'
import { type Lambda, lambda } from '../../lambda/lambda.ts'
import { type Dataset, dataset, planOf } from '../dataset.ts'

/**
 * Looks at each row and passes it on as it is: for logging and counting. What the function returns is ignored, and a
 * function that changes its row fails the run. Keeps the order. Memory: none.
 *
 * @example
 * await F.toList(F.pipe(F.rows([1, 2]), F.tap((n) => console.log('saw', n))))
 * // saw 1
 * // saw 2
 * // List [ 1, 2 ]
 */
export function tap<A>(look: (row: A) => void): <O extends Order>(rows: Dataset<A, O>) => Dataset<A, O>
export function tap<A, P>(
  look: (row: A, params: P) => void,
  params: P,
): <O extends Order>(rows: Dataset<A, O>) => Dataset<A, O>
export function tap<A, P>(look: (row: A, params: P) => void, ...params: readonly [] | readonly [P]) {
  const read = lambda('tap', look, ...params) as Lambda<unknown, void>
  return <O extends Order>(rows: Dataset<A, O>): Dataset<A, O> =>
    dataset({ kind: 'tap', inputs: [planOf(rows)], lambda: read })
}
