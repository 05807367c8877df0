import { countArgument } from '../count-argument.ts'
import type { Bag, Sequence } from '../dataset.ts'
import { descending, type Key, sortBy } from '../operators/sort-by.ts'
import { take } from '../operators/take.ts'

/**
 * The `count` rows with the greatest keys, the greatest first; by several keys, the first one decides first. A plain
 * function is a descending key, unlike in `sortBy`; `ascending` gives the least. Rows with equal keys as in `sortBy`; null
 * and undefined are last in any case. Memory: all rows.
 *
 * @throws FloeError InvalidArgument without a key, or unless `count` is a whole number from 0
 * @example
 * const scores = F.rows([{ name: 'Ada', points: 7 }, { name: 'Bob', points: 9 }, { name: 'Cy', points: 3 }])
 * await F.toList(F.pipe(scores, F.topBy(1, (s) => s.points))) // List [ { name: 'Bob', points: 9 } ]
 * await F.toList(F.pipe(scores, F.topBy(1, F.ascending((s) => s.points)))) // List [ { name: 'Cy', points: 3 } ]
 */
export const topBy = <A>(count: number, ...keys: ReadonlyArray<Key<A> | ((row: A) => unknown)>) => {
  countArgument('topBy', count)
  const sort = sortBy(...keys.map((key) => (typeof key === 'function' ? descending(key) : key)))
  return (rows: Bag<A>): Sequence<A> => take(count)(sort(rows))
}
