/**
 * Rows that are sorted as the objects that they are, by keys that stand beside them in columns.
 */
import { sortCanonically } from '../../../data/canonical-order.ts'
import { radixSort, roomForKeys } from '../../../data/radix-sort.ts'
import { compareSortKeys } from '../../../plan/compare-sort-keys.ts'
import { heapBytes } from '../heap-bytes.ts'
import { newOut } from '../out.ts'
import { codesOf } from './key-codes.ts'
import { type Direction, putKey } from './order-key.ts'
import { sortPlaces, wordAt } from './sort-places.ts'

type Row = unknown

export interface HeldRows {
  readonly push: (row: Row, keys: readonly unknown[]) => void
  readonly count: () => number
  /** How many bytes they take, about, with what sorting them takes. */
  readonly bytes: () => number
  /** Their places in order. */
  readonly sorted: () => Uint32Array
  readonly rowAt: (place: number) => Row
  readonly keysAt: (place: number) => readonly unknown[]
  /** Keeps those at the places, in this order. */
  readonly keep: (places: Uint32Array) => void
  readonly clear: () => void
}

/** What a row takes besides itself: its place in lists, and the room for sorting. */
const besides = 48
/** What rows take on the heap is looked at for each of the first ones, and then for one of so many. */
const looked = 16
const lookedFirst = 64

export const newHeldRows = (directions: readonly Direction[], breakTies: boolean): HeldRows => {
  let rows: Row[] = []
  let columns: unknown[][] = directions.map(() => [])
  let heap = 0
  let lastHeap = 0

  const keysAt = (place: number): readonly unknown[] => columns.map((column) => column[place])

  /** Puts those into canonical order whose keys are the same: from one index of the places up to another. */
  const breakTiesOf = (places: Uint32Array, from: number, to: number): void => {
    const mine = places.subarray(from, to)
    // They differ in nothing else: each gets the place of another.
    const sorted = sortCanonically(Array.from(mine, (place) => rows[place]))
    for (const [i, row] of sorted.entries()) rows[mine[i] as number] = row
  }

  /** By keys that are numbers, which are the same only where the keys are. */
  const sortByCodes = (codes: Float64Array): Uint32Array => {
    const { length } = codes
    const keys = roomForKeys(length)
    const { high, low, places } = keys
    for (let i = 0; i < length; i++) {
      const code = codes[i] as number
      places[i] = i
      low[i] = code
      high[i] = code / 2 ** 32
    }
    radixSort(keys, roomForKeys(length), 0, length)
    if (breakTies)
      for (let i = 0; i < length; ) {
        const start = i++
        while (i < length && high[i] === high[start] && low[i] === low[start]) i++
        if (i - start > 1) breakTiesOf(places, start, i)
      }
    return places
  }

  /** Those whose keys have the same bytes: by what the bytes do not say, and canonically. */
  const breakLooseTies = (places: Uint32Array, from: number, to: number): void => {
    const mine = places.subarray(from, to)
    const entries = Array.from(mine, (place) => ({ place, keys: keysAt(place) }))
    entries.sort((a, b) => compareSortKeys(directions, a.keys, b.keys))
    for (const [i, { place }] of entries.entries()) mine[i] = place
    if (!breakTies) return
    const byPlace = new Map(entries.map(({ place, keys }) => [place, keys]))
    const isSame = (i: number, j: number): boolean =>
      compareSortKeys(
        directions,
        byPlace.get(places[i] as number) as readonly unknown[],
        byPlace.get(places[j] as number) as readonly unknown[],
      ) === 0
    for (let i = from; i < to; ) {
      const start = i++
      while (i < to && isSame(start, i)) i++
      if (i - start > 1) breakTiesOf(places, start, i)
    }
  }

  const sortByBytes = (): Uint32Array => {
    const count = rows.length
    const out = newOut(1024)
    const starts = new Uint32Array(count + 1)
    let isLoose = false
    for (let i = 0; i < count; i++) {
      starts[i] = out.at
      let isExact = true
      for (let k = 0; k < directions.length && isExact; k++)
        isExact = putKey(out, columns[k]?.[i], directions[k] as Direction)
      isLoose ||= !isExact
    }
    starts[count] = out.at
    const startOf = (place: number): number => starts[place] as number
    const endOf = (place: number): number => starts[place + 1] as number
    return sortPlaces(
      {
        out,
        count,
        startOf,
        endOf,
        read: ({ high, low, places }) => {
          for (let i = 0; i < count; i++) {
            places[i] = i
            high[i] = wordAt(out.view, startOf(i), endOf(i))
            low[i] = wordAt(out.view, startOf(i) + 4, endOf(i))
          }
        },
      },
      isLoose ? breakLooseTies : breakTies ? breakTiesOf : undefined,
    )
  }

  return {
    push: (row, keys) => {
      const count = rows.push(row)
      let bytes = besides
      const isLooked = count < lookedFirst || count % looked === 0
      for (let k = 0; k < columns.length; k++) (columns[k] as unknown[]).push(keys[k])
      if (isLooked) {
        lastHeap = heapBytes(row)
        for (let k = 0; k < keys.length; k++) lastHeap += 16 + heapBytes(keys[k])
      }
      bytes += lastHeap
      heap += bytes
    },
    count: () => rows.length,
    bytes: () => heap,
    sorted: () => {
      const codes = codesOf(columns, directions)
      return codes === undefined ? sortByBytes() : sortByCodes(codes)
    },
    rowAt: (place) => rows[place],
    keysAt,
    keep: (places) => {
      rows = Array.from(places, (place) => rows[place])
      columns = columns.map((column) => Array.from(places, (place) => column[place]))
      heap = (lastHeap + besides) * rows.length
    },
    clear: () => {
      rows = []
      columns = directions.map(() => [])
      heap = 0
    },
  }
}
