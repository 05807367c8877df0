/**
 * Keys, and a number for each: the first has 0, the next 1. Numbers and texts are kept as bytes, and found by a table of four
 * bytes a place; keys of other kinds, or of several, by a Map.
 *
 * A place of the table holds which key it is, plus one, and in the bits above that the like bits of the key's hash: so that
 * nearly all keys that are looked for and not there are known by the table alone. No answer depends on the hash.
 */
import type { Key } from '../../data/key.ts'
import { hashOfKey } from '../spill/hash-of-key.ts'
import { heapBytes } from '../spill/heap-bytes.ts'
import { newNumbers } from './numbers.ts'
import { newTexts } from './texts.ts'
import type { Used } from './used.ts'

export interface KeyIndex {
  /** Which key it is; -1 of one that is not there. -0 is +0 here, and NaN itself. */
  readonly find: (key: Key) => number
  /** Of a key that is not there. */
  readonly add: (key: Key) => number
  readonly at: (which: number) => Key
  readonly count: () => number
  readonly bytes: () => number
  /** How many bytes more there will be for a moment when the next key is added, besides those of the key. */
  readonly growth: () => number
  /**
   * No more keys are added, and none is asked for here: gives what finds them from now on, which is as quick as it can be.
   *
   * @param spare how many bytes more it may take
   */
  readonly settle: (spare: number) => (key: Key) => number
}

export interface WholeIndex extends KeyIndex {
  /** Gives the room of all keys back. */
  readonly clear: () => void
}

/** The keys of a table. */
interface Kept {
  readonly push: (key: Key) => void
  readonly is: (i: number, key: Key) => boolean
  readonly at: (i: number) => Key
  readonly takes: (key: Key) => boolean
}

const firstPlaces = 16
/** What a key takes in a Map, besides itself. */
const ofEntry = 70
/** Not that by which rows are put into parts: of one part, all would have the same. */
const seed = 3

const keptNumbers = (used: Used): Kept => {
  const numbers = newNumbers(used)
  const { at } = numbers
  return {
    push: (key) => numbers.push(key as number),
    is: (i, key) => {
      const known = at(i)
      return known === key || (Number.isNaN(known) && Number.isNaN(key))
    },
    at,
    takes: (key) => typeof key === 'number',
  }
}

const keptTexts = (used: Used): Kept => {
  const texts = newTexts(used)
  return {
    push: (key) => texts.push(key as string),
    is: (i, key) => texts.is(i, key as string),
    at: texts.at,
    takes: (key) => typeof key === 'string',
  }
}

interface Table extends KeyIndex {
  readonly takes: Kept['takes']
}

/** So many places for each key, and no more, where keys are their own places. */
const mostSparse = 4

/** The least of some whole numbers, and how many there are from there to the greatest; undefined of others. */
const spanOf = (at: Kept['at'], count: number): { readonly least: number; readonly length: number } | undefined => {
  let least = Number.POSITIVE_INFINITY
  let greatest = Number.NEGATIVE_INFINITY
  for (let which = 0; which < count; which++) {
    const key = at(which) as number
    if (!Number.isSafeInteger(key)) return undefined
    least = Math.min(least, key)
    greatest = Math.max(greatest, key)
  }
  return count === 0 ? undefined : { least, length: greatest - least + 1 }
}

/** Where whole numbers lie close together, each is its own place, at a distance from the least; -1 where there is none. */
const findAt =
  (places: Int32Array, least: number) =>
  (key: Key): number => {
    if (typeof key !== 'number') return -1
    const place = key - least
    return place >>> 0 === place && place < places.length ? (places[place] as number) : -1
  }

const newTable = (keep: (used: Used) => Kept): Table => {
  const used: Used = { bytes: 0 }
  const { push, is, at, takes } = keep(used)
  let places = new Int32Array(firstPlaces)
  let mask = firstPlaces - 1
  let count = 0
  const put = (hash: number, which: number): void => {
    let place = hash & mask
    while (places[place] !== 0) place = (place + 1) & mask
    places[place] = (hash & ~mask) | (which + 1)
  }
  const isCrowded = (): boolean => 4 * (count + 1) > 3 * places.length
  const find = (key: Key): number => {
    if (!takes(key)) return -1
    const hash = hashOfKey(key, seed)
    for (let place = hash & mask; ; place = (place + 1) & mask) {
      const found = places[place] as number
      if (found === 0) return -1
      if (((found ^ hash) & ~mask) === 0 && is((found & mask) - 1, key)) return (found & mask) - 1
    }
  }
  return {
    find,
    add: (key) => {
      if (isCrowded()) {
        places = new Int32Array(2 * places.length)
        mask = places.length - 1
        for (let which = 0; which < count; which++) put(hashOfKey(at(which), seed), which)
      }
      push(key)
      put(hashOfKey(key, seed), count)
      return count++
    },
    count: () => count,
    bytes: () => used.bytes + places.byteLength,
    settle: (spare) => {
      const span = takes(0) ? spanOf(at, count) : undefined
      if (span === undefined || span.length > Math.min(mostSparse * count, (spare + places.byteLength) / 4)) return find
      const { least, length } = span
      // First the table is given back.
      places = new Int32Array(0)
      places = new Int32Array(length).fill(-1)
      for (let which = 0; which < count; which++) places[(at(which) as number) - least] = which
      return findAt(places, least)
    },
    growth: () => (isCrowded() ? 2 * places.byteLength : 0),
    takes,
    at,
  }
}

const newMapIndex = (): KeyIndex => {
  const map = new Map<Key, number>()
  const keys: Key[] = []
  let bytes = 0
  const find = (key: Key): number => map.get(key) ?? -1
  return {
    find,
    add: (key) => {
      bytes += ofEntry + heapBytes(key)
      map.set(key, keys.length)
      return keys.push(key) - 1
    },
    at: (which) => keys[which],
    count: () => map.size,
    bytes: () => bytes,
    growth: () => 0,
    settle: () => find,
  }
}

export const newKeyIndex = (): WholeIndex => {
  let table: Table | undefined = newTable(keptNumbers)
  let index: KeyIndex = table
  const change = (from: Table, key: Key): void => {
    if (from.count() === 0 && typeof key === 'string') {
      table = newTable(keptTexts)
      index = table
      return
    }
    table = undefined
    index = newMapIndex()
    for (let which = 0; which < from.count(); which++) index.add(from.at(which))
  }
  return {
    find: (key) => index.find(key),
    add: (key) => {
      if (table !== undefined && !table.takes(key)) change(table, key)
      return index.add(key)
    },
    at: (which) => index.at(which),
    count: () => index.count(),
    bytes: () => index.bytes(),
    growth: () => index.growth(),
    settle: (spare) => index.settle(spare),
    clear: () => {
      table = newTable(keptNumbers)
      index = table
    },
  }
}
