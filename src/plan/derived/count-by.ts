import { count } from '../../aggregate/count.ts'
import type { Bag } from '../dataset.ts'
import { groupBy } from '../operators/group-by.ts'

/**
 * How many rows there are of each key, null included: `groupBy` with `A.count()`. The counts are a bag. Memory: one count
 * for each key.
 *
 * @example
 * await F.toList(F.pipe(F.rows(['a', 'b', 'a']), F.countBy((w) => w))) // List [ { key: 'a', n: 2 }, { key: 'b', n: 1 } ]
 */
export const countBy = <A, K>(key: (row: A) => K): ((rows: Bag<A>) => Bag<{ readonly key: K; readonly n: number }>) =>
  groupBy(key, { n: count() })
