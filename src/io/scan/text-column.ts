/**
 * A column of texts that lie in bytes, and are made when they are asked for. Knows no format.
 */
import type { Column } from '../../plan/source.ts'
import type { TextCache } from './text-cache.ts'

export interface TextColumn {
  readonly column: Column
  /** Where the text of each row begins in the bytes; -1 for one that was `set`. */
  readonly starts: Int32Array
  /** Where it ends. */
  readonly ends: Int32Array
  /** The text of a row, where it does not stand in the bytes as it is. */
  readonly set: (row: number, text: string) => void
  /** The bytes that are meant from now on. */
  readonly over: (bytes: Buffer) => void
}

/** A column for batches of up to so many rows. */
export const textColumn = (capacity: number, cache: TextCache): TextColumn => {
  const starts = new Int32Array(capacity)
  const ends = new Int32Array(capacity)
  const made: string[] = new Array(capacity).fill('')
  let bytes: Buffer = Buffer.alloc(0)
  const at = (row: number): string => {
    const start = starts[row] as number
    return start < 0 ? (made[row] as string) : cache(bytes, start, ends[row] as number)
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
