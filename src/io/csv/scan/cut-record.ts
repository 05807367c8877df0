/**
 * One record cut into cells, byte by byte: exactly as csv-parse does it for read-records.ts, in every corner.
 *
 * For the records that a scanner passes on because they are not plain. Knows nothing of columns; the test holds it against
 * csv-parse.
 */
import { countLineEnds, mostCells } from '../record-errors.ts'
import type { BytesFormat } from './bytes-format.ts'

/**
 * A record, the offset behind it, and how many lines end within its cells; or why there is none: more bytes are needed, a
 * quote is never closed, it goes on for too long or has too many cells.
 */
export type Cut =
  | { readonly kind: 'record'; readonly cells: readonly string[]; readonly next: number; readonly embedded: number }
  | { readonly kind: 'more' | 'unclosed' | 'tooLong' | 'tooWide' }

/** Up to where a line end is a whole one, of bytes that are there up to `end` and of which more may follow: behind a CR an LF may. */
export const sureEnd = (bytes: Uint8Array, end: number): number => (bytes[end - 1] === 13 ? end - 1 : end)

const embedded = (cells: readonly string[]): number => cells.reduce((total, cell) => total + countLineEnds(cell), 0)

const isLineEnd = (byte: number): boolean => byte === 10 || byte === 13

/**
 * The record that begins at `start`, where no line end stands, of bytes that are there up to `end`. `isLast`: no more will
 * follow.
 */
export const cutRecord = (
  bytes: Buffer,
  start: number,
  end: number,
  isLast: boolean,
  { delimiter, quote, escape: escapedBy }: BytesFormat,
  longestRecord: number,
): Cut => {
  const cells: string[] = []
  /** The bytes of the cell are these, and then those from `from` on. */
  let parts: Buffer[] = []
  let length = 0
  let from = start
  let taken = 0
  let isQuoting = false
  let hasLineEnds = false
  const part = (piece: Buffer, next: number): void => {
    parts.push(piece)
    length += piece.length
    from = next
  }
  const close = (at: number): void => {
    const text =
      parts.length === 0
        ? bytes.toString('utf8', from, at)
        : Buffer.concat([...parts, bytes.subarray(from, at)]).toString()
    parts = []
    length = 0
    cells.push(text)
    taken += text.length
    from = at + 1
  }
  const done = (next: number): Cut => ({ kind: 'record', cells, next, embedded: hasLineEnds ? embedded(cells) : 0 })
  const isLong = end - start > longestRecord
  const isTooLong = (at: number): boolean => isLong && taken + length + at - from > longestRecord
  const limit = isLast ? end : sureEnd(bytes, end)
  for (let i = start; i < end; i++) {
    const byte = bytes[i] as number
    if (isQuoting) {
      const next = i + 1 < end ? (bytes[i + 1] as number) : -1
      if (byte === escapedBy && next >= 0 && (escapedBy !== quote || next === quote)) {
        // What is escaped is text, whatever it is.
        part(bytes.subarray(from, i), ++i)
        if (isLineEnd(next)) hasLineEnds = true
        if (isTooLong(i)) return { kind: 'tooLong' }
        continue
      }
      if (byte === quote) {
        isQuoting = false
        // A zero passes for the end of the text.
        if (next <= 0 || next === delimiter || isLineEnd(next)) {
          part(bytes.subarray(from, i), i + 1)
          continue
        }
        // It is text, and so is the one before.
        parts.unshift(Buffer.of(quote))
        length++
      }
    } else if (byte === delimiter) {
      close(i)
      if (cells.length > mostCells) return { kind: 'tooWide' }
      continue
    } else if (isLineEnd(byte)) {
      if (i >= limit) return { kind: 'more' }
      close(i)
      return done(byte === 13 && i + 1 < end && bytes[i + 1] === 10 ? i + 2 : i + 1)
    } else if (byte === quote && length + i - from === 0) {
      isQuoting = true
      from = i + 1
      continue
    }
    if (isLineEnd(byte)) hasLineEnds = true
    if (isTooLong(i)) return { kind: 'tooLong' }
  }
  if (!isLast) return { kind: 'more' }
  if (isQuoting) return { kind: 'unclosed' }
  close(end)
  return done(end)
}
