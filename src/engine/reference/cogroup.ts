/**
 * What `cogroup` means: the rows of both sides by their keys, those of the right read first.
 */
import { List } from 'immutable'
import { sortCanonically } from '../../data/canonical-order.ts'
import { isNullKey, type Key, keyOf, normaliseKey } from '../../data/key.ts'
import type { CogroupNode } from '../../plan/node.ts'
import { orderOf } from '../../plan/tree.ts'
import { comparable } from '../meaning/unfit.ts'
import { type Attempt, nowhere, type Row, type Rows } from './rows.ts'

type Group = { readonly key: unknown; readonly left: Row[]; readonly right: Row[] }

export async function* cogroup(node: CogroupNode, attempt: Attempt, left: Rows, right: Rows): Rows {
  const isBag = { left: orderOf(node.inputs[0]) === 'bag', right: orderOf(node.inputs[1]) === 'bag' }
  const groups = new Map<Key, Group>()
  for (const [side, rows] of [['right', right] as const, ['left', left] as const])
    for await (const item of rows)
      attempt(item, () => {
        const key = normaliseKey(node[side].call(item.row))
        // A key without a value is of its side alone.
        const found = keyOf(isNullKey(key) ? [side, key] : [key])
        const group = groups.get(found) ?? { key, left: [], right: [] }
        group[side].push(isBag[side] ? comparable(item.row) : item.row)
        groups.set(found, group)
        return []
      })
  const inOrder = (side: 'left' | 'right', group: Group): List<Row> =>
    List(isBag[side] ? sortCanonically(group[side]) : group[side])
  for (const group of groups.values())
    yield {
      row: Object.freeze({ key: group.key, left: inOrder('left', group), right: inOrder('right', group) }),
      place: nowhere,
    }
}
