/**
 * What `join` means: for each row of the left, its partners of the right, which are read first.
 */
import { isNullKey, type Key, keyOf } from '../../data/key.ts'
import type { JoinNode } from '../../plan/node.ts'
import { type Attempt, eachRow, type Row, type Rows } from './rows.ts'

export async function* join(node: JoinNode, attempt: Attempt, left: Rows, right: Rows): Rows {
  const partners = new Map<Key, Row[]>()
  for await (const item of right)
    attempt(item, () => {
      const key = node.right.call(item.row)
      if (isNullKey(key)) return []
      const known = partners.get(keyOf(key))
      if (known === undefined) partners.set(keyOf(key), [item.row])
      else known.push(item.row)
      return []
    })
  yield* eachRow(left, attempt, (row) => {
    const key = node.left.call(row)
    const matches = isNullKey(key) ? [] : (partners.get(keyOf(key)) ?? [])
    switch (node.how) {
      case 'inner':
        return matches.map((match) => Object.freeze([row, match]))
      case 'left':
        return (matches.length === 0 ? [undefined] : matches).map((match) => Object.freeze([row, match]))
      case 'semi':
        return matches.length > 0 ? [row] : []
      case 'anti':
        return matches.length > 0 ? [] : [row]
      default:
        return node.how satisfies never
    }
  })
}
