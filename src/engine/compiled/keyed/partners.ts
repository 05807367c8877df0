/**
 * Rows of the right side of a join by their keys, as many as there is room for: how they stand in memory, and nothing of what is
 * done with those for which there is none.
 *
 * Rows are told by their places in the order in which they came. All of one key are in a ring, in which each leads to the next, and
 * the last to the first; where no two have a key in common, there are no rings, and the number of a key is that of its row.
 */
import type { Key } from '../../../data/key.ts'
import { type Cells, newCells } from '../../columns/cells.ts'
import { newColumn } from '../../columns/column.ts'
import { newKeyIndex } from '../../columns/key-index.ts'
import { newRowList, type Standing } from '../../columns/row-list.ts'
import type { Used } from '../../columns/used.ts'
import type { Cursor, Row } from '../run.ts'
import { packed, unpacked } from './place.ts'

/** A row of the right side, which waits for rows of the left. */
export interface Partner {
  readonly row: Row
  readonly ordinal: number
  readonly place: Cursor
}

export interface Partners {
  /** The number of a key; -1 of one that is not there. */
  readonly keyOf: (key: Key) => number
  /** The first row of a key; -1 where there is none. */
  readonly find: (key: Key) => number
  /** The row after one, in the ring that began with another; -1 after the last. */
  readonly after: (at: number, first: number) => number
  readonly rowAt: (at: number) => Row
  /** All of the row. */
  readonly at: (at: number) => Partner
  /** Whether two rows have a key in common. */
  readonly areRings: () => boolean
  readonly standing: () => Standing
  /** Notes that a row of the left was the partner of these. */
  readonly meet: (first: number) => void
  readonly isMet: (at: number) => boolean
  /** A row of a key by its number; of a new key, if it is below zero. */
  readonly add: (which: number, key: Key, partner: Partner) => void
  readonly count: () => number
  readonly countKeys: () => number
  readonly bytes: () => number
  /** Makes rows take less. */
  readonly pack: () => void
  /** How many bytes more there will be for a moment when the next key is added. */
  readonly growth: () => number
  /** A key by its number. */
  readonly keyAt: (which: number) => Key
  /** No more rows are added: rows are found sooner from now on, by that which it gives. May take so many bytes more. */
  readonly settle: (spare: number) => Partners['find']
  /** Of each row, the number of its key. */
  readonly keysOfRows: () => Int32Array
  /** Gives the room of all rows back. */
  readonly clear: () => void
}

/** @param most how many bytes rows may take as objects */
export const newPartners = (keepsAll: boolean, most: number): Partners => {
  const used: Used = { bytes: 0 }
  const keys = newKeyIndex()
  const rows = newRowList(most)
  /** Of each key its last row; of each row the next. */
  let last: Cells | undefined
  let next: Cells | undefined
  const met = newCells(Uint8Array, used)
  const ordinals = newColumn(used)
  const places = [newColumn(used), newColumn(used), newColumn(used)]
  const keep = ({ ordinal, place }: Partner): void => {
    met.push(0)
    ordinals.push(ordinal)
    for (const [i, part] of packed(place).entries()) places[i]?.push(part)
  }
  /** So far, each row was the only one of its key. */
  const begin = (): Cells => {
    const made = newCells(Int32Array, used)
    next = newCells(Int32Array, used)
    for (let i = 0; i < rows.length(); i++) {
      made.push(i)
      next.push(i)
    }
    return made
  }
  const after = (at: number, first: number): number => {
    if (next === undefined) return -1
    const found = next.at(at)
    return found === first ? -1 : found
  }
  const firstOf = (which: number): number =>
    which < 0 || last === undefined || next === undefined ? which : next.at(last.at(which))
  return {
    keyOf: keys.find,
    find: (key) => firstOf(keys.find(key)),
    after,
    rowAt: rows.at,
    at: (at) => {
      const place = unpacked(
        places.map((one) => (keepsAll ? one.at(at) : undefined)),
        0,
      )
      return { row: rows.at(at), ordinal: keepsAll ? (ordinals.at(at) as number) : at, place }
    },
    areRings: () => last !== undefined,
    standing: rows.standing,
    meet: (first) => {
      for (let at = first; at >= 0; at = after(at, first)) met.set(at, 1)
    },
    isMet: (at) => met.at(at) === 1,
    add: (which, key, partner) => {
      const at = rows.length()
      if (which >= 0) last ??= begin()
      rows.push(partner.row)
      if (keepsAll) keep(partner)
      if (which < 0) {
        keys.add(key)
        last?.push(at)
        next?.push(at)
      } else if (last !== undefined && next !== undefined) {
        const before = last.at(which)
        next.push(next.at(before))
        next.set(before, at)
        last.set(which, at)
      }
    },
    count: rows.length,
    countKeys: keys.count,
    bytes: () => used.bytes + keys.bytes() + rows.bytes(),
    pack: rows.pack,
    growth: keys.growth,
    keyAt: keys.at,
    settle: (spare) => {
      const find = keys.settle(spare)
      return last === undefined ? find : (key) => firstOf(find(key))
    },
    clear: () => {
      keys.clear()
      rows.clear()
      last = undefined
      next = undefined
    },
    keysOfRows: () => {
      const found = new Int32Array(rows.length())
      for (let which = 0; which < keys.count(); which++) {
        const first = firstOf(which)
        for (let at = first; at >= 0; at = after(at, first)) found[at] = which
      }
      return found
    },
  }
}
