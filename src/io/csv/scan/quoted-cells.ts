/**
 * Cells in quotes: where they end, and how they read. Knows single cells only.
 */
import type { ReadOdd } from '../../scan/text-column.ts'
import type { BytesFormat } from './bytes-format.ts'

export interface QuotedCells {
  /**
   * The offset of the quote that closes a cell, of which the text begins at `at`; -1 if there is none before `end`, and if
   * it is escaped in another way than by doubling.
   */
  readonly find: (bytes: Uint8Array, at: number, end: number) => number
  /** Whether there are doubled quotes in the cell that was found last. */
  isDoubled: boolean
  /** How many lines have ended within cells since it was set to 0. */
  lines: number
  /** The text of a cell with doubled quotes in it. */
  readonly text: ReadOdd
}

export const quotedCells = ({ quote, escape: escapedBy }: BytesFormat): QuotedCells => {
  const mark = String.fromCharCode(quote)
  // Most bytes are above all that mean something.
  const highest = Math.max(quote, escapedBy, 13)
  const cells: QuotedCells = {
    isDoubled: false,
    lines: 0,
    find: (bytes, at, end) => {
      let isDoubled = false
      for (let i = at; i < end; i++) {
        const byte = bytes[i] as number
        if (byte > highest) continue
        if (byte === quote) {
          if (escapedBy !== quote || bytes[i + 1] !== quote) {
            cells.isDoubled = isDoubled
            return i
          }
          isDoubled = true
          i++
        } else if (byte === escapedBy) return -1
        else if (byte === 10 || byte === 13) {
          cells.lines++
          if (byte === 13 && bytes[i + 1] === 10) i++
        }
      }
      return -1
    },
    text: (bytes, from, to) => bytes.toString('utf8', from, to).replaceAll(mark + mark, mark),
  }
  return cells
}
