/**
 * Groups put aside as they are, in parts by the hash of their keys: cells one after the other, and behind them what is in none.
 * A row for which there is no group is a group of one row. So what is read back is merged, whatever it was.
 */
import { ExactSum, type ExactSumState } from '../../../data/exact-sum.ts'
import type { Blocks } from '../../spill/blocks.ts'
import { enoughOf } from '../../spill/new-spill.ts'
import { type In, newIn, newOut, type Out, readFrom } from '../../spill/out.ts'
import { newPack, type Pack } from '../../spill/pack.ts'
import type { Spill } from '../../spill/spill.ts'
import { newKnown } from '../../spill/tags.ts'
import { newUnpack, type Unpack } from '../../spill/unpack.ts'
import { boxOfKey, type KeyBox } from './box.ts'
import { keyOfCells } from './keys.ts'
import { kinds, type Layout } from './layout.ts'
import { isBoxed } from './sums.ts'
import type { Table } from './table.ts'
import { copyText, offerCopy } from './texts.ts'

/** Some groups as they were put aside. */
export interface Block {
  /** Of the first group from cell `headLength` on, then those of the next. */
  readonly cells: Float64Array
  readonly count: number
  /** What is in no cell: a cell says where it begins. */
  readonly rest: In
}

/** The first cell of a block says how many groups there are. */
export const headLength = 1

export interface Part {
  readonly put: (table: Table, cells: Float64Array, at: number) => void
  readonly read: () => Iterable<Block>
  readonly drop: () => void
}

/** What packs values and unpacks them, the same for all parts of a run. */
export interface Packing {
  readonly pack: Pack
  readonly unpack: Unpack
}

export const newPacking = (): Packing => {
  const known = newKnown()
  return { pack: newPack(known), unpack: newUnpack(known) }
}

const firstGroups = 16

const newPart = (blocks: Blocks, layout: Layout, enough: number, { pack }: Packing): Part => {
  const { width, keys, states } = layout
  const anyKeys = keys.filter(({ isNumber }) => !isNumber)
  const sums = states.filter(({ form }) => form === 'sum' || form === 'mean')
  const cellsAtMost = Math.max(headLength + width, Math.floor(enough / 8))
  let items = new Float64Array(Math.min(cellsAtMost, headLength + firstGroups * width))
  let length = headLength
  let out: Out = newOut(0)

  /** What is in no cell goes behind all cells, and the cell says where it is there. */
  const putRest = (table: Table, to: number): void => {
    for (const { at } of anyKeys) {
      const kind = items[to + at] as number
      if (kind < kinds.text) continue
      const value = items[to + at + 1] as number
      items[to + at + 1] = out.at
      if (kind === kinds.text) copyText(table.texts, value, out)
      else pack(out, (table.boxes[value] as KeyBox).value)
    }
    for (const { at } of sums) {
      const number = items[to + at + 1] as number
      if (!isBoxed(items[to + at] as number, number)) continue
      items[to + at + 1] = out.at
      pack(out, (table.boxes[number] as ExactSum).encode())
    }
  }

  const bytesOf = (): Buffer => {
    items[0] = (length - headLength) / width
    const { buffer } = items
    if (out.at === 0) return Buffer.from(buffer, 0, length * 8)
    const bytes = Buffer.allocUnsafeSlow(length * 8 + out.at)
    bytes.set(new Uint8Array(buffer, 0, length * 8))
    out.bytes.copy(bytes, length * 8, 0, out.at)
    return bytes
  }

  const flush = (): void => {
    const bytes = bytesOf()
    blocks.write(bytes, bytes.length)
    length = headLength
    out.at = 0
  }

  return {
    put: (table, cells, at) => {
      if (length + width > items.length) {
        const more = new Float64Array(Math.min(cellsAtMost, 4 * items.length))
        more.set(items)
        items = more
      }
      const to = length
      for (let i = 0; i < width; i++) items[to + i] = cells[at + i] as number
      length += width
      putRest(table, to)
      if (length + width > cellsAtMost || length * 8 + out.at >= enough) flush()
    },
    read: function* () {
      for (const bytes of blocks.read()) yield blockOf(bytes, width)
      if (length > headLength) yield blockOf(bytesOf(), width)
    },
    drop: () => {
      items = new Float64Array(0)
      out = newOut(0)
      length = headLength
      blocks.drop()
    },
  }
}

/** Of bytes that begin where numbers may. */
const blockOf = (bytes: Buffer, width: number): Block => {
  const count = new Float64Array(bytes.buffer, bytes.byteOffset, 1)[0] as number
  const end = headLength + count * width
  return {
    cells: new Float64Array(bytes.buffer, bytes.byteOffset, end),
    count,
    rest: newIn(bytes.subarray(end * 8)),
  }
}

const at = (rest: In, place: number): In => {
  readFrom(rest, rest.bytes, place)
  return rest
}

/** The key of a group that was put aside, where it takes two cells, as the next of a row. */
export const keyOfBlock = (
  table: Table,
  { unpack }: Packing,
  { cells, rest }: Block,
  group: number,
  offset: number,
): void => {
  const kind = cells[group + offset] as number
  const value = cells[group + offset + 1] as number
  if (kind < kinds.text) keyOfCells(table, offset, kind, value)
  else if (kind === kinds.text) keyOfCells(table, offset, kind, offerCopy(table.texts, rest.bytes, value))
  else keyOfCells(table, offset, kind, table.boxes.push(boxOfKey(unpack(at(rest, value)))) - 1)
}

/** The sum of a group that was put aside, if it is more than a pair. */
export const sumOfBlock = ({ unpack }: Packing, { cells, rest }: Block, at0: number): ExactSum | undefined => {
  const place = cells[at0 + 1] as number
  if (!isBoxed(cells[at0] as number, place)) return undefined
  return ExactSum.decode(unpack(at(rest, place)) as ExactSumState)
}

/** What is put aside by a table. */
export interface Records {
  /** Puts a group aside: that of this hash. */
  readonly put: (table: Table, cells: Float64Array, at: number, hash: number) => void
  readonly isEmpty: () => boolean
  readonly piles: () => readonly Part[]
}

/** So many parts, as powers of two. */
const bitsOfPart = 6

export const newRecords = (spill: Spill, layout: Layout, packing: Packing): Records => {
  const parts: (Part | undefined)[] = []
  const enough = enoughOf(spill.share) / 2
  return {
    put: (table, cells, at, hash) => {
      // Other bits than those which say where in the table.
      const number = hash >>> (32 - bitsOfPart)
      const part = parts[number] ?? newPart(spill.newBlocks(), layout, enough, packing)
      parts[number] = part
      part.put(table, cells, at)
    },
    isEmpty: () => parts.length === 0,
    piles: () => parts.filter((part) => part !== undefined),
  }
}
