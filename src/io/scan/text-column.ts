/**
 * A column of texts that lie in bytes, and are made when they are asked for. Knows no format.
 */
import type { Column } from '../../plan/source.ts'
import type { TextCache } from './text-cache.ts'

export interface TextColumn {
  readonly column: Column
  /** Where the text of each row begins in the bytes; -1 for one that was `set`. */
  readonly starts: Int32Array
  /** Where it ends; `~` of that for a text that is written in another way than it reads. */
  readonly ends: Int32Array
  /** The text of a row that lies in no bytes. */
  readonly set: (row: number, text: string) => void
  /** The bytes that are meant from now on. */
  readonly over: (bytes: Buffer) => void
}

/** A column for batches of up to so many rows. `odd` gives the texts that are written in another way than they read. */
export const textColumn = (capacity: number, cache: TextCache, odd: TextCache = cache): TextColumn => {
  const starts = new Int32Array(capacity)
  const ends = new Int32Array(capacity)
  const made: string[] = new Array(capacity).fill('')
  let bytes: Buffer = Buffer.alloc(0)
  const at = (row: number): string => {
    const start = starts[row] as number
    if (start < 0) return made[row] as string
    const end = ends[row] as number
    return end >= 0 ? cache(bytes, start, end) : odd(bytes, start, ~end)
  }
  return {
    column: { kind: 'texts', at },
    starts,
    ends,
    set: (row, text) => {
      starts[row] = -1
      made[row] = text
    },
    over: (given) => {
      bytes = given
    },
  }
}
