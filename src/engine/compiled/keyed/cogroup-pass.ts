/**
 * The rows of both sides by their keys, those of the right first: of the keys there is room for. The rows of others are put
 * aside. A row of the result is as large as its group, which must be held.
 */
import { List } from 'immutable'
import { sortCanonically } from '../../../data/canonical-order.ts'
import { isNullKey, keyOf, normaliseKey } from '../../../data/key.ts'
import type { CogroupNode } from '../../../plan/node.ts'
import { orderOf } from '../../../plan/tree.ts'
import { comparable } from '../../meaning/unfit.ts'
import { heapBytes } from '../../spill/heap-bytes.ts'
import type { Spill } from '../../spill/spill.ts'
import type { Row } from '../run.ts'
import { newAside, type Ordered } from './aside.ts'
import { newKeyed } from './keyed.ts'
import { nothing, type Pass } from './passes.ts'
import { roomOf } from './room.ts'

type Side = 'left' | 'right'
type Group = { readonly ordinal: number; readonly key: unknown; readonly left: Row[]; readonly right: Row[] }

export interface CogroupPass extends Pass {
  readonly add: (ordinal: number, side: Side, row: Row) => void
}

/** What a group takes besides its rows, and a row besides itself. */
const ofGroup = 250
const ofRow = 16

export const newCogroupPass = (node: CogroupNode, spill: Spill, depth: number): CogroupPass => {
  const isBag = { left: orderOf(node.inputs[0]) === 'bag', right: orderOf(node.inputs[1]) === 'bag' }
  const aside = newAside(spill, depth)
  const bytesOfRows = (rows: readonly Row[]): number =>
    rows.reduce<number>((bytes, row) => bytes + ofRow + heapBytes(row), 0)
  const { groups, ...keyed } = newKeyed<Group>({
    room: roomOf(spill),
    bytesOf: ({ left, right }) => ofGroup + bytesOfRows(left) + bytesOfRows(right),
    giveUp: (key, { ordinal, ...group }) => {
      for (const side of ['right', 'left'] as const)
        for (const row of group[side]) aside.put(key, [ordinal, side, group.key, row])
    },
  })
  const put = (ordinal: number, side: Side, key: unknown, row: Row): void => {
    // A key without a value is of its side alone.
    const found = keyOf(isNullKey(key) ? [side, key] : [key])
    const known = groups.get(found)
    if (known === undefined && keyed.isFull()) {
      aside.put(found, [ordinal, side, key, row])
      return
    }
    const group = known ?? { ordinal, key, left: [], right: [] }
    group[side].push(row)
    if (known === undefined) keyed.add(found, group, ofGroup + heapBytes(found))
    keyed.grow(ofRow + heapBytes(row))
  }
  const inOrder = (side: Side, group: Group): List<Row> =>
    List(isBag[side] ? sortCanonically(group[side]) : group[side])
  return {
    aside,
    add: (ordinal, side, row) => {
      const key = normaliseKey(node[side].call(row))
      put(ordinal, side, key, isBag[side] ? comparable(row) : row)
    },
    take: ([ordinal, side, key, row]: Ordered) => {
      put(ordinal, side as Side, key, row)
      return nothing
    },
    isFirst: () => depth === 0 && !keyed.isParted(),
    end: function* () {
      const all = [...groups.values()].sort((a, b) => a.ordinal - b.ordinal)
      keyed.clear()
      for (const group of all)
        yield [
          group.ordinal,
          Object.freeze({ key: group.key, left: inOrder('left', group), right: inOrder('right', group) }),
        ]
    },
  }
}
