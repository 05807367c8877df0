import { countArgument } from '../count-argument.ts'
import { dataset, planOf, type Sequence } from '../dataset.ts'

/**
 * The first `count` rows of a sequence, or all if there are fewer. Later rows are not even looked at, so neither are
 * their errors. Memory: none.
 *
 * @throws FloeError InvalidArgument unless `count` is a whole number from 0
 * @example
 * await F.toList(F.pipe(F.rows(['a', 'b', 'c']), F.take(2))) // List [ 'a', 'b' ]
 */
export const take = (count: number) => {
  const checked = countArgument('take', count)
  return <A>(rows: Sequence<A>): Sequence<A> => dataset({ kind: 'take', inputs: [planOf(rows)], count: checked })
}
