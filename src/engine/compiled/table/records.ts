/**
 * Groups put aside by a table that has no room for them, in parts by the hash of their keys. A row for which there is no group is
 * a group of one row. So what is read back is merged, whatever it was; and where many are of the same keys, they are merged
 * before there is no memory for them. What still finds none goes to disk.
 */
import type { Blocks } from '../../spill/blocks.ts'
import type { Spill } from '../../spill/spill.ts'
import {
  type Block,
  blockOfBytes,
  blockOfChunk,
  bytesOf,
  bytesOfChunk,
  type Chunk,
  headLength,
  newChunk,
  type Packing,
  puttingInto,
} from './chunk.ts'
import type { Layout } from './layout.ts'
import { clear, newTable, type Table } from './table.ts'

export interface Part {
  readonly read: () => Iterable<Block>
  readonly drop: () => void
}

/** What is put aside by a table. */
export interface Records {
  /** Puts a group aside: that of this hash. */
  readonly put: (table: Table, cells: Float64Array, at: number, hash: number) => void
  readonly isEmpty: () => boolean
  readonly piles: () => readonly Part[]
}

/** How many bytes all chunks of a run have, and may have, whoever's they are. */
export interface Memory {
  used: number
  readonly most: number
}

/** What records must know of the fold that puts them aside. */
export interface Aside {
  readonly layout: Layout
  readonly spill: Spill
  readonly packing: Packing
  readonly memory: Memory
  /** How many bytes are taken by others now. */
  readonly taken: () => number
  /** Takes the groups of a block into a table which has room for all. */
  readonly merge: (table: Table, block: Block) => void
}

/** So many parts, as a power of two. */
const bitsOfPart = 6

const chunksInShare = 1024
const longestChunk = 64 * 1024
/** A part with so many chunks is worth a look. */
const firstChunks = 32
/** What chunks may take at least, of all that there is. */
const leastPart = 1 / 8

interface Open {
  chunks: Chunk[]
  /** When it has more chunks, its groups are merged. */
  most: number
  /** Merging has hardly made it less. */
  isDistinct: boolean
  blocks: Blocks | undefined
}

export const newRecords = ({ layout, spill, packing, memory, taken, merge }: Aside): Records => {
  const { width } = layout
  const parts: (Open | undefined)[] = []
  const bytes = Math.min(longestChunk, spill.share / chunksInShare)
  const cellsOfChunk = Math.max(headLength + width, Math.floor(bytes / 8))
  const putInto = puttingInto(layout, packing)
  const free: Chunk[] = []
  let scratch: Table | undefined

  const most = (): number => Math.max(memory.most * leastPart, memory.most - taken())
  const hasRoom = (): boolean => memory.used + cellsOfChunk * 8 <= most()
  /** To merge groups takes about as much again. */
  const isSmall = ({ chunks }: Open): boolean => chunks.length * cellsOfChunk * 8 <= most() * leastPart

  const release = (chunks: readonly Chunk[]): void => {
    for (const chunk of chunks) {
      chunk.length = headLength
      chunk.rest.at = 0
      free.push(chunk)
    }
  }

  const isFull = ({ length, rest }: Chunk): boolean => length + width > cellsOfChunk || rest.at >= cellsOfChunk * 8

  /** Puts a group behind the last of a part. */
  const push = (part: Open, table: Table, cells: Float64Array, at: number): void => {
    let chunk = part.chunks.at(-1)
    if (chunk === undefined || isFull(chunk)) {
      chunk = free.pop()
      if (chunk === undefined) {
        chunk = newChunk(cellsOfChunk)
        memory.used += bytesOfChunk(chunk)
      }
      part.chunks.push(chunk)
    }
    const before = chunk.rest.bytes.length
    putInto(chunk, table, cells, at)
    memory.used += chunk.rest.bytes.length - before
  }

  const write = (part: Open): void => {
    part.blocks ??= spill.newBlocks()
    for (const chunk of part.chunks) {
      const bytes = bytesOf(chunk, width)
      part.blocks.write(bytes, bytes.length)
    }
    release(part.chunks)
    part.chunks = []
  }

  /** Makes one group of those of the same keys. */
  const shrink = (part: Open): void => {
    const { chunks } = part
    scratch ??= newTable(layout, Number.POSITIVE_INFINITY, 0)
    for (const chunk of chunks) merge(scratch, blockOfChunk(chunk, width))
    release(chunks)
    part.chunks = []
    const { pieces, shift, within } = scratch
    for (let group = 1; group <= scratch.count; group++)
      push(part, scratch, pieces[group >> shift] as Float64Array, (group & within) * width)
    clear(scratch)
    part.isDistinct = part.chunks.length > chunks.length / 2
    part.most = Math.max(part.most, 2 * part.chunks.length)
  }

  /** The part that has most in memory. */
  const largest = (): Open | undefined => {
    let found: Open | undefined
    for (const part of parts) if (part !== undefined && part.chunks.length > (found?.chunks.length ?? 0)) found = part
    return found
  }

  /** Sees to it that there is a chunk to be had. */
  const makeRoom = (): void => {
    while (free.length === 0 && !hasRoom()) {
      const part = largest()
      if (part === undefined) return
      if (part.isDistinct || part.chunks.length === 1 || !isSmall(part)) write(part)
      else {
        shrink(part)
        if (part.isDistinct) write(part)
      }
    }
  }

  const partOf = (part: Open): Part => ({
    read: function* () {
      if (part.blocks !== undefined) for (const bytes of part.blocks.read()) yield blockOfBytes(bytes, width)
      for (const chunk of part.chunks) yield blockOfChunk(chunk, width)
    },
    drop: () => {
      for (const chunk of part.chunks) memory.used -= bytesOfChunk(chunk)
      part.chunks = []
      part.blocks?.drop()
    },
  })

  return {
    put: (table, cells, at, hash) => {
      // Other bits than those which say where in the table.
      const number = hash >>> (32 - bitsOfPart)
      const part = parts[number] ?? { chunks: [], most: firstChunks, isDistinct: false, blocks: undefined }
      parts[number] = part
      const last = part.chunks.at(-1)
      if (last === undefined || isFull(last)) {
        if (part.chunks.length >= part.most && isSmall(part)) shrink(part)
        makeRoom()
      }
      push(part, table, cells, at)
    },
    isEmpty: () => parts.length === 0,
    piles: () => {
      for (const chunk of free) memory.used -= bytesOfChunk(chunk)
      free.length = 0
      scratch = undefined
      return parts.filter((part) => part !== undefined).map(partOf)
    },
  }
}
