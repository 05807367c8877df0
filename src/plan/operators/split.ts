import type { Order } from '../../data/order.ts'
import { type Lambda, lambda } from '../../lambda/lambda.ts'
import { type Dataset, dataset, planOf } from '../dataset.ts'

/**
 * Two datasets of one: the rows for which the predicate holds, and the others. A type guard narrows both. Each keeps the
 * order. Run both with `runAll`, and what is before the split is read once. A row on which the predicate throws is an error
 * of both. Memory: none.
 *
 * @example
 * const flights = F.rows([{ origin: 'SEA', delay: 20 }, { origin: 'OAK', delay: 3 }])
 * const [late, onTime] = F.pipe(flights, F.split((f) => f.delay > 15))
 * await F.toList(late) // List [ { origin: 'SEA', delay: 20 } ]
 * await F.toList(onTime) // List [ { origin: 'OAK', delay: 3 } ]
 */
export function split<A, B extends A>(
  p: (row: A) => row is B,
): <O extends Order>(rows: Dataset<A, O>) => readonly [matching: Dataset<B, O>, others: Dataset<Exclude<A, B>, O>]
export function split<A>(
  p: (row: A) => boolean,
): <O extends Order>(rows: Dataset<A, O>) => readonly [matching: Dataset<A, O>, others: Dataset<A, O>]
export function split<A, P>(
  p: (row: A, params: P) => boolean,
  params: P,
): <O extends Order>(rows: Dataset<A, O>) => readonly [matching: Dataset<A, O>, others: Dataset<A, O>]
export function split<A, P>(p: (row: A, params: P) => boolean, ...params: readonly [] | readonly [P]) {
  const read = lambda('split', p, ...params) as Lambda<unknown, boolean>
  return <O extends Order>(rows: Dataset<A, O>): readonly [Dataset<A, O>, Dataset<A, O>] => [
    dataset({ kind: 'filter', inputs: [planOf(rows)], lambda: read, not: false }),
    dataset({ kind: 'filter', inputs: [planOf(rows)], lambda: read, not: true }),
  ]
}
