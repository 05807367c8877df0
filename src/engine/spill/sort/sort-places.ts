/**
 * Sorts keys that are bytes, eight at a time, without moving them: what is sorted are their places.
 *
 * Its functions stand outside of each other: what V8 makes of a function that is made anew for each sort is soon forgotten.
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

/** What a sort works with: as much room as there are keys, or more. */
export interface Rooms {
  readonly keys: Keys
  readonly spare: Keys
}

export const roomsFor = (count: number): Rooms => ({ keys: roomForKeys(count), spare: roomForKeys(count) })

interface Sort extends Rooms {
  readonly given: KeyBytes
  readonly left: Alike[]
  readonly breakTies: BreakTies | undefined
}

const compareFrom = ({ out: { bytes }, startOf, endOf }: KeyBytes, a: number, b: number, offset: number): number => {
  const endOfA = endOf(a)
  const endOfB = endOf(b)
  const startOfA = Math.min(startOf(a) + offset, endOfA)
  return bytes.compare(bytes, Math.min(startOf(b) + offset, endOfB), endOfB, startOfA, endOfA)
}

const sortFew = ({ given, keys: { places }, breakTies }: Sort, { from, to, offset }: Alike): void => {
  for (let i = from + 1; i < to; i++) {
    const place = places[i] as number
    let at = i
    for (; at > from && compareFrom(given, places[at - 1] as number, place, offset) > 0; at--)
      places[at] = places[at - 1] as number
    places[at] = place
  }
  if (breakTies === undefined) return
  for (let i = from; i < to; ) {
    const start = i++
    while (i < to && compareFrom(given, places[start] as number, places[i] as number, offset) === 0) i++
    if (i - start > 1) breakTies(places, start, i)
  }
}

/** What keys have from an offset on, in the order of their places. */
const readFrom = ({ given, keys: { high, low, places } }: Sort, { from, to, offset }: Alike): void => {
  const { startOf, endOf } = given
  const { view } = given.out
  for (let i = from; i < to; i++) {
    const place = places[i] as number
    const at = startOf(place) + offset
    const end = endOf(place)
    high[i] = wordAt(view, at, end)
    low[i] = wordAt(view, at + 4, end)
  }
}

/** Sorts by the eight bytes that were read, and looks for keys that have the same. */
const sortRead = (
  { given: { startOf, endOf }, keys, spare, left, breakTies }: Sort,
  from: number,
  to: number,
  next: number,
): void => {
  const { high, low, places } = keys
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

/**
 * The places of the keys in the order of their bytes; of those with the same, in their own order, or as ties are broken. They are
 * those of the rooms, and good until these are used again.
 */
export const sortPlaces = (given: KeyBytes, breakTies?: BreakTies, rooms = roomsFor(given.count)): Uint32Array => {
  const { count, read } = given
  const { keys } = rooms
  const sort: Sort = { ...rooms, given, left: [], breakTies }
  read(keys)
  sortRead(sort, 0, count, 8)
  for (let alike = sort.left.pop(); alike !== undefined; alike = sort.left.pop()) {
    const { from, to, offset } = alike
    if (to - from <= few) {
      sortFew(sort, alike)
      continue
    }
    readFrom(sort, alike)
    sortRead(sort, from, to, offset + 8)
  }
  return keys.places.length === count ? keys.places : keys.places.subarray(0, count)
}
