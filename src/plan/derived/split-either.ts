import type { Either } from 'fp-ts/lib/Either.js'
import type { Order } from '../../data/order.ts'
import { type Lambda, lambda } from '../../lambda/lambda.ts'
import { type Dataset, dataset, planOf } from '../dataset.ts'
import { separate } from '../operators/separate.ts'

/**
 * Two datasets of one: what a function gives as a Left, and what it gives as a Right. Each keeps the order. Run both with
 * `runAll`, and the function is called once for each row. Memory: none.
 *
 * @throws FloeError InvalidRow while running, where the function gives no Either
 * @example
 * const parse = (text: string) => (text === '' ? E.left('no text') : E.right(text.length))
 * const [problems, lengths] = F.pipe(F.rows(['ab', '', 'c']), F.splitEither(parse))
 * const result = await F.runAll({ problems, lengths })()
 * if (E.isRight(result)) console.log(result.right.rows.problems, result.right.rows.lengths)
 * // List [ 'no text' ] List [ 2, 1 ]
 */
export function splitEither<A, L, R>(
  f: (row: A) => Either<L, R>,
): <O extends Order>(rows: Dataset<A, O>) => readonly [lefts: Dataset<L, O>, rights: Dataset<R, O>]
export function splitEither<A, L, R, P>(
  f: (row: A, params: P) => Either<L, R>,
  params: P,
): <O extends Order>(rows: Dataset<A, O>) => readonly [lefts: Dataset<L, O>, rights: Dataset<R, O>]
export function splitEither<A, L, R, P>(f: (row: A, params: P) => Either<L, R>, ...params: readonly [] | readonly [P]) {
  const read = lambda('splitEither', f, ...params) as Lambda<unknown>
  return <O extends Order>(rows: Dataset<A, O>) =>
    separate()(dataset<Either<L, R>, O>({ kind: 'map', inputs: [planOf(rows)], lambda: read }))
}
