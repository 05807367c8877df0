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
  isDone: boolean
  /** The first eight bytes of the key. */
  high: number
  low: number
}

const advance = (cursor: Cursor): void => {
  if (cursor.end === cursor.bytes.length) {
    const next = cursor.blocks.next()
    if (next.done === true) {
      cursor.isDone = true
      return
    }
    // The same bytes may be of another block.
    readFrom(cursor, next.value, 0)
    cursor.end = 0
  }
  goToRecord(cursor, cursor.end)
  cursor.high = wordAt(cursor.view, cursor.keyAt, cursor.keyEnd)
  cursor.low = wordAt(cursor.view, cursor.keyAt + 4, cursor.keyEnd)
}

const empty = Buffer.alloc(0)

const cursorOf = (run: Blocks): Cursor => {
  const blocks = run.read()[Symbol.iterator]()
  const cursor = { ...newPlace(empty), blocks, isDone: false, high: 0, low: 0 }
  advance(cursor)
  return cursor
}

/** What decides between records with the same key. */
export type CompareTied = (a: Cursor, b: Cursor) => number

/** The records of all runs in order, each as a cursor that is there; of those that are the same, the earlier run's first. */
export function* merge(runs: readonly Blocks[], compareTied?: CompareTied): Generator<Cursor> {
  const cursors = runs.map(cursorOf)
  const isBefore = (i: number, j: number): boolean => {
    const a = cursors[i] as Cursor
    const b = cursors[j] as Cursor
    if (a.isDone || b.isDone) return !a.isDone
    if (a.high !== b.high) return a.high < b.high
    if (a.low !== b.low) return a.low < b.low
    const order =
      (a.keyEnd - a.keyAt > 8 && b.keyEnd - b.keyAt > 8
        ? a.bytes.compare(b.bytes, b.keyAt + 8, b.keyEnd, a.keyAt + 8, a.keyEnd)
        : 0) || (compareTied === undefined ? 0 : compareTied(a, b))
    return order === 0 ? i < j : order < 0
  }
  const count = cursors.length
  /** Whoever lost at each node, and at 0 the one that won all; -1 while nobody has come by. */
  const tree = new Int32Array(count).fill(-1)
  const replay = (from: number): void => {
    let winner = from
    for (let node = (from + count) >> 1; node > 0; node >>= 1) {
      const other = tree[node] as number
      if (other === -1) {
        tree[node] = winner
        return
      }
      if (isBefore(other, winner)) {
        tree[node] = winner
        winner = other
      }
    }
    tree[0] = winner
  }
  for (let i = 0; i < count; i++) replay(i)
  for (;;) {
    const first = cursors[tree[0] as number]
    if (first === undefined || first.isDone) return
    yield first
    advance(first)
    replay(tree[0] as number)
  }
}
