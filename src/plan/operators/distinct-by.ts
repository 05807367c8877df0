import type { Order } from '../../data/order.ts'
import { type Lambda, lambda } from '../../lambda/lambda.ts'
import { type Dataset, dataset, planOf } from '../dataset.ts'

/**
 * One row for each key. Of rows with the same key the first stays in a sequence, the canonically least in a bag. Keeps the
 * order. Parameters of the key may be given as the last argument. Memory: one row for each key.
 *
 * @example
 * const words = F.rows(['fig', 'apple', 'kiwi', 'nut'])
 * await F.toList(F.pipe(words, F.distinctBy((word) => word.length))) // List [ 'fig', 'apple', 'kiwi' ]
 * await F.toList(F.pipe(F.rows([1, 4, 5]), F.distinctBy((n, p) => n % p.of, { of: 3 }))) // List [ 1, 5 ]
 */
export function distinctBy<A>(key: (row: A) => unknown): <O extends Order>(rows: Dataset<A, O>) => Dataset<A, O>
export function distinctBy<A, P>(
  key: (row: A, params: P) => unknown,
  params: P,
): <O extends Order>(rows: Dataset<A, O>) => Dataset<A, O>
export function distinctBy<A, P>(key: (row: A, params: P) => unknown, ...params: readonly [] | readonly [P]) {
  const read = lambda('distinctBy', key, ...params) as Lambda<unknown>
  return <O extends Order>(rows: Dataset<A, O>): Dataset<A, O> =>
    dataset({ kind: 'distinctBy', inputs: [planOf(rows)], lambda: read })
}
