/**
 * Groups as they are put aside: cells one after the other, so many in a chunk, and beside them what is in none. As bytes, that
 * comes behind all cells.
 */
import { ExactSum, type ExactSumState } from '../../../data/exact-sum.ts'
import { type In, newIn, newOut, type Out, readFrom } from '../../spill/out.ts'
import { newPack, type Pack } from '../../spill/pack.ts'
import { newKnown } from '../../spill/tags.ts'
import { newUnpack, type Unpack } from '../../spill/unpack.ts'
import { boxOfKey, type KeyBox } from './box.ts'
import { keyOfCells } from './keys.ts'
import { kinds, type Layout } from './layout.ts'
import { isBoxed } from './sums.ts'
import type { Table } from './table.ts'
import { copyText, offerCopy } from './texts.ts'

/** Some groups, as they are read. */
export interface Block {
  /** Of the first group from cell `headLength` on, then those of the next. */
  readonly cells: Float64Array
  readonly count: number
  /** What is in no cell: a cell says where it begins. */
  readonly rest: In
}

/** The first cell says how many groups there are. */
export const headLength = 1

/** Some groups, as they are written. */
export interface Chunk {
  readonly cells: Float64Array
  /** So many cells are written. */
  length: number
  readonly rest: Out
}

export const newChunk = (cells: number): Chunk => ({
  cells: new Float64Array(cells),
  length: headLength,
  rest: newOut(0),
})

export const bytesOfChunk = ({ cells, rest }: Chunk): number => cells.byteLength + rest.bytes.length

/** What packs values and unpacks them, the same for all chunks of a run. */
export interface Packing {
  readonly pack: Pack
  readonly unpack: Unpack
}

export const newPacking = (): Packing => {
  const known = newKnown()
  return { pack: newPack(known), unpack: newUnpack(known) }
}

/** What puts a group into a chunk that has room for it. */
export type PutInto = (chunk: Chunk, table: Table, cells: Float64Array, at: number) => void

export const puttingInto = ({ width, keys, states }: Layout, { pack }: Packing): PutInto => {
  const anyKeys = keys.filter(({ isNumber }) => !isNumber)
  const sums = states.filter(({ form }) => form === 'sum' || form === 'mean')
  /** What is in no cell, where the cell says that it is. */
  const putKey = ({ cells, rest }: Chunk, { texts, boxes }: Table, at: number): void => {
    const kind = cells[at] as number
    if (kind < kinds.text) return
    const value = cells[at + 1] as number
    cells[at + 1] = rest.at
    if (kind === kinds.text) copyText(texts, value, rest)
    else pack(rest, (boxes[value] as KeyBox).value)
  }
  const putSum = ({ cells, rest }: Chunk, { boxes }: Table, at: number): void => {
    const number = cells[at + 1] as number
    cells[at + 1] = rest.at
    pack(rest, (boxes[number] as ExactSum).encode())
  }
  return (chunk, table, from, fromAt) => {
    const { cells, length: to } = chunk
    for (let i = 0; i < width; i++) cells[to + i] = from[fromAt + i] as number
    chunk.length = to + width
    for (let i = 0; i < anyKeys.length; i++) putKey(chunk, table, to + (anyKeys[i] as (typeof anyKeys)[number]).at)
    for (let i = 0; i < sums.length; i++) {
      const at = to + (sums[i] as (typeof sums)[number]).at
      if (isBoxed(cells[at] as number, cells[at + 1] as number)) putSum(chunk, table, at)
    }
  }
}

export const blockOfChunk = ({ cells, length, rest }: Chunk, width: number): Block => ({
  cells,
  count: (length - headLength) / width,
  rest: newIn(rest.bytes),
})

/** In bytes that are the chunk's own, unless it has something beside its cells. */
export const bytesOf = ({ cells, length, rest }: Chunk, width: number): Buffer => {
  cells[0] = (length - headLength) / width
  const { buffer } = cells
  if (rest.at === 0) return Buffer.from(buffer, 0, length * 8)
  const bytes = Buffer.allocUnsafeSlow(length * 8 + rest.at)
  bytes.set(new Uint8Array(buffer, 0, length * 8))
  rest.bytes.copy(bytes, length * 8, 0, rest.at)
  return bytes
}

/** Of bytes that begin where numbers may. */
export const blockOfBytes = (bytes: Buffer, width: number): Block => {
  const count = new Float64Array(bytes.buffer, bytes.byteOffset, 1)[0] as number
  const end = headLength + count * width
  return {
    cells: new Float64Array(bytes.buffer, bytes.byteOffset, end),
    count,
    rest: newIn(bytes.subarray(end * 8)),
  }
}

const unpacked = ({ unpack }: Packing, rest: In, place: number): unknown => {
  readFrom(rest, rest.bytes, place)
  return unpack(rest)
}

/** The key of a group that was put aside, where it takes two cells, as the next of a row. */
export const keyOfBlock = (
  table: Table,
  packing: Packing,
  { cells, rest }: Block,
  group: number,
  offset: number,
): void => {
  const kind = cells[group + offset] as number
  const value = cells[group + offset + 1] as number
  if (kind < kinds.text) keyOfCells(table, offset, kind, value)
  else if (kind === kinds.text) keyOfCells(table, offset, kind, offerCopy(table.texts, rest.bytes, value))
  else keyOfCells(table, offset, kind, table.boxes.push(boxOfKey(unpacked(packing, rest, value))) - 1)
}

/** The sum of a group that was put aside, if it is more than a pair. */
export const sumOfBlock = (packing: Packing, { cells, rest }: Block, at: number): ExactSum | undefined => {
  const place = cells[at + 1] as number
  if (!isBoxed(cells[at] as number, place)) return undefined
  return ExactSum.decode(unpacked(packing, rest, place) as ExactSumState)
}
