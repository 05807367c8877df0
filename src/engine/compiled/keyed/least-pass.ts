/**
 * The canonically least row of each key, of a bag: those there is room for; the rows of other keys put aside.
 */
import { compareCanonical } from '../../../data/canonical-order.ts'
import type { Key } from '../../../data/key.ts'
import { heapBytes } from '../../spill/heap-bytes.ts'
import type { Spill } from '../../spill/spill.ts'
import type { Row } from '../run.ts'
import { newAside, type Ordered } from './aside.ts'
import { newKeyed } from './keyed.ts'
import type { Entry } from './merged.ts'
import { nothing, type Pass } from './passes.ts'
import { roomOf } from './room.ts'

/** Keys that are wanted or not, and the least row of each, if there was one. */
interface Least {
  row: Row
  /** Of the first row; undefined while there is none. */
  ordinal: number | undefined
  readonly isOther: boolean
}

export interface LeastPass extends Pass {
  readonly add: (ordinal: number, key: Key, row: Row) => void
  /** A key of the other side. */
  readonly addOther: (key: Key) => void
}

/** What a key takes besides itself. */
const ofKey = 120

/** @param isWanted whether keys are wanted that the other side has, or those that it has not */
export const newLeastPass = (
  spill: Spill,
  isWanted: (isOther: boolean) => boolean,
  depth: number,
  isFirstPass = false,
): LeastPass => {
  const aside = newAside(spill, depth)
  const { groups, ...keyed } = newKeyed<Least>({
    room: roomOf(spill),
    bytesOf: ({ row }) => ofKey + heapBytes(row),
    giveUp: () => {},
  })
  const add: LeastPass['add'] = (ordinal, key, row) => {
    const known = groups.get(key)
    if (known === undefined) {
      if (keyed.isFull()) aside.put(key, [ordinal, key, row])
      else keyed.add(key, { row, ordinal, isOther: false }, ofKey + heapBytes(key) + heapBytes(row))
    } else if (known.ordinal === undefined || compareCanonical(row, known.row) < 0) {
      known.row = row
      known.ordinal ??= ordinal
    }
  }
  const addOther: LeastPass['addOther'] = (key) => {
    if (groups.has(key)) return
    if (keyed.isFull()) aside.put(key, [ofOther, key])
    else keyed.add(key, { row: undefined, ordinal: undefined, isOther: true }, ofKey + heapBytes(key))
  }
  return {
    aside,
    add,
    addOther,
    take: (record) => {
      const [ordinal, key, row] = record
      if (ordinal === ofOther) addOther(key as Key)
      else add(ordinal, key as Key, row)
      return nothing
    },
    isFirst: () => isFirstPass,
    end: function* () {
      const entries: Entry[] = []
      for (const { row, ordinal, isOther } of groups.values())
        if (ordinal !== undefined && isWanted(isOther)) entries.push([ordinal, row])
      keyed.clear()
      yield* entries.sort(byOrdinal)
    },
  }
}

/** The ordinal of a key of the other side. */
export const ofOther = -1

const byOrdinal = (a: Entry, b: Entry): number => (a as Ordered)[0] - (b as Ordered)[0]
