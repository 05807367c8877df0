/**
 * Single plain cells, cut out of bytes: for readers of cells that generated code calls. Knows no codecs.
 */
import type { BytesFormat } from './bytes-format.ts'

/** The cell that was passed last: where it lies, without its quotes. */
export interface CellCutter {
  from: number
  to: number
  isQuoted: boolean
  /**
   * Passes over the cell at an offset, and gives that behind it; -1 if it is not plain. `end` is behind a line end, so a
   * cell without quotes ends before it.
   */
  readonly pass: (bytes: Uint8Array, at: number, end: number) => number
}

/**
 * The offset of the quote that closes a cell; -1 if what is in it does not stand for itself, or goes beyond its line.
 */
export type FindQuote = (bytes: Uint8Array, at: number, end: number) => number

export const quoteFinder =
  ({ quote, escape: escapedBy }: BytesFormat): FindQuote =>
  (bytes, at, end) => {
    for (let i = at; i < end; i++) {
      const byte = bytes[i] as number
      if (byte === quote) return escapedBy === quote && bytes[i + 1] === quote ? -1 : i
      if (byte === 10 || byte === 13 || byte === escapedBy) return -1
    }
    return -1
  }

export const cellCutter = (format: BytesFormat, findQuote: FindQuote): CellCutter => {
  const { delimiter, quote } = format
  const cutter: CellCutter = {
    from: 0,
    to: 0,
    isQuoted: false,
    pass: (bytes, at, end) => {
      cutter.isQuoted = bytes[at] === quote
      if (cutter.isQuoted) {
        cutter.from = at + 1
        cutter.to = findQuote(bytes, at + 1, end)
        return cutter.to < 0 ? -1 : cutter.to + 1
      }
      let to = at
      for (let byte = bytes[to]; byte !== delimiter && byte !== 10 && byte !== 13; byte = bytes[to]) to++
      cutter.from = at
      cutter.to = to
      return to
    },
  }
  return cutter
}
