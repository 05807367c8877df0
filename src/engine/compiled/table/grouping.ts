/**
 * The groups of a fold in tables: one that takes rows in, and one after the other for each part of what it had no room for. It
 * equals `keyed/fold-pass.ts`, with groups in cells.
 */

import type { Spill } from '../../spill/spill.ts'
import type { End } from '../end.ts'
import { rowsOf } from '../keyed/ended.ts'
import { mostAfter } from '../keyed/keyed.ts'
import type { Entry } from '../keyed/merged.ts'
import { allOf, nothing, type PassOf } from '../keyed/passes.ts'
import type { Row } from '../run.ts'
import { dropBoxes } from './drop-boxes.ts'
import type { Layout } from './layout.ts'
import { type Block, newPacking, newRecords, type Packing, type Records } from './records.ts'
import { hashOf, newTable, placeAll, type Table } from './table.ts'

/** The groups of one pass. */
export interface Grouping {
  readonly table: Table
  readonly packing: Packing
  readonly records: Records
  /** Puts group 0 aside. */
  readonly put: () => void
  /** Looks whether it has outgrown its room, which it can by what is in boxes. */
  readonly look: () => void
  readonly isParted: () => boolean
}

/** A table knows its bytes. The rest of the share is for blocks of what is put aside, and for what comes of groups on its way. */
const partOfShare = 0.7

export const newGrouping = (layout: Layout, spill: Spill, depth: number, packing = newPacking()): Grouping => {
  const room = spill.share * partOfShare
  const table = newTable(layout, room, Math.imul(depth + 1, 0x9e3779b1) >>> 0)
  const records = newRecords(spill, layout, packing)
  const none = (): Float64Array => table.pieces[0] as Float64Array
  let most = room
  let isParted = false
  /** Gives up the groups that came last. */
  const giveUp = (kept: number): void => {
    const { pieces, shift, within, count } = table
    for (let group = kept + 1; group <= count; group++) {
      const cells = pieces[group >> shift] as Float64Array
      const at = (group & within) * layout.width
      records.put(table, cells, at, hashOf(table, cells, at))
    }
    table.count = kept
    placeAll(table, table.slots.length)
    dropBoxes(table)
    isParted = true
  }
  return {
    table,
    packing,
    records,
    put: () => records.put(table, none(), 0, table.hash),
    look: () => {
      if (table.used <= most) return
      table.isFull = true
      while (table.used > room && table.count > 1) giveUp(table.count >> 1)
      most = mostAfter(room, table.used, table.count)
    },
    isParted: () => isParted,
  }
}

/** What the code of a fold does with a group, and with what was put aside. */
export interface GroupingCode {
  readonly row: (group: number, table: Table) => Row
  /** Takes in all groups of a block. */
  readonly again: (grouping: Grouping, block: Block) => void
}

/** The groups in the order of their ordinals. */
const inOrder = ({ count, pieces, shift, within, layout }: Table): readonly number[] => {
  const ordinalOf = (group: number): number =>
    (pieces[group >> shift] as Float64Array)[(group & within) * layout.width] as number
  return Array.from({ length: count }, (_, i) => i + 1).sort((a, b) => ordinalOf(a) - ordinalOf(b))
}

/** The rows of a fold that was begun by its code in the loop. */
export const endOfGrouping = (
  first: Grouping,
  { spill, isOrdered }: { readonly spill: Spill; readonly isOrdered: boolean },
  { row, again }: GroupingCode,
): Pick<End, 'done'> => {
  const { layout } = first.table
  const entryOf = (table: Table, group: number): Entry => {
    const ordinal = isOrdered
      ? ((table.pieces[group >> table.shift] as Float64Array)[(group & table.within) * layout.width] as number)
      : 0
    try {
      return [ordinal, row(group, table)]
    } catch (thrown) {
      return { ordinal, thrown }
    }
  }
  const passOf = (grouping: Grouping, isFirst: boolean): PassOf<Block> => {
    const { table, records, isParted } = grouping
    return {
      aside: records,
      take: (block) => {
        again(grouping, block)
        return nothing
      },
      isFirst: () => isFirst && !isParted(),
      end: function* () {
        if (isOrdered && !isFirst) for (const group of inOrder(table)) yield entryOf(table, group)
        else for (let group = 1; group <= table.count; group++) yield entryOf(table, group)
        // The next needs the room.
        table.pieces.length = 0
        table.slots = new Int32Array(0)
        table.texts.pieces.length = 0
        table.boxes.length = 0
      },
    }
  }
  const newPass = (depth: number): PassOf<Block> => passOf(newGrouping(layout, spill, depth, first.packing), false)
  function* inMemory(): Generator<Row> {
    for (let group = 1; group <= first.table.count; group++) yield row(group, first.table)
  }
  const passing = { spill, isOrdered, withoutPause: 1, newPass }
  return {
    done: () => (first.records.isEmpty() ? inMemory() : rowsOf(allOf(passing, passOf(first, true)))),
  }
}
