/**
 * A column of texts that lie in bytes, and are made when they are asked for. Knows no format.
 */
import type { Column } from '../../plan/source.ts'
import { cachedText, type TextCache } from './text-cache.ts'

/** The text that some bytes say in another way than it reads, from one offset up to another. */
export type ReadOdd = (bytes: Buffer, from: number, to: number) => string

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

/** What `at` stands on. */
interface Texts {
  readonly starts: Int32Array
  readonly ends: Int32Array
  readonly made: string[]
  bytes: Buffer
  readonly cache: TextCache
  readonly odd: ReadOdd
}

/** One function for all columns, so that a loop which calls it stays fast code from one scan to the next. */
const at = function (this: { readonly texts: Texts }, row: number): string {
  const { starts, ends, made, bytes, cache, odd } = this.texts
  const start = starts[row] as number
  if (start < 0) return made[row] as string
  const end = ends[row] as number
  return end >= 0 ? cachedText(cache, bytes, start, end) : odd(bytes, start, ~end)
}

const asItReads =
  (cache: TextCache): ReadOdd =>
  (bytes, from, to) =>
    cachedText(cache, bytes, from, to)

/** A column for batches of up to so many rows. `odd` gives the texts that are written in another way than they read. */
export const textColumn = (capacity: number, cache: TextCache, odd: ReadOdd = asItReads(cache)): TextColumn => {
  const starts = new Int32Array(capacity)
  const ends = new Int32Array(capacity)
  const made: string[] = new Array(capacity).fill('')
  const texts: Texts = { starts, ends, made, bytes: Buffer.alloc(0), cache, odd }
  const column = { kind: 'texts', at, texts } as const
  return {
    column,
    starts,
    ends,
    set: (row, text) => {
      starts[row] = -1
      made[row] = text
    },
    over: (given) => {
      texts.bytes = given
    },
  }
}
