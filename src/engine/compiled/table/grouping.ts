/**
 * The groups of a fold in tables: one that takes rows in, and one after the other for each part of what it had no room for. It
 * equals `keyed/fold-pass.ts`, with groups in cells.
 */

import type { Spill } from '../../spill/spill.ts'
import { type End, pause } from '../end.ts'
import { rowsOf } from '../keyed/ended.ts'
import { mostAfter } from '../keyed/keyed.ts'
import type { Entry } from '../keyed/merged.ts'
import { allOf, nothing, type PassOf } from '../keyed/passes.ts'
import type { Row } from '../run.ts'
import { type Block, newPacking, type Packing } from './chunk.ts'
import { dropBoxes } from './drop-boxes.ts'
import type { Layout } from './layout.ts'
import { type Memory, newRecords, type Part, type Records } from './records.ts'
import { bytesOfTable, hashOf, newTable, placeAll, shed, type Table } from './table.ts'

/** The groups of one pass. */
export interface Grouping {
  readonly table: Table
  readonly packing: Packing
  readonly memory: Memory
  readonly records: Records
  /** Takes the groups of a block into the table; those that find no place there are put aside. It is known when there is code for it. */
  again: (grouping: Merging, block: Block) => void
  /** Puts group 0 aside. */
  readonly put: () => void
  /** Looks whether the table has outgrown its room, which it can by what is in boxes, and whether it is of any use. */
  readonly look: () => void
  readonly isParted: () => boolean
}

/** What the code that merges groups works on. */
export type Merging = Pick<Grouping, 'table' | 'packing' | 'put' | 'look'>

/** A table knows its bytes. The rest of the share is for what comes of groups on its way, and for what nobody needs any more. */
const partOfShare = 0.7
/** A table leaves so much of that for what is put aside. */
const partForTable = 7 / 8

/**
 * So many groups are found quickly. Of more, where nobody asks for their order, it is quicker to put rows aside, in parts that
 * are as few groups again: to fetch a group from anywhere in memory takes longer than to write a row behind the one before.
 */
const quickGroups = 2 ** 16

/** So many rows are put aside before it is asked how many were not. If these are but a part, the table costs more than it is worth. */
const looked = 2 ** 16
const leastFound = 1 / 4

export const newGrouping = (layout: Layout, spill: Spill, depth: number, before?: Grouping): Grouping => {
  const { packing, memory } = before ?? { packing: newPacking(), memory: { used: 0, most: spill.share * partOfShare } }
  const room = Math.max(memory.most / 8, memory.most * partForTable - memory.used)
  const isQuick = depth === 0 && !layout.hasOrdinals
  const seed = Math.imul(depth + 1, 0x9e3779b1) >>> 0
  const table = newTable(layout, room, seed, isQuick ? quickGroups : undefined)
  const none = (): Float64Array => table.pieces[0] as Float64Array
  const merge = (into: Table, block: Block): void => {
    grouping.again({ table: into, packing, put: needless, look: needless }, block)
  }
  const taken = (): number => bytesOfTable(table)
  const records = newRecords({ layout, spill, packing, memory, taken, merge })
  let most = room
  let isParted = false
  /** How many rows were put aside, and the first of them. */
  let count = 0
  let firstRow = 0
  let isUseful = !isQuick
  const putFrom = (kept: number): void => {
    const { pieces, shift, within } = table
    for (let group = kept + 1; group <= table.count; group++) {
      const cells = pieces[group >> shift] as Float64Array
      const at = (group & within) * layout.width
      records.put(table, cells, at, hashOf(table, cells, at))
    }
  }
  /** Gives up the groups that came last. */
  const giveUp = (kept: number): void => {
    putFrom(kept)
    table.count = kept
    table.few?.clear()
    placeAll(table, table.slots.length)
    dropBoxes(table)
    isParted = true
  }
  const grouping: Grouping = {
    table,
    packing,
    memory,
    records,
    again: before?.again ?? needless,
    put: () => {
      if (count++ === 0) firstRow = table.ordinal
      records.put(table, none(), 0, table.hash)
    },
    look: () => {
      if (!isUseful && count >= looked) {
        isUseful = true
        if (table.ordinal - firstRow - count < leastFound * count) {
          putFrom(0)
          shed(table)
        }
      }
      if (table.used <= most) return
      table.isFull = true
      while (table.used > room && table.count > 1) giveUp(table.count >> 1)
      most = mostAfter(room, table.used, table.count)
    },
    isParted: () => isParted,
  }
  return grouping
}

const needless = (): void => {}

/** What the code of a fold does with a group, and with what was put aside. */
export interface GroupingCode {
  readonly row: (group: number, table: Table) => Row
  /** Takes in all groups of a block. */
  readonly again: Grouping['again']
}

/** The rows of a fold that was begun by its code in the loop. */
export const endOfGrouping = (
  first: Grouping,
  { spill, isOrdered }: { readonly spill: Spill; readonly isOrdered: boolean },
  { row, again }: GroupingCode,
): Pick<End, 'done'> => {
  first.again = again
  const newPass = (depth: number): Grouping => newGrouping(first.table.layout, spill, depth, first)
  return { done: () => (isOrdered ? rowsInOrder(first, spill, newPass, row) : rowsInAny(first, newPass, row)) }
}

type NewPass = (depth: number) => Grouping

/** In whichever order they come: those of one table after those of another. */
function* rowsInAny(first: Grouping, newPass: NewPass, row: GroupingCode['row']): Generator<Row | typeof pause> {
  const left: { readonly part: Part; readonly depth: number }[] = []
  let grouping = first
  for (let depth = 1; ; ) {
    const { table, records } = grouping
    for (let group = 1; group <= table.count; group++) yield row(group, table)
    // The next needs the room.
    shed(table)
    for (const part of records.piles().toReversed()) left.push({ part, depth })
    const next = left.pop()
    if (next === undefined) return
    grouping = newPass(next.depth)
    for (const block of next.part.read()) {
      grouping.again(grouping, block)
      yield pause
    }
    next.part.drop()
    depth = next.depth + 1
  }
}

/** The groups in the order of their ordinals. */
const inOrder = (table: Table): readonly number[] =>
  Array.from({ length: table.count }, (_, i) => i + 1).sort((a, b) => ordinalOf(table, a) - ordinalOf(table, b))

const ordinalOf = ({ pieces, shift, within, layout }: Table, group: number): number =>
  (pieces[group >> shift] as Float64Array)[(group & within) * layout.width] as number

/** In the order in which their keys were met. */
function* rowsInOrder(
  first: Grouping,
  spill: Spill,
  newPass: NewPass,
  row: GroupingCode['row'],
): Generator<Row | typeof pause> {
  const entryOf = (table: Table, group: number): Entry => {
    const ordinal = ordinalOf(table, group)
    try {
      return [ordinal, row(group, table)]
    } catch (thrown) {
      return { ordinal, thrown }
    }
  }
  const passOf = (grouping: Grouping): PassOf<Block> => {
    const { table, records, isParted } = grouping
    return {
      aside: records,
      take: (block) => {
        grouping.again(grouping, block)
        return nothing
      },
      isFirst: () => grouping === first && !isParted(),
      end: function* () {
        if (grouping === first) for (let group = 1; group <= table.count; group++) yield entryOf(table, group)
        else for (const group of inOrder(table)) yield entryOf(table, group)
        shed(table)
      },
    }
  }
  const passing = {
    spill,
    isOrdered: true,
    withoutPause: 1,
    newPass: (depth: number): PassOf<Block> => passOf(newPass(depth)),
  }
  yield* rowsOf(allOf(passing, passOf(first)))
}
