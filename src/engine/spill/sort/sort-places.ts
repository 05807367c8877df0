/**
 * Sorts keys that are bytes, eight at a time, without moving them: what is sorted are their places.
 */
import { type Keys, radixSort, roomForKeys } from '../../../data/radix-sort.ts'
import type { Out } from '../out.ts'

/** Keys in one buffer. A place is whatever tells one from the others. */
export interface KeyBytes {
  readonly out: Out
  readonly count: number
  readonly startOf: (place: number) => number
  readonly endOf: (place: number) => number
  /** Tells all places, in their own order, and of each key the first eight bytes. */
  readonly read: (keys: Keys) => void
}

/** Four bytes at a place, with zeros for what is not there. */
export const wordAt = (view: DataView, at: number, end: number): number => {
  if (at + 4 <= end) return view.getUint32(at)
  let word = 0
  for (let i = at; i < at + 4; i++) word = (word << 8) | (i < end ? view.getUint8(i) : 0)
  return word >>> 0
}

/** From so many places on keys are sorted without comparing. */
const few = 24

interface Alike {
  readonly from: number
  readonly to: number
  /** Up to here they are the same. */
  readonly offset: number
}

/** Puts places into order whose keys have the same bytes: in a list, from one index up to another. */
export type BreakTies = (places: Uint32Array, from: number, to: number) => void

/** The places of the keys in the order of their bytes; of those with the same, in their own order, or as ties are broken. */
export const sortPlaces = (given: KeyBytes, breakTies?: BreakTies): Uint32Array => {
  const { count, startOf, endOf, read } = given
  const { view, bytes } = given.out
  const keys: Keys = roomForKeys(count)
  const spare = roomForKeys(count)
  const { high, low, places } = keys
  read(keys)
  const left: Alike[] = []

  const compareFrom = (a: number, b: number, offset: number): number => {
    const [endOfA, endOfB] = [endOf(a), endOf(b)]
    return bytes.compare(
      bytes,
      Math.min(startOf(b) + offset, endOfB),
      endOfB,
      Math.min(startOf(a) + offset, endOfA),
      endOfA,
    )
  }

  const sortFew = (from: number, to: number, offset: number): void => {
    for (let i = from + 1; i < to; i++) {
      const place = places[i] as number
      let at = i
      for (; at > from && compareFrom(places[at - 1] as number, place, offset) > 0; at--)
        places[at] = places[at - 1] as number
      places[at] = place
    }
    if (breakTies === undefined) return
    for (let i = from; i < to; ) {
      const start = i++
      while (i < to && compareFrom(places[start] as number, places[i] as number, offset) === 0) i++
      if (i - start > 1) breakTies(places, start, i)
    }
  }

  /** What keys have from an offset on, in the order of their places. */
  const readFrom = (from: number, to: number, offset: number): void => {
    for (let i = from; i < to; i++) {
      const place = places[i] as number
      const at = startOf(place) + offset
      const end = endOf(place)
      high[i] = wordAt(view, at, end)
      low[i] = wordAt(view, at + 4, end)
    }
  }

  /** Sorts by the eight bytes that were read, and looks for keys that have the same. */
  const sortRead = (from: number, to: number, next: number): void => {
    radixSort(keys, spare, from, to)
    for (let i = from; i < to; ) {
      const start = i
      const h = high[i]
      const l = low[i]
      while (i < to && high[i] === h && low[i] === l) i++
      if (i - start === 1) continue
      // No key is the beginning of another: where one ends, all do.
      const place = places[start] as number
      if (startOf(place) + next < endOf(place)) left.push({ from: start, to: i, offset: next })
      else breakTies?.(places, start, i)
    }
  }

  sortRead(0, count, 8)
  for (let alike = left.pop(); alike !== undefined; alike = left.pop()) {
    const { from, to, offset } = alike
    if (to - from <= few) {
      sortFew(from, to, offset)
      continue
    }
    readFrom(from, to, offset)
    sortRead(from, to, offset + 8)
  }
  return places
}
