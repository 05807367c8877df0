/**
 * The sorted rows of parts, merged: as long as there is room they stay as they came, and what there is no room for is merged into
 * a run on disk.
 */
import { compareCanonical } from '../../data/canonical-order.ts'
import { compareSortKeys } from '../../plan/compare-sort-keys.ts'
import type { Blocks } from '../spill/blocks.ts'
import { newOut, readFrom, reserve, takeCount } from '../spill/out.ts'
import { copyBytes } from '../spill/sort/copy-bytes.ts'
import { type Cursor, merge } from '../spill/sort/merge.ts'
import type { Spill } from '../spill/spill.ts'
import type { Unpack } from '../spill/unpack.ts'
import { bytesOf, newUnpackers, type Packed } from './packed.ts'
import type { Sorting } from './sorted-part.ts'

/** This part of the share runs may take; the rest is for blocks, and for what is not collected yet. */
const part = 0.5
const greatestBlock = 256 * 1024
/** So many runs are on disk at most. */
const mostRuns = 256
/** So many records are merged in a step. */
const inStep = 4096

export interface SortedRuns {
  /** Takes the records of a part, in steps: those of an earlier one come earlier. */
  readonly add: (number: number, records: Packed, isLoose: boolean) => Iterable<void>
  /** The rows of all parts, at most so many of them, in steps. Asked once. */
  readonly rows: (wanted: number) => Iterable<readonly unknown[]>
}

/** Records that are in memory already. */
const held = (buffers: readonly ArrayBuffer[]): Blocks => ({
  write: () => {},
  count: () => buffers.length,
  read: () => buffers.map((buffer) => Buffer.from(buffer)),
  drop: () => {},
})

export const newSortedRuns = ({ keys, breakTies }: Sorting, spill: Spill): SortedRuns => {
  const { share } = spill
  const room = share * part
  const enough = Math.max(512, Math.min(greatestBlock, Math.floor(share / 64)))
  const fanIn = Math.max(2, Math.min(mostRuns, Math.floor(share / (2 * enough))))
  const unpackers = newUnpackers()
  const unpackOf: Unpack[] = []
  let isAnyLoose = false
  let runs: Blocks[] = []
  let fresh: Blocks[] = []
  let bytes = 0

  const entryOf = (cursor: Cursor): readonly [readonly unknown[] | undefined, unknown] => {
    readFrom(cursor, cursor.bytes, cursor.keyEnd)
    const unpack = unpackOf[takeCount(cursor)] as Unpack
    const values = unpack(cursor) as readonly unknown[] | undefined
    return [values, unpack(cursor)]
  }

  const compareTied = (a: Cursor, b: Cursor): number => {
    const [keysOfA, rowOfA] = entryOf(a)
    const [keysOfB, rowOfB] = entryOf(b)
    return (
      (keysOfA === undefined || keysOfB === undefined ? 0 : compareSortKeys(keys, keysOfA, keysOfB)) ||
      (breakTies ? compareCanonical(rowOfA, rowOfB) : 0)
    )
  }

  const merged = (some: readonly Blocks[]): Generator<Cursor> =>
    merge(some, breakTies || isAnyLoose ? compareTied : undefined)

  /** One run on disk of several. */
  function* oneOf(some: readonly Blocks[]): Generator<void, Blocks> {
    const blocks = spill.newBlocks()
    const out = newOut(2 * enough)
    const flush = (): void => {
      if (out.at > 0) blocks.write(out.bytes, out.at)
      out.at = 0
    }
    let step = 0
    for (const record of merged(some)) {
      const length = record.end - record.begin
      if (out.at > 0 && out.at + length > enough) flush()
      reserve(out, length)
      record.at = record.begin
      copyBytes(out, record, record.end)
      if (++step % inStep === 0) yield
    }
    flush()
    for (const one of some) one.drop()
    return blocks
  }

  /** Makes fewer runs of them, each of neighbours. */
  function* mergeUpTo(most: number): Generator<void> {
    while (runs.length > most) {
      const fewer: Blocks[] = []
      for (let at = 0; at < runs.length; at += fanIn) {
        const some = runs.slice(at, at + fanIn)
        fewer.push(some.length === 1 ? (some[0] as Blocks) : yield* oneOf(some))
      }
      runs = fewer
    }
  }

  return {
    add: function* (number, records, isLoose) {
      unpackOf[number] = unpackers(records)
      isAnyLoose ||= isLoose
      if (records.buffers.length === 0) return
      fresh.push(held(records.buffers))
      bytes += bytesOf(records)
      if (bytes <= room) return
      runs.push(yield* oneOf(fresh))
      fresh = []
      bytes = 0
      if (runs.length >= mostRuns) yield* mergeUpTo(1)
    },
    rows: function* (wanted) {
      yield* steps(mergeUpTo(fanIn))
      let left = wanted
      let rows: unknown[] = []
      if (left > 0)
        for (const cursor of merged([...runs, ...fresh])) {
          rows.push(entryOf(cursor)[1])
          left--
          if (left === 0) break
          if (rows.length < inStep / 4) continue
          yield rows
          rows = []
        }
      if (rows.length > 0) yield rows
      for (const run of runs) run.drop()
    },
  }
}

/** Steps in which no rows come. */
function* steps(work: Iterable<void>): Generator<readonly unknown[]> {
  for (const _ of work) yield []
}
