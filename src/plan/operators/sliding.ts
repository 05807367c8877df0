import { positiveArgument } from '../count-argument.ts'
import { dataset, planOf, type Sequence } from '../dataset.ts'

/**
 * Windows over a sequence: each an array of `size` rows that follow each other, and each begins `step` rows (1 unless
 * said) after the one before. Only whole windows come out: of fewer than `size` rows none does. Memory: one window.
 *
 * @throws FloeError InvalidArgument unless `size` and `step` are whole numbers from 1
 * @example
 * await F.toList(F.pipe(F.rows([1, 2, 4, 8]), F.sliding(2))) // List [ [ 1, 2 ], [ 2, 4 ], [ 4, 8 ] ]
 * await F.toList(F.pipe(F.rows([1, 2, 3, 4, 5, 6, 7]), F.sliding(2, 3))) // List [ [ 1, 2 ], [ 4, 5 ] ]
 */
export const sliding = (size: number, step = 1) => {
  const [checkedSize, checkedStep] = [positiveArgument('sliding', size), positiveArgument('sliding', step)]
  return <A>(rows: Sequence<A>): Sequence<readonly A[]> =>
    dataset({ kind: 'sliding', inputs: [planOf(rows)], size: checkedSize, step: checkedStep })
}
