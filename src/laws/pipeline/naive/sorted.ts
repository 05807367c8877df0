/** Order, found by looking for the least of those that are left, again and again. */
import { compareCanonical } from '../../../data/canonical-order.ts'
import type { SortKey } from '../../../plan/node.ts'
import { isMissing } from './same-key.ts'

/** Of equals the first comes first. */
export const sorted = <A>(items: readonly A[], compare: (a: A, b: A) => number): readonly A[] => {
  const left = [...items]
  const result: A[] = []
  while (left.length > 0) {
    let least = 0
    for (let i = 1; i < left.length; i++) if (compare(left[i] as A, left[least] as A) < 0) least = i
    result.push(...left.splice(least, 1))
  }
  return result
}

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
