import type { Either } from 'fp-ts/lib/Either.js'
import type { Order } from '../../data/order.ts'
import { type Dataset, dataset, planOf } from '../dataset.ts'

/**
 * Two datasets of one whose rows are Eithers: what is in the Lefts, and what is in the Rights. Each keeps the order.
 * Memory: none.
 *
 * @throws FloeError InvalidRow while running, for a row that is no Either
 * @example
 * const [problems, numbers] = F.pipe(F.rows([E.right(1), E.left('no number'), E.right(3)]), F.separate())
 * await F.toList(problems) // List [ 'no number' ]
 * await F.toList(numbers) // List [ 1, 3 ]
 */
export const separate =
  () =>
  <L, R, O extends Order>(rows: Dataset<Either<L, R>, O>): readonly [lefts: Dataset<L, O>, rights: Dataset<R, O>] => [
    dataset({ kind: 'separate', inputs: [planOf(rows)], side: 'left' }),
    dataset({ kind: 'separate', inputs: [planOf(rows)], side: 'right' }),
  ]
