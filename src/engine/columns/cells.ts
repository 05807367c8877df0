/**
 * Whole numbers in chunks: a list that grows without being copied, and whose bytes are known.
 *
 * The first chunk grows by doubling, so that a short list takes little; from then on, chunks are of one length.
 */
import type { Used } from './used.ts'

export const chunkBits = 14
export const chunkLength = 2 ** chunkBits
export const chunkMask = chunkLength - 1

/** How long a first chunk is at first. */
export const firstLength = 16

export interface Cells {
  readonly at: (i: number) => number
  readonly set: (i: number, value: number) => void
  readonly push: (value: number) => void
  readonly length: () => number
}

type Chunk = Int32Array | Uint8Array

/** @param make whole numbers from 0 to 255, or of four bytes */
export const newCells = (make: typeof Int32Array | typeof Uint8Array, used: Used): Cells => {
  const chunks: Chunk[] = []
  let last: Chunk = new make(0)
  let length = 0
  const grow = (): void => {
    const at = length & chunkMask
    const more = new make(length >= chunkLength ? chunkLength : Math.max(firstLength, 2 * at))
    if (at > 0) more.set(last)
    used.bytes += more.byteLength - (at > 0 ? last.byteLength : 0)
    last = more
    chunks[length >>> chunkBits] = more
  }
  return {
    at: (i) => (chunks[i >>> chunkBits] as Chunk)[i & chunkMask] as number,
    set: (i, value) => {
      ;(chunks[i >>> chunkBits] as Chunk)[i & chunkMask] = value
    },
    push: (value) => {
      const at = length & chunkMask
      if (at === 0 || at === last.length) grow()
      last[at] = value
      length++
    },
    length: () => length,
  }
}
