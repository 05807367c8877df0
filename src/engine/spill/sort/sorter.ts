/**
 * Sorts rows. They stay as they are while there is room for them. When there is none, those that are there become a sorted run on
 * disk; from then on rows are held packed, which takes less room, and each time that is full it becomes another run. In the end
 * the runs are merged. Whoever has the values of rows and no objects packs them himself, from the first one on.
 */
import type { RowsInColumns } from '../../../plan/source.ts'
import { longestCount, newOut, type Out, putCount, readFrom, reserve, takeCount } from '../out.ts'
import { newPack } from '../pack.ts'
import type { Spill } from '../spill.ts'
import { type Known, newKnown } from '../tags.ts'
import { newUnpack } from '../unpack.ts'
import { laid, newEntries, type Unpacking } from './entries.ts'
import { newHeldRows } from './held-rows.ts'
import { isSameLayout, type Layout, rowMaker } from './layout.ts'
import { type Direction, putKey } from './order-key.ts'
import { newPacking, type Packing } from './packing.ts'
import { goToRecord, newPlace, newRecords, type Place, type Records, touch, touched } from './records.ts'
import { newRuns } from './runs.ts'

type Row = unknown

export interface Sorter {
  /** Takes a row, and its keys, one for each direction, in a list that may be used again. */
  readonly push: (row: Row, keys: readonly unknown[]) => void
  /** For rows that are packed by whoever has them. Undefined where there are some of another layout. */
  readonly packing: (layout: Layout) => Packing | undefined
  /** Work before the first row, in steps; without it the first row has to wait for it. */
  readonly settle: () => Iterable<void>
  /** The rows in order. Asked once; nothing is pushed any more. */
  readonly rows: () => Iterable<Row>
  /** The same in columns, if all are of one layout. */
  readonly columns: () => Iterable<RowsInColumns> | undefined
  /** Of a part, the same as records, for whoever merges them with others. */
  readonly records: () => SortedRecords
}

/** How rows are sorted. */
export interface Sorting {
  readonly keys: readonly Direction[]
  /** Whether rows with the same keys are in canonical order, rather than in that in which they came. */
  readonly breakTies: boolean
}

export interface SortOptions extends Sorting {
  /** So many rows are wanted. */
  readonly wanted: number
  /** The part that all rows are of. */
  readonly part?: PartOfRows | undefined
}

export interface PartOfRows {
  /** It goes with each record: what packed rows have in common is known by it. */
  readonly number: number
  /** Where rows of all parts are packed, one part after the other. */
  readonly records: Records
}

/** What must be known of records to make rows of them, and to merge them with others. */
export interface KnownOfRecords {
  /** Whether there are keys of which the bytes do not say all. */
  readonly isLoose: boolean
  /** The layout of those that have one. */
  readonly layout: Layout | undefined
  /** Whether there are some that have none. */
  readonly isMixed: boolean
}

export interface SortedRecords {
  /** Gives them in order, one with each call. */
  readonly next: () => Place | undefined
  /** When all were given. */
  readonly known: () => KnownOfRecords & { readonly values: Known }
}

/** So much of the share rows may take; the rest is for those that are not collected yet, and for blocks. */
const partOfShare = 0.5
export const roomForRecords = (share: number): number => share * partOfShare
/** So many bytes of records are sorted at a time at most. */
const mostBytes = 2 ** 30
/** Where only some rows are wanted, so many more are held. */
const surplus = 1024

export const newSorter = ({ keys: directions, breakTies, wanted, part }: SortOptions, spill: Spill): Sorter => {
  /** What is held becomes a run when it takes so many bytes. */
  const room = roomForRecords(spill.share)
  const known = newKnown()
  const pack = newPack(known)
  const take = newUnpack(known)
  let unpacking: Unpacking = { take, make: take }
  const held = newHeldRows(directions, breakTies)
  const records = part?.records ?? newRecords(room)
  // What the sort of a part that failed has left.
  if (part !== undefined) records.clear()
  const release = part === undefined ? records.release : records.clear
  /** What goes to another thread is packed in any case: sooner, it is held in less room. */
  let isPacked = part !== undefined
  /** Whether there are keys of which the bytes do not say all: those are packed along. */
  let isLoose = false
  let layout: Layout | undefined
  /** Whether there are records of no layout. */
  let isMixed = false
  /** The last key that is wanted, as far as that is known. */
  let bound: Buffer | undefined

  const { entryOf, rowOf, compare, compareTied, columnsOf } = newEntries(directions, breakTies, (place) => {
    if (part !== undefined) takeCount(place)
    return unpacking
  })
  const runs = newRuns(spill, () => (breakTies || isLoose ? compareTied : undefined))

  const breakTiesOf = (places: Uint32Array, from: number, to: number): void => {
    const mine = places.subarray(from, to)
    const place = newPlace(records.out().bytes)
    const entries = Array.from(mine, (at) => {
      goToRecord(place, at)
      return { at, entry: entryOf(place) }
    })
    entries.sort((a, b) => compare(a.entry, b.entry))
    for (const [i, { at }] of entries.entries()) mine[i] = at
  }

  const sortedRecords = (): Uint32Array => records.sorted(breakTies || isLoose ? breakTiesOf : undefined)

  const isWanted = (out: Out, [from, to]: readonly [number, number]): boolean => {
    if (bound === undefined) return true
    const order = out.bytes.compare(bound, 0, bound.length, from, to)
    // Of the same key, one that came before is before it, unless ties are broken.
    return order < 0 || (order === 0 && (breakTies || isLoose))
  }

  /** The bytes of the keys; false where they do not say all. */
  const putKeys = (out: Out, keys: readonly unknown[]): boolean => {
    for (let i = 0; i < directions.length; i++) if (!putKey(out, keys[i], directions[i] as Direction)) return false
    return true
  }

  const putNumber = (out: Out): void => {
    if (part === undefined) return
    reserve(out, longestCount)
    putCount(out, part.number)
  }

  /** Writes a record; false if it is not wanted, unless it is known to be. */
  const putRecord = (row: Row, keys: readonly unknown[], isKept = false): boolean => {
    records.begin()
    const out = records.out()
    const isExact = putKeys(out, keys)
    isLoose ||= !isExact
    records.keyIsThere()
    if (!isKept && !isWanted(out, records.key())) {
      records.undo()
      return false
    }
    putNumber(out)
    pack(out, isExact ? undefined : keys)
    pack(out, row)
    records.finish()
    return true
  }

  /** The record of a row that is held, which is there until the next. */
  const recordOf = (at: number, place: Place): Place => {
    records.clear()
    putRecord(held.rowAt(at), held.keysAt(at), true)
    readFrom(place, records.out().bytes, 0)
    goToRecord(place, 0)
    return place
  }

  /** What is in memory becomes a run. */
  const spillRun = (): void => {
    runs.add((put) => {
      if (isPacked) {
        const sorted = sortedRecords()
        const most = Math.min(sorted.length, wanted)
        const place = newPlace(records.out().bytes)
        for (let i = 0; i < most; i++) {
          if (i % touched === 0) touch(place.bytes, sorted, i)
          goToRecord(place, sorted[i] as number)
          put(place)
        }
        return
      }
      const sorted = held.sorted()
      const most = Math.min(sorted.length, wanted)
      const place = newPlace(records.out().bytes)
      isMixed ||= most > 0
      for (let i = 0; i < most; i++) put(recordOf(sorted[i] as number, place))
    })
    records.clear()
    held.clear()
    isPacked = true
  }

  const isPrunable = (count: number): boolean => wanted > 0 && count >= 2 * wanted + surplus

  const setBound = (bytes: Buffer, [from, to]: readonly [number, number]): void => {
    bound = Buffer.from(bytes.subarray(from, to))
  }

  const pruneRecords = (): void => {
    const kept = sortedRecords().slice(0, wanted)
    const place = newPlace(records.out().bytes)
    goToRecord(place, kept.at(-1) as number)
    setBound(place.bytes, [place.keyAt, place.keyEnd])
    records.keep(kept)
  }

  const scratch = newOut(64)
  const pruneHeld = (): void => {
    const kept = held.sorted().slice(0, wanted)
    scratch.at = 0
    isLoose ||= !putKeys(scratch, held.keysAt(kept.at(-1) as number))
    setBound(scratch.bytes, [0, scratch.at])
    held.keep(kept)
  }

  const isHeldWanted = (keys: readonly unknown[]): boolean => {
    if (bound === undefined) return true
    scratch.at = 0
    isLoose ||= !putKeys(scratch, keys)
    return isWanted(scratch, [0, scratch.at])
  }

  const recordIsThere = (): void => {
    if (isPrunable(records.count())) pruneRecords()
    const bytes = records.bytes()
    if (bytes > room || bytes > mostBytes) spillRun()
  }

  const push = (row: Row, keys: readonly unknown[]): void => {
    if (isPacked) {
      isMixed = true
      if (putRecord(row, keys)) recordIsThere()
      return
    }
    if (!isHeldWanted(keys)) return
    held.push(row, keys)
    if (isPrunable(held.count())) pruneHeld()
    if (held.bytes() > room) spillRun()
  }

  /** The places of what is in memory, once they are sorted. */
  let settled: Uint32Array | undefined

  /** Leaves rows sorted in memory, or few runs on disk. */
  function* settle(): Generator<void> {
    if (runs.count() === 0) {
      yield
      settled ??= isPacked ? sortedRecords() : held.sorted()
      return
    }
    if (records.count() > 0) spillRun()
    release()
    yield* runs.settle()
  }

  /** Gives the records in order, one with each call, as a place that is there. */
  const inOrder = (): (() => Place | undefined) => {
    for (const _ of settle());
    let left = wanted
    if (settled === undefined) {
      const next = runs.merged()
      return () => {
        const record = left-- > 0 ? next() : undefined
        if (record === undefined) runs.drop()
        return record
      }
    }
    const sorted = settled
    const place = newPlace(records.out().bytes)
    let at = 0
    return () => {
      if (at === sorted.length || left-- <= 0) {
        release()
        return undefined
      }
      if (at % touched === 0) touch(place.bytes, sorted, at)
      goToRecord(place, sorted[at++] as number)
      return place
    }
  }

  return {
    push,
    packing: (given) => {
      if (layout !== undefined && !isSameLayout(layout, given)) return undefined
      if (held.count() > 0) spillRun()
      isPacked = true
      layout = given
      unpacking = { take, make: rowMaker(given, take) }
      return newPacking(records, directions, pack, {
        isWanted: () => {
          const out = records.out()
          if (!isWanted(out, records.key())) return false
          putNumber(out)
          reserve(out, 1)
          out.bytes[out.at++] = laid
          return true
        },
        isThere: recordIsThere,
      })
    },
    settle,
    columns: () =>
      layout === undefined || isMixed || (runs.count() === 0 && records.count() === 0)
        ? undefined
        : columnsOf(layout, inOrder()),
    records: () => ({ next: inOrder(), known: () => ({ isLoose, layout, isMixed, values: known }) }),
    rows: function* () {
      for (const _ of settle());
      if (settled === undefined || isPacked) {
        const next = inOrder()
        for (let place = next(); place !== undefined; place = next()) yield rowOf(place)
        return
      }
      const most = Math.min(settled.length, wanted)
      for (let i = 0; i < most; i++) yield held.rowAt(settled[i] as number)
      held.clear()
    },
  }
}
