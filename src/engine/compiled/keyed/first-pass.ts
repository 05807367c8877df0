/**
 * Which row is the first of its key, in a sequence: known for the keys there is room for; the rows of others put aside.
 */
import type { Key } from '../../../data/key.ts'
import { heapBytes } from '../../spill/heap-bytes.ts'
import type { Spill } from '../../spill/spill.ts'
import { newAside, type Ordered } from './aside.ts'
import { ofOther } from './least-pass.ts'
import { nothing, type Pass } from './passes.ts'
import { roomOf } from './room.ts'

export interface FirstPass extends Pass {
  /** Whether a row with this key is given; undefined if that will be known only when it has been put aside. */
  readonly add: (key: Key) => boolean | undefined
  /** A key of the other side. */
  readonly addOther: (key: Key) => void
}

/** What a key takes besides itself, in a table that grows by doubling. */
const ofKey = 80

/** Room is counted in so many bytes: small numbers are quicker. */
const unit = 16

const unitsOf = (key: Key): number => (ofKey + heapBytes(key)) >>> 4

/**
 * A record is an ordinal, a row, its place, and its key, if that is not made of the row; or the mark of the other side, and a
 * key.
 *
 * @param isWanted whether keys are wanted that the other side has, or those that it has not
 */
export const newFirstPass = (
  spill: Spill,
  isWanted: (isOther: boolean) => boolean,
  keyOfRecord: (record: Ordered) => Key,
  depth: number,
): FirstPass => {
  const aside = newAside(spill, depth)
  const seen = new Set<Key>()
  const others = new Set<Key>()
  const room = roomOf(spill) / unit
  let used = 0
  const add: FirstPass['add'] = (key) => {
    if (seen.has(key)) return false
    const isOther = others.size > 0 && others.has(key)
    if (!isOther) {
      if (used > room) return undefined
      used += unitsOf(key)
    }
    seen.add(key)
    return isWanted(isOther)
  }
  const addOther: FirstPass['addOther'] = (key) => {
    if (others.has(key)) return
    if (used > room) aside.put(key, [ofOther, key])
    else {
      others.add(key)
      // It may be seen later.
      used += 2 * unitsOf(key)
    }
  }
  return {
    aside,
    add,
    addOther,
    take: (record) => {
      if (record[0] === ofOther) {
        addOther(record[1] as Key)
        return nothing
      }
      const key = keyOfRecord(record)
      const isGiven = add(key)
      if (isGiven === undefined) aside.put(key, record)
      return isGiven === true ? [record] : nothing
    },
    isFirst: () => true,
    end: () => {
      seen.clear()
      others.clear()
      return nothing
    },
  }
}
