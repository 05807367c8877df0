import { positiveArgument } from '../count-argument.ts'
import { dataset, planOf, type Sequence } from '../dataset.ts'

/**
 * The rows of a sequence in arrays of `size`, one after the other; the last one may be shorter. Memory: one chunk.
 *
 * @throws FloeError InvalidArgument unless `size` is a whole number from 1
 * @example
 * await F.toList(F.pipe(F.rows([1, 2, 3, 4, 5]), F.chunk(2))) // List [ [ 1, 2 ], [ 3, 4 ], [ 5 ] ]
 */
export const chunk = (size: number) => {
  const checked = positiveArgument('chunk', size)
  return <A>(rows: Sequence<A>): Sequence<readonly A[]> =>
    dataset({ kind: 'chunk', inputs: [planOf(rows)], size: checked })
}
