/**
 * The end of a sort whose rows came sorted, part by part: it merges their records. As long as there is room these stay as they
 * came; what there is no room for is a run on disk.
 */
import type { End } from '../compiled/end.ts'
import { pausing } from '../compiled/sort-by.ts'
import type { Blocks } from '../spill/blocks.ts'
import { takeCount } from '../spill/out.ts'
import { newEntries, type Unpacking } from '../spill/sort/entries.ts'
import { isSameLayout, type Layout, rowMaker } from '../spill/sort/layout.ts'
import type { Cursor } from '../spill/sort/merge.ts'
import { newRuns } from '../spill/sort/runs.ts'
import type { KnownOfRecords, Sorting } from '../spill/sort/sorter.ts'
import type { Spill } from '../spill/spill.ts'
import type { Unpack } from '../spill/unpack.ts'
import { bytesOf, newUnpackers, type Packed } from './packed.ts'

/** So much of the share records may take; the rest is for blocks, and for what is not collected yet. */
const part = 0.5

export interface MergingSort {
  /** Takes the records of a part: those of an earlier one come earlier. */
  readonly add: (number: number, records: Packed, known: KnownOfRecords) => void
  readonly end: End
}

/** Records that are in memory. */
const held = ({ buffers }: Packed): Blocks => ({
  write: () => {},
  count: () => buffers.length,
  read: () => buffers.map((buffer) => Buffer.from(buffer)),
  drop: () => {},
})

const noRow = (): never => {
  throw new Error('a record of no layout is a row as it is packed')
}

export const mergingSort = ({ keys, breakTies }: Sorting, wanted: number, spill: Spill): MergingSort => {
  const room = spill.share * part
  const unpackers = newUnpackers()
  const makers = new Map<Unpack, Map<string, Unpack>>()
  /** By the numbers of parts. */
  const unpackings: Unpacking[] = []
  const { rowOf, compareTied, columnsOf } = newEntries(
    keys,
    breakTies,
    (place) => unpackings[takeCount(place)] as Unpacking,
  )
  let isLoose = false
  let isMixed = false
  let layout: Layout | undefined
  const runs = newRuns(spill, () => (breakTies || isLoose ? compareTied : undefined))
  let fresh: Packed[] = []
  let bytes = 0

  /** For parts of the same layout it is the same, which has written its code once. */
  const makerOf = (one: Layout, take: Unpack): Unpack => {
    const known = makers.get(take) ?? new Map<string, Unpack>()
    makers.set(take, known)
    const text = JSON.stringify(one)
    const make = known.get(text) ?? rowMaker(one, take)
    known.set(text, make)
    return make
  }

  /** Gives the records in order, one with each call. */
  const inOrder = (): (() => Cursor | undefined) => {
    const next = runs.merged(fresh.map(held))
    let left = wanted
    return () => {
      const record = left-- > 0 ? next() : undefined
      if (record === undefined) {
        runs.drop()
        fresh = []
      }
      return record
    }
  }

  return {
    add: (number, records, known) => {
      const take = unpackers(records)
      unpackings[number] = { take, make: known.layout === undefined ? noRow : makerOf(known.layout, take) }
      if (records.buffers.length === 0) return
      isLoose ||= known.isLoose
      isMixed ||= known.isMixed || (layout !== undefined && !isSameLayout(layout, known.layout))
      layout ??= known.layout
      fresh.push(records)
      bytes += bytesOf(records)
      if (bytes <= room) return
      for (const { buffers } of fresh) runs.addBlocks(buffers.map((buffer) => Buffer.from(buffer)))
      fresh = []
      bytes = 0
    },
    end: {
      take: () => {},
      settle: pausing(runs.settle),
      columns: () => (layout === undefined || isMixed ? undefined : columnsOf(layout, inOrder())),
      done: function* () {
        const next = inOrder()
        for (let record = next(); record !== undefined; record = next()) yield rowOf(record)
      },
    },
  }
}
