/**
 * The end of `cogroup`: the rows of both sides by their keys, those of the right read first.
 */
import { List } from 'immutable'
import { sortCanonically } from '../../data/canonical-order.ts'
import { isNullKey, type Key, keyOf, normaliseKey } from '../../data/key.ts'
import type { CogroupNode } from '../../plan/node.ts'
import { orderOf } from '../../plan/tree.ts'
import { comparable } from '../meaning/unfit.ts'
import type { Row } from './run.ts'

type Group = { readonly key: unknown; readonly left: Row[]; readonly right: Row[] }

export const cogroup = (node: CogroupNode) => {
  const isBag = { left: orderOf(node.inputs[0]) === 'bag', right: orderOf(node.inputs[1]) === 'bag' }
  const groups = new Map<Key, Group>()
  const taker = (side: 'left' | 'right') => (row: Row) => {
    const key = normaliseKey(node[side].call(row))
    // A key without a value is of its side alone.
    const found = keyOf(isNullKey(key) ? [side, key] : [key])
    const known = groups.get(found)
    const group = known ?? { key, left: [], right: [] }
    group[side].push(isBag[side] ? comparable(row) : row)
    if (known === undefined) groups.set(found, group)
  }
  const inOrder = (side: 'left' | 'right', group: Group): List<Row> =>
    List(isBag[side] ? sortCanonically(group[side]) : group[side])
  return {
    takeRight: taker('right'),
    takeLeft: taker('left'),
    done: function* (): Iterable<Row> {
      for (const group of groups.values())
        yield Object.freeze({ key: group.key, left: inOrder('left', group), right: inOrder('right', group) })
    },
  }
}
