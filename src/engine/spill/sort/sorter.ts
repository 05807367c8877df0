/**
 * Sorts rows by keys that are bytes. Rows stay as they are while there is room for them. When there is none, those that are there
 * become a sorted run on disk; from then on rows are held packed, which takes less room, and each time that is full it becomes
 * another run. In the end the runs are merged.
 */
import { compareCanonical, sortCanonically } from '../../../data/canonical-order.ts'
import { compareSortKeys } from '../../../plan/compare-sort-keys.ts'
import type { Blocks } from '../blocks.ts'
import { heapBytes } from '../heap-bytes.ts'
import { type In, longestCount, newIn, newOut, type Out, putCount, readFrom, reserve } from '../out.ts'
import { newPack } from '../pack.ts'
import type { Spill } from '../spill.ts'
import { newKnown } from '../tags.ts'
import { newUnpack } from '../unpack.ts'
import { type Cursor, merge } from './merge.ts'
import { type Direction, putKey } from './order-key.ts'
import { sortPlaces } from './sort-places.ts'

type Row = unknown

export interface Sorter {
  /** Takes a row, and its keys, one for each direction, in a list that may be used again. */
  readonly push: (row: Row, keys: readonly unknown[]) => void
  /** Work before the first row, in steps; without it the first row has to wait for it. */
  readonly settle: () => Iterable<void>
  /** The rows in order. Asked once; nothing is pushed any more. */
  readonly rows: () => Iterable<Row>
}

export interface SortOptions {
  readonly keys: readonly Direction[]
  /** Whether rows with the same keys are in canonical order, rather than in that in which they came. */
  readonly breakTies: boolean
  /** So many rows are wanted. */
  readonly wanted: number
}

/** What a row takes besides its bytes: where it begins, its key ends, and twice the room for sorting. */
const besides = 40
const inBlock = 256 * 1024
/** So many records are merged in a step. */
const inStep = 4096
/** So many runs are on disk at most. */
const mostRuns = 256
/** So much of the share rows may take; the rest is for those that are not collected yet, and for blocks. */
const part = 0.5
/** What rows take on the heap is looked at for each of the first ones, and then for one of so many. */
const looked = 16

/** Few bytes are sooner copied one by one. */
const fewBytes = 100

const copyInto = (out: Out, bytes: Buffer, from: number, to: number): void => {
  if (to - from > fewBytes) out.at += bytes.copy(out.bytes, out.at, from, to)
  else {
    const into = out.bytes
    let { at } = out
    for (let i = from; i < to; i++) into[at++] = bytes[i] as number
    out.at = at
  }
}

export const newSorter = ({ keys: directions, breakTies, wanted }: SortOptions, spill: Spill): Sorter => {
  const { share } = spill
  /** What is held becomes a run when it takes so many bytes. */
  const room = share * part
  const enough = Math.max(512, Math.min(inBlock, Math.floor(share / 64)))
  const fanIn = Math.max(2, Math.min(mostRuns, Math.floor(share / (2 * enough))))
  const known = newKnown()
  const pack = newPack(known)
  const unpack = newUnpack(known)

  let out = newOut(1024)
  let starts = new Uint32Array(64)
  let ends = new Uint32Array(64)
  let count = 0
  /** Of rows that are not packed. */
  let rows: Row[] = []
  /** Of keys that do not say all: the keys themselves. */
  let loose: (readonly unknown[] | undefined)[] = []
  let isLoose = false
  let isPacked = false
  let heap = 0
  let lastHeap = 0
  let runs: Blocks[] = []
  /** The last key that is wanted, as far as that is known. */
  let bound: Buffer | undefined

  const compareLoose = (
    [keysOfA, a]: readonly [readonly unknown[] | undefined, Row],
    [keysOfB, b]: readonly [readonly unknown[] | undefined, Row],
  ): number =>
    (keysOfA === undefined || keysOfB === undefined ? 0 : compareSortKeys(directions, keysOfA, keysOfB)) ||
    (breakTies ? compareCanonical(a, b) : 0)

  const source: In = newIn(out.bytes)
  /** What is packed at a place: the keys if they do not say all, and the row. */
  const unpackAt = (bytes: Buffer, at: number): readonly [readonly unknown[] | undefined, Row] => {
    readFrom(source, bytes, at)
    const keys = unpack(source) as readonly unknown[] | undefined
    return [keys, unpack(source)]
  }

  const breakTiesOf = (places: Uint32Array, from: number, to: number): void => {
    const mine = places.subarray(from, to)
    if (!isPacked && !isLoose) {
      // They differ in nothing else: each gets the place of another.
      const sorted = sortCanonically(Array.from(mine, (place) => rows[place]))
      for (const [i, row] of sorted.entries()) rows[mine[i] as number] = row
      return
    }
    const entries = Array.from(mine, (place) => ({
      place,
      entry: isPacked ? unpackAt(out.bytes, ends[place] as number) : ([loose[place], rows[place]] as const),
    }))
    entries.sort((a, b) => compareLoose(a.entry, b.entry))
    for (const [i, { place }] of entries.entries()) mine[i] = place
  }

  const sorted = (): Uint32Array =>
    sortPlaces({ out, starts, ends, count }, breakTies || isLoose ? breakTiesOf : undefined)

  const forget = (): void => {
    out.at = 0
    count = 0
    rows = []
    loose = []
    heap = 0
  }

  /** A run, which records are written to. */
  const newRun = () => {
    const blocks = spill.newBlocks()
    const block = newOut(2 * enough)
    const flush = (): void => {
      if (block.at > 0) blocks.write(block.bytes, block.at)
      block.at = 0
    }
    return {
      blocks,
      write: (bytes: Buffer, keyAt: number, keyEnd: number, rest: Buffer, restAt: number, restEnd: number): void => {
        const length = keyEnd - keyAt + restEnd - restAt
        if (block.at > 0 && block.at + length > enough) flush()
        reserve(block, 2 * longestCount + length)
        putCount(block, keyEnd - keyAt)
        putCount(block, restEnd - restAt)
        copyInto(block, bytes, keyAt, keyEnd)
        copyInto(block, rest, restAt, restEnd)
      },
      flush,
    }
  }

  const packEntry = (into: Out, keys: readonly unknown[] | undefined, row: Row): void => {
    pack(into, keys)
    pack(into, row)
  }

  const entryOf = (cursor: Cursor): readonly [readonly unknown[] | undefined, Row] => {
    cursor.at = cursor.keyEnd
    const keys = unpack(cursor) as readonly unknown[] | undefined
    return [keys, unpack(cursor)]
  }

  const compareTied = (a: Cursor, b: Cursor): number => compareLoose(entryOf(a), entryOf(b))

  const merged = (some: readonly Blocks[]): Generator<Cursor> =>
    merge(some, breakTies || isLoose ? compareTied : undefined)

  /** Makes fewer runs of them, each of neighbours. */
  function* mergeUpTo(most: number): Generator<void> {
    while (runs.length > most) {
      const fewer: Blocks[] = []
      for (let at = 0; at < runs.length; at += fanIn) {
        const some = runs.slice(at, at + fanIn)
        if (some.length === 1) {
          fewer.push(...some)
          continue
        }
        const run = newRun()
        let step = 0
        for (const { bytes, keyAt, keyEnd, end } of merged(some)) {
          run.write(bytes, keyAt, keyEnd, bytes, keyEnd, end)
          if (++step % inStep === 0) yield
        }
        run.flush()
        for (const one of some) one.drop()
        fewer.push(run.blocks)
      }
      runs = fewer
    }
  }

  /** The places of rows in memory, once they are sorted. */
  let settled: Uint32Array | undefined

  /** Leaves rows sorted in memory, or few runs on disk. */
  function* settle(): Generator<void> {
    if (runs.length === 0) {
      yield
      settled ??= sorted()
    } else if (count > 0) spillRun()
    out = newOut(0)
    starts = new Uint32Array(0)
    ends = new Uint32Array(0)
    yield* mergeUpTo(fanIn)
  }

  const spillRun = (): void => {
    const places = sorted()
    const run = newRun()
    const most = Math.min(count, wanted)
    const entry = newOut(256)
    for (let i = 0; i < most; i++) {
      const place = places[i] as number
      const keyEnd = ends[place] as number
      if (isPacked) {
        // What is packed goes up to where the next one begins.
        const end = place + 1 < count ? (starts[place + 1] as number) : out.at
        run.write(out.bytes, starts[place] as number, keyEnd, out.bytes, keyEnd, end)
      } else {
        entry.at = 0
        packEntry(entry, loose[place], rows[place])
        run.write(out.bytes, starts[place] as number, keyEnd, entry.bytes, 0, entry.at)
      }
    }
    run.flush()
    runs.push(run.blocks)
    forget()
    if (!isPacked) {
      isPacked = true
      // It is not all touched: rows are counted with all they take.
      out = newOut(Math.min(Math.max(1024, Math.floor(room)), 2 ** 30))
    }
    if (runs.length >= mostRuns) for (const _ of mergeUpTo(1));
  }

  /** Keeps what is wanted of the rows that are there. */
  const prune = (): void => {
    const places = sorted().slice(0, wanted)
    const before = { out, starts, ends, rows, loose }
    out = newOut(1024)
    starts = new Uint32Array(before.starts.length)
    ends = new Uint32Array(before.ends.length)
    rows = []
    loose = []
    count = places.length
    for (const [i, place] of places.entries()) {
      const [from, to] = [before.starts[place] as number, before.ends[place] as number]
      reserve(out, to - from)
      starts[i] = out.at
      out.at += before.out.bytes.copy(out.bytes, out.at, from, to)
      ends[i] = out.at
      rows.push(before.rows[place])
      if (before.loose[place] !== undefined) loose[i] = before.loose[place]
    }
    bound = Buffer.from(out.bytes.subarray(starts[count - 1] as number, out.at))
    heap = lastHeap * count
  }

  const isWanted = (start: number): boolean => {
    if (bound === undefined) return true
    const order = out.bytes.compare(bound, 0, bound.length, start, out.at)
    // Of the same key, one that came before is before it, unless ties are broken.
    return order < 0 || (order === 0 && (breakTies || isLoose))
  }

  const push = (row: Row, keys: readonly unknown[]): void => {
    const start = out.at
    let isExact = true
    for (let i = 0; i < directions.length && isExact; i++) isExact = putKey(out, keys[i], directions[i] as Direction)
    isLoose ||= !isExact
    if (!isWanted(start)) {
      out.at = start
      return
    }
    if (count === starts.length) {
      const more = (list: Uint32Array): Uint32Array<ArrayBuffer> => {
        const longer = new Uint32Array(2 * list.length)
        longer.set(list)
        return longer
      }
      starts = more(starts)
      ends = more(ends)
    }
    starts[count] = start
    ends[count] = out.at
    if (isPacked) packEntry(out, isExact ? undefined : keys, row)
    else {
      rows.push(row)
      if (!isExact) loose[count] = [...keys]
      if (count < 64 || count % looked === 0) lastHeap = heapBytes(row) + (isExact ? 0 : heapBytes(keys))
      heap += lastHeap + 8
    }
    count++
    if (!isPacked && wanted > 0 && count >= 2 * wanted + 1024) prune()
    if (heap + out.at + count * besides > room || out.at > 2 ** 30) spillRun()
  }

  return {
    push,
    settle,
    rows: function* () {
      for (const _ of settle());
      if (settled !== undefined) {
        const most = Math.min(count, wanted)
        for (let i = 0; i < most; i++) yield rows[settled[i] as number]
        forget()
        return
      }
      let left = wanted
      for (const cursor of merged(runs)) {
        if (left-- <= 0) break
        yield entryOf(cursor)[1]
      }
      for (const run of runs) run.drop()
    },
  }
}
