import type { Sequence } from '../dataset.ts'
import { take } from '../operators/take.ts'

/**
 * The first row of a sequence, or none if there are none. No other row is looked at. Memory: none.
 *
 * @example
 * await F.toList(F.pipe(F.rows(['a', 'b', 'c']), F.first())) // List [ 'a' ]
 */
export const first =
  () =>
  <A>(rows: Sequence<A>): Sequence<A> =>
    take(1)(rows)
