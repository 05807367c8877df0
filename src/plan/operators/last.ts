import { dataset, planOf, type Sequence } from '../dataset.ts'

/**
 * The last row of a sequence, or none if there are none. Memory: one row.
 *
 * @example
 * await F.toList(F.pipe(F.rows(['a', 'b', 'c']), F.last())) // List [ 'c' ]
 */
export const last =
  () =>
  <A>(rows: Sequence<A>): Sequence<A> =>
    dataset({ kind: 'last', inputs: [planOf(rows)] })
