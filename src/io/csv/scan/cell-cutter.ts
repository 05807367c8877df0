/**
 * Single cells, cut out of bytes: for readers of cells that generated code calls. Knows no codecs.
 */
import { cachedText, type TextCache } from '../../scan/text-cache.ts'
import type { BytesFormat } from './bytes-format.ts'
import type { QuotedCells } from './quoted-cells.ts'

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
  readonly text: (bytes: Buffer) => string
}

export const cellCutter = ({ delimiter, quote }: BytesFormat, quoted: QuotedCells, cache: TextCache): CellCutter => {
  const cutter: CellCutter = {
    from: 0,
    to: 0,
    isQuoted: false,
    pass: (bytes, at, end) => {
      cutter.isQuoted = bytes[at] === quote
      if (cutter.isQuoted) {
        cutter.from = at + 1
        cutter.to = quoted.find(bytes, at + 1, end)
        return cutter.to < 0 ? -1 : cutter.to + 1
      }
      let to = at
      for (let byte = bytes[to]; byte !== delimiter && byte !== 10 && byte !== 13; byte = bytes[to]) to++
      cutter.from = at
      cutter.to = to
      return to
    },
    text: (bytes) =>
      cutter.isQuoted && quoted.isDoubled
        ? quoted.text(bytes, cutter.from, cutter.to)
        : cachedText(cache, bytes, cutter.from, cutter.to),
  }
  return cutter
}
