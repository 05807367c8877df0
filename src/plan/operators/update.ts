import type { Draft } from 'immer'
import type { Order } from '../../data/order.ts'
import { type Lambda, lambda } from '../../lambda/lambda.ts'
import { type Dataset, dataset, planOf } from '../dataset.ts'

/**
 * Changes each row by an immer recipe: write to the draft, and a new row comes out that shares what was not written.
 * The row that went in is untouched. What the recipe returns is ignored. Keeps the order. Memory: none.
 *
 * @example
 * const rows = F.rows([{ name: 'ada', tags: ['a'] }])
 * await F.toList(F.pipe(rows, F.update((r) => { r.tags.push('b') }))) // List [ { name: 'ada', tags: ['a', 'b'] } ]
 */
export function update<A>(recipe: (draft: Draft<A>) => void): <O extends Order>(rows: Dataset<A, O>) => Dataset<A, O>
export function update<A, P>(
  recipe: (draft: Draft<A>, params: P) => void,
  params: P,
): <O extends Order>(rows: Dataset<A, O>) => Dataset<A, O>
export function update<A, P>(recipe: (draft: Draft<A>, params: P) => void, ...params: readonly [] | readonly [P]) {
  const read = lambda('update', recipe, ...params) as Lambda<unknown, void>
  return <O extends Order>(rows: Dataset<A, O>): Dataset<A, O> =>
    dataset({ kind: 'update', inputs: [planOf(rows)], lambda: read })
}
