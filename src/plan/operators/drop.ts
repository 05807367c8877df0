import { countArgument } from '../count-argument.ts'
import { dataset, planOf, type Sequence } from '../dataset.ts'

/**
 * All but the first `count` rows of a sequence; none, if there are no more. Memory: none.
 *
 * @throws FloeError InvalidArgument unless `count` is a whole number from 0
 * @example
 * await F.toList(F.pipe(F.rows(['a', 'b', 'c']), F.drop(2))) // List [ 'c' ]
 */
export const drop = (count: number) => {
  const checked = countArgument('drop', count)
  return <A>(rows: Sequence<A>): Sequence<A> => dataset({ kind: 'drop', inputs: [planOf(rows)], count: checked })
}
