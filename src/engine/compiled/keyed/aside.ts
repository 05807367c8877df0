/**
 * Records put aside because there is no room for their keys, in parts by the hash of the key: all of one key are in one part,
 * in the order in which they were put.
 */
import type { Key } from '../../../data/key.ts'
import { hashOfKey } from '../../spill/hash-of-key.ts'
import type { Pile, Spill } from '../../spill/spill.ts'

/**
 * What is put aside, and what comes of it: an ordinal first, then whatever it is. Of all that is given in the end, the one with
 * the lesser ordinal comes first.
 */
export type Ordered = readonly [ordinal: number, ...unknown[]]

export interface Aside {
  readonly put: (key: Key, record: Ordered) => void
  /** Of several keys together. */
  readonly putAll: (keys: readonly Key[], record: Ordered) => void
  /** Whether a record of this key may have been put. */
  readonly has: (key: Key) => boolean
  readonly isEmpty: () => boolean
  /** The parts that have something in them. */
  readonly piles: () => readonly Pile[]
}

/** Parts at each depth: so many that what is in one finds room most of the time. */
const parts = 64

export const newAside = (spill: Spill, depth: number): Aside => {
  const piles: (Pile | undefined)[] = []
  let isEmpty = true
  const seed = Math.imul(depth + 1, 0x9e3779b1)
  const partOf = (key: Key): number => hashOfKey(key, seed) % parts
  const putInto = (part: number, record: Ordered): void => {
    const pile = piles[part] ?? spill.newPile()
    piles[part] = pile
    isEmpty = false
    pile.push(record)
  }
  return {
    put: (key, record) => putInto(partOf(key), record),
    putAll: (keys, record) => {
      let hash = seed
      for (const key of keys) hash = hashOfKey(key, hash)
      putInto(hash % parts, record)
    },
    has: (key) => piles[partOf(key)] !== undefined,
    isEmpty: () => isEmpty,
    piles: () => piles.filter((pile) => pile !== undefined),
  }
}
