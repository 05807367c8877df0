import { sum } from '../../aggregate/sum.ts'
import type { Bag } from '../dataset.ts'
import { groupBy } from '../operators/group-by.ts'

/**
 * The sum of a number over the rows of each key: `groupBy` with `A.sum`, exact, null and undefined skipped. The sums are
 * a bag. Memory: one sum for each key.
 *
 * @example
 * const sales = F.rows([{ shop: 'a', euros: 0.1 }, { shop: 'a', euros: 0.2 }, { shop: 'b', euros: 1 }])
 * await F.toList(F.pipe(sales, F.sumBy((s) => s.shop, (s) => s.euros))) // List [ { key: 'a', sum: 0.30000000000000004 }, { key: 'b', sum: 1 } ]
 */
export const sumBy = <A, K>(
  key: (row: A) => K,
  number: (row: A) => number | null | undefined,
): ((rows: Bag<A>) => Bag<{ readonly key: K; readonly sum: number }>) => groupBy(key, { sum: sum(number) })
