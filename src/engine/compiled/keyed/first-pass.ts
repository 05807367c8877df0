/**
 * Which row is the first of its key, in a sequence: known for the keys there is room for; the rows of others put aside.
 */
import type { Key } from '../../../data/key.ts'
import { heapBytes } from '../../spill/heap-bytes.ts'
import type { Spill } from '../../spill/spill.ts'
import { newAside, type Record } from './aside.ts'
import { ofOther } from './least-pass.ts'
import { nothing, type Pass } from './passes.ts'

export interface FirstPass extends Pass {
  /** Whether a row with this key is given; undefined if that will be known only when it has been put aside. */
  readonly add: (key: Key) => boolean | undefined
  /** A key of the other side. */
  readonly addOther: (key: Key) => void
}

/** What is known of a key. */
const ofOtherSide = 1
const isSeen = 2

/** What a key takes besides itself, in a table that grows by doubling. */
const ofKey = 80

/**
 * A record is an ordinal, a row, its place, and its key, if that is not made of the row; or the mark of the other side, and a
 * key.
 *
 * @param isWanted whether keys are wanted that the other side has, or those that it has not
 */
export const newFirstPass = (
  spill: Spill,
  isWanted: (isOther: boolean) => boolean,
  keyOfRecord: (record: Record) => Key,
  depth: number,
): FirstPass => {
  const aside = newAside(spill, depth)
  const marks = new Map<Key, number>()
  let used = 0
  const isFull = (): boolean => used > spill.share
  const learn = (key: Key, mark: number): void => {
    marks.set(key, mark)
    used += ofKey + heapBytes(key)
  }
  const add: FirstPass['add'] = (key) => {
    const mark = marks.get(key)
    if (mark === undefined) {
      if (isFull()) return undefined
      learn(key, isSeen)
      return isWanted(false)
    }
    if (mark >= isSeen) return false
    marks.set(key, mark | isSeen)
    return isWanted(true)
  }
  const addOther: FirstPass['addOther'] = (key) => {
    if (marks.has(key)) return
    if (isFull()) aside.put(key, [ofOther, key])
    else learn(key, ofOtherSide)
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
      marks.clear()
      return nothing
    },
  }
}
