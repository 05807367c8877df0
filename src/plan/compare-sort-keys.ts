/**
 * The order of rows under a sort: by their keys, the first one deciding first.
 */
import { compareCanonical } from '../data/canonical-order.ts'
import { isNull } from '../data/key.ts'
import type { SortKey } from './node.ts'

/** All there is to a key besides what it is made of. */
type Way = Pick<SortKey, 'direction' | 'nulls'>

const compareOne = ({ direction, nulls }: Way, a: unknown, b: unknown): number => {
  if (isNull(a) !== isNull(b)) return isNull(a) === (nulls === 'first') ? -1 : 1
  return direction === 'ascending' ? compareCanonical(a, b) : compareCanonical(b, a)
}

/** Compares two rows by the values of their keys: negative, zero or positive. Nulls stand where each key says. */
export const compareSortKeys = (keys: readonly Way[], a: readonly unknown[], b: readonly unknown[]): number => {
  for (const [i, key] of keys.entries()) {
    const order = compareOne(key, a[i], b[i])
    if (order !== 0) return order
  }
  return 0
}
