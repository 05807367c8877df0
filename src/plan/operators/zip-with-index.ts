import { dataset, planOf, type Sequence } from '../dataset.ts'

/**
 * Each row of a sequence with its number, from 0: `[row, index]`. Memory: none.
 *
 * @example
 * await F.toList(F.pipe(F.rows(['a', 'b']), F.zipWithIndex())) // List [ [ 'a', 0 ], [ 'b', 1 ] ]
 */
export const zipWithIndex =
  () =>
  <A>(rows: Sequence<A>): Sequence<readonly [A, number]> =>
    dataset({ kind: 'zipWithIndex', inputs: [planOf(rows)] })
