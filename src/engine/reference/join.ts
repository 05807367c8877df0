/**
 * What `join` and `cross` mean: for each row of the left its partners of the right, which are read first; and then, where
 * they are wanted, the rows of the right that were nobody's partner.
 */
import { isNullKey, type Key, keyOf } from '../../data/key.ts'
import type { CrossNode, JoinNode } from '../../plan/node.ts'
import { type Attempt, eachRow, type Item, type Row, type Rows } from './rows.ts'

const pair = (left: Row, right: Row): Row => Object.freeze([left, right])

export async function* join(node: JoinNode, attempt: Attempt, left: Rows, right: Rows): Rows {
  const partners = new Map<Key, Partner[]>()
  const all: Partner[] = []
  for await (const item of right)
    attempt(item, () => {
      const key = node.right.call(item.row)
      const partner = { ...item, isAlone: true }
      if (!isNullKey(key)) {
        const known = partners.get(keyOf(key))
        if (known === undefined) partners.set(keyOf(key), [partner])
        else known.push(partner)
      }
      all.push(partner)
      return []
    })
  yield* eachRow(left, attempt, (row) => {
    const key = node.left.call(row)
    const matches = isNullKey(key) ? [] : (partners.get(keyOf(key)) ?? [])
    for (const match of matches) match.isAlone = false
    switch (node.how) {
      case 'inner':
      case 'right':
        return matches.map((match) => pair(row, match.row))
      case 'left':
      case 'full':
        return matches.length === 0 ? [pair(row, undefined)] : matches.map((match) => pair(row, match.row))
      case 'semi':
        return matches.length > 0 ? [row] : []
      case 'anti':
        return matches.length > 0 ? [] : [row]
      default:
        return node.how satisfies never
    }
  })
  if (node.how === 'right' || node.how === 'full')
    for (const { row, place, isAlone } of all) if (isAlone) yield { row: pair(undefined, row), place }
}

interface Partner extends Item {
  isAlone: boolean
}

export async function* cross(_: CrossNode, attempt: Attempt, left: Rows, right: Rows): Rows {
  const others: Row[] = []
  for await (const { row } of right) others.push(row)
  yield* eachRow(left, attempt, (row) => others.map((other) => pair(row, other)))
}
