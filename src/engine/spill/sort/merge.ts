/**
 * Several sorted runs as one, by a tree of losers: each row is compared once for each level.
 */
import type { Blocks } from '../blocks.ts'
import { readFrom } from '../out.ts'
import { goToRecord, newPlace, type Place } from './records.ts'
import { wordAt } from './sort-places.ts'

/** Where one is in a run of records. */
export interface Cursor extends Place {
  readonly blocks: Iterator<Buffer>
}

/** The next record; whether there is one. */
const advance = (cursor: Cursor): boolean => {
  if (cursor.end === cursor.bytes.length) {
    const next = cursor.blocks.next()
    if (next.done === true) return false
    // The same bytes may be of another block.
    readFrom(cursor, next.value, 0)
    cursor.end = 0
  }
  goToRecord(cursor, cursor.end)
  return true
}

const empty = Buffer.alloc(0)

const cursorOf = (run: Blocks): Cursor => ({ ...newPlace(empty), blocks: run.read()[Symbol.iterator]() })

/** What decides between records with the same key. */
export type CompareTied = (a: Cursor, b: Cursor) => number

/** Some bytes of a key, from an offset on, as one number: so many of its bits are told by a double. */
const inDouble = 2 ** 21
const headOf = ({ view, keyAt, keyEnd }: Cursor, offset: number): number =>
  wordAt(view, keyAt + offset, keyEnd) * inDouble + (wordAt(view, keyAt + offset + 4, keyEnd) >>> 11)
/** So many bytes of keys are the same for certain where their heads are. */
const told = 6
/** What is seen of a second head before it is asked for. */
const unknown = -1
/** So many bytes are sooner compared here than by Node. */
const fewBytes = 32

/** Of keys with the same heads. No key is the beginning of another. */
const compareRest = (a: Cursor, b: Cursor): number => {
  const { bytes, keyEnd } = a
  let at = a.keyAt + 2 * told
  let other = b.keyAt + 2 * told
  const end = Math.min(keyEnd, at + fewBytes)
  for (; at < end; at++, other++) {
    const difference = (bytes[at] as number) - (b.bytes[other] as number)
    if (difference !== 0) return difference
  }
  return at < keyEnd ? bytes.compare(b.bytes, other, b.keyEnd, at, keyEnd) : 0
}

/**
 * Gives the records of all runs in order, one with each call, as a cursor that is there; of those that are the same, the earlier
 * run's first.
 */
export const newMerge = (runs: readonly Blocks[], compareTied?: CompareTied): (() => Cursor | undefined) => {
  const cursors = runs.map(cursorOf)
  const count = cursors.length
  /** The heads of their keys; of those that are done, beyond all. */
  const heads = new Float64Array(count)
  /** What comes behind those, worked out where it matters. */
  const seconds = new Float64Array(count)
  const step = (i: number): void => {
    const cursor = cursors[i] as Cursor
    heads[i] = advance(cursor) ? headOf(cursor, 0) : Number.POSITIVE_INFINITY
    seconds[i] = unknown
  }
  for (let i = 0; i < count; i++) step(i)

  const secondOf = (i: number): number => {
    if (seconds[i] === unknown) seconds[i] = headOf(cursors[i] as Cursor, told)
    return seconds[i] as number
  }

  const isTiedBefore = (i: number, j: number): boolean => {
    if (heads[i] === Number.POSITIVE_INFINITY) return i < j
    const difference = secondOf(i) - secondOf(j)
    if (difference !== 0) return difference < 0
    const a = cursors[i] as Cursor
    const b = cursors[j] as Cursor
    const order = compareRest(a, b) || (compareTied === undefined ? 0 : compareTied(a, b))
    return order === 0 ? i < j : order < 0
  }
  /** Whoever lost at each node, and at 0 the one that won all; -1 while nobody has come by. */
  const tree = new Int32Array(count).fill(-1)
  const replay = (from: number): void => {
    let winner = from
    let head = heads[from] as number
    for (let node = (from + count) >> 1; node > 0; node >>= 1) {
      const other = tree[node] as number
      if (other === -1) {
        tree[node] = winner
        return
      }
      const its = heads[other] as number
      if (its < head || (its === head && isTiedBefore(other, winner))) {
        tree[node] = winner
        winner = other
        head = its
      }
    }
    tree[0] = winner
  }
  for (let i = 0; i < count; i++) replay(i)
  let isBegun = false
  return () => {
    if (count === 0) return undefined
    if (isBegun) {
      const last = tree[0] as number
      step(last)
      replay(last)
    }
    isBegun = true
    const first = tree[0] as number
    return heads[first] === Number.POSITIVE_INFINITY ? undefined : cursors[first]
  }
}

/** The same, one after the other. */
export function* merge(runs: readonly Blocks[], compareTied?: CompareTied): Generator<Cursor> {
  const next = newMerge(runs, compareTied)
  for (let cursor = next(); cursor !== undefined; cursor = next()) yield cursor
}
