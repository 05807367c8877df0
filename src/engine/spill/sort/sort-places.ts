/**
 * Sorts keys that are bytes, eight at a time, without moving them: what is sorted are their places.
 */
import { type Keys, radixSort, roomForKeys } from '../../../data/radix-sort.ts'
import type { Out } from '../out.ts'

/** Keys in one buffer: key number i begins at `starts[i]`, and ends before `ends[i]`. */
export interface KeyBytes {
  readonly out: Out
  readonly starts: Uint32Array
  readonly ends: Uint32Array
  readonly count: number
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
export const sortPlaces = ({ out, starts, ends, count }: KeyBytes, breakTies?: BreakTies): Uint32Array => {
  const { view, bytes } = out
  const keys: Keys = roomForKeys(count)
  const spare = roomForKeys(count)
  const { high, low, places } = keys
  for (let i = 0; i < count; i++) places[i] = i
  const left: Alike[] = [{ from: 0, to: count, offset: 0 }]

  const compareFrom = (a: number, b: number, offset: number): number =>
    bytes.compare(
      bytes,
      Math.min((starts[b] as number) + offset, ends[b] as number),
      ends[b],
      Math.min((starts[a] as number) + offset, ends[a] as number),
      ends[a],
    )

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

  /** The second eight bytes of all keys: to read them key by key, in the order of the first, is to wait for memory each time. */
  let second: Uint32Array | undefined
  const readSecond = (): Uint32Array => {
    const words = new Uint32Array(2 * count)
    for (let i = 0; i < count; i++) {
      const at = (starts[i] as number) + 8
      const end = ends[i] as number
      words[2 * i] = wordAt(view, at, end)
      words[2 * i + 1] = wordAt(view, at + 4, end)
    }
    return words
  }

  /** What keys have from an offset on, in the order of their places. */
  const readWindows = (from: number, to: number, offset: number): void => {
    // Some are read key by key.
    if (offset === 8 && second === undefined && alikeAtFirst > count / 2) second = readSecond()
    if (offset === 8 && second !== undefined)
      for (let i = from; i < to; i++) {
        const at = 2 * (places[i] as number)
        high[i] = second[at] as number
        low[i] = second[at + 1] as number
      }
    else
      for (let i = from; i < to; i++) {
        const place = places[i] as number
        const at = (starts[place] as number) + offset
        const end = ends[place] as number
        high[i] = wordAt(view, at, end)
        low[i] = wordAt(view, at + 4, end)
      }
  }

  /** How many keys have the first eight bytes of others. */
  let alikeAtFirst = 0

  for (let alike = left.pop(); alike !== undefined; alike = left.pop()) {
    const { from, to, offset } = alike
    if (to - from <= few) {
      sortFew(from, to, offset)
      continue
    }
    const next = offset + 8
    readWindows(from, to, offset)
    radixSort(keys, spare, from, to)
    for (let i = from; i < to; ) {
      const start = i
      const h = high[i]
      const l = low[i]
      while (i < to && high[i] === h && low[i] === l) i++
      if (i - start === 1) continue
      if (offset === 0) alikeAtFirst += i - start
      // No key is the beginning of another: where one ends, all do.
      const place = places[start] as number
      if ((starts[place] as number) + next < (ends[place] as number)) left.push({ from: start, to: i, offset: next })
      else breakTies?.(places, start, i)
    }
  }
  return places
}
