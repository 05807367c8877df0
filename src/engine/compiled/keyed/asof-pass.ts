/**
 * The rows of the right side of `asofJoin` by their keys, in the order of time: of those keys there is room for. The rows of
 * other keys are put aside, on both sides. Those of one key must be held, as any of them may be the nearest.
 */
import { compareCanonical } from '../../../data/canonical-order.ts'
import type { Key } from '../../../data/key.ts'
import type { AsofJoinNode } from '../../../plan/node.ts'
import { orderOf } from '../../../plan/tree.ts'
import { find, type Time, type Timed } from '../../meaning/moment.ts'
import { heapBytes } from '../../spill/heap-bytes.ts'
import type { Spill } from '../../spill/spill.ts'
import type { Row } from '../run.ts'
import { newAside, type Ordered } from './aside.ts'
import { newKeyed } from './keyed.ts'
import { nothing, type Pass } from './passes.ts'
import { roomOf } from './room.ts'

interface Timeline {
  readonly rows: Timed[]
  isSorted: boolean
}

export interface AsofPass extends Pass {
  readonly addRight: (key: Key, row: Row, time: Time) => void
  /** What comes of a row of the left; undefined where that is not known here. */
  readonly pairsOf: (key: Key, row: Row, time: Time) => readonly Row[] | undefined
}

/** What a key takes besides itself, and a row of it. */
const ofKey = 200
const ofTimed = 60

/** A record of the right has this in the place of an ordinal, then its key, row and time. */
const ofRight = -1
/** One of the left has a place after its row, then its key and time. */
const keyAt = 5

export const asofPairs = ({ how }: AsofJoinNode, row: Row, found: Timed | undefined): readonly Row[] =>
  found === undefined && how === 'inner' ? [] : [Object.freeze([row, found?.row])]

export const newAsofPass = (node: AsofJoinNode, spill: Spill, depth: number): AsofPass => {
  const isBag = orderOf(node.inputs[1]) === 'bag'
  const aside = newAside(spill, depth)
  const bytesOf = (row: Row): number => ofTimed + heapBytes(row)
  const { groups, ...keyed } = newKeyed<Timeline>({
    room: roomOf(spill),
    bytesOf: ({ rows }) => rows.reduce((bytes, { row }) => bytes + bytesOf(row), ofKey),
    giveUp: (key, { rows }) => {
      for (const { row, time } of rows) aside.put(key, [ofRight, key, row, time])
    },
  })
  // Stable: in a sequence, rows of one time stay as they were.
  const compare = (a: Timed, b: Timed): number =>
    compareCanonical(a.time, b.time) || (isBag ? compareCanonical(a.row, b.row) : 0)
  const addRight: AsofPass['addRight'] = (key, row, time) => {
    const known = groups.get(key)
    if (known !== undefined) known.rows.push({ row, time })
    else if (keyed.isFull()) {
      aside.put(key, [ofRight, key, row, time])
      return
    } else keyed.add(key, { rows: [{ row, time }], isSorted: false }, ofKey + heapBytes(key))
    keyed.grow(bytesOf(row))
  }
  const pairsOf: AsofPass['pairsOf'] = (key, row, time) => {
    const known = groups.get(key)
    if (known === undefined) return aside.has(key) ? undefined : asofPairs(node, row, undefined)
    if (!known.isSorted) known.rows.sort(compare)
    known.isSorted = true
    return asofPairs(node, row, find(node, known.rows, time))
  }
  return {
    aside,
    addRight,
    pairsOf,
    take: (record) => {
      const [ordinal] = record
      if (ordinal === ofRight) {
        addRight(record[1] as Key, record[2], record[3] as Time)
        return nothing
      }
      const key = record[keyAt] as Key
      const pairs = pairsOf(key, record[1], record[keyAt + 1] as Time)
      if (pairs !== undefined) return pairs.map((row): Ordered => [ordinal, row, record[2], record[3], record[4]])
      aside.put(key, record)
      return nothing
    },
    isFirst: () => true,
    end: () => {
      keyed.clear()
      return nothing
    },
  }
}
