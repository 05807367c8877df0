/** Rows in an order. */
import { compareCanonical } from '../../../data/canonical-order.ts'
import type { SortKey } from '../../../plan/node.ts'
import { isMissing } from './same-key.ts'

/** Of equals the first comes first. Each in something of its own: JavaScript puts undefined last, whatever it is told. */
export const sorted = <A>(items: readonly A[], compare: (a: A, b: A) => number): readonly A[] =>
  items
    .map((item) => ({ item }))
    .sort((a, b) => compare(a.item, b.item))
    .map(({ item }) => item)

/** The order of rows by their keys. */
export const byKeys =
  (keys: readonly SortKey[]) =>
  (a: readonly unknown[], b: readonly unknown[]): number => {
    for (const [i, { direction, nulls }] of keys.entries()) {
      const rank = (value: unknown): number => (isMissing(value) ? (nulls === 'first' ? -1 : 1) : 0)
      const order = rank(a[i]) - rank(b[i]) || compareCanonical(a[i], b[i]) * (direction === 'descending' ? -1 : 1)
      if (order !== 0) return order
    }
    return 0
  }
