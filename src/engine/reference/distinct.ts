/**
 * What `distinct` means: of a sequence the first row of each value, of a bag the canonically least.
 */
import { compareCanonical } from '../../data/canonical-order.ts'
import { type Key, keyOf } from '../../data/key.ts'
import type { DistinctNode } from '../../plan/node.ts'
import { orderOf } from '../../plan/tree.ts'
import { type Attempt, nowhere, type Row, type Rows } from './rows.ts'

export async function* distinct(node: DistinctNode, attempt: Attempt, rows: Rows): Rows {
  const [input] = node.inputs
  if (orderOf(input) === 'sequence') {
    const seen = new Set<Key>()
    for await (const item of rows)
      for (const key of attempt(item, () => [keyOf(item.row)])) {
        if (!seen.has(key)) yield item
        seen.add(key)
      }
  } else {
    const least = new Map<Key, Row>()
    for await (const item of rows)
      attempt(item, () => {
        const key = keyOf(item.row)
        if (!least.has(key) || compareCanonical(item.row, least.get(key)) < 0) least.set(key, item.row)
        return []
      })
    for (const row of least.values()) yield { row, place: nowhere }
  }
}
