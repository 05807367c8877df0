/**
 * Rows whose values stand in columns as lines of CSV, in bytes: the same that `cellPrinter` makes of their cells. Numbers and plain
 * texts are written without a string; whatever is not plain is left to that.
 */
import type { Column, RowsInColumns } from '../../plan/source.ts'
import type { PrintCell } from './print-cell.ts'

/** Lines under way. */
export interface Lines {
  bytes: Buffer
  at: number
}

const reserve = (lines: Lines, more: number): void => {
  if (lines.at + more <= lines.bytes.length) return
  const bytes = Buffer.allocUnsafeSlow(Math.max(lines.at + more, 2 * lines.bytes.length))
  lines.bytes.copy(bytes, 0, 0, lines.at)
  lines.bytes = bytes
}

const putText = (lines: Lines, text: string): void => {
  reserve(lines, 3 * text.length)
  lines.at += lines.bytes.write(text, lines.at)
}

const zero = 48
const minus = 45
const mostDigits = 16
const mostCounted = 1e9

/** The digits of a whole number from 0 to 2³¹. */
const putDigits = (lines: Lines, value: number): void => {
  const { bytes } = lines
  let length = 1
  for (let power = 10; length < 10 && power <= value; power *= 10) length++
  let rest = value
  for (let at = lines.at + length - 1; at >= lines.at; at--) {
    const tenth = (rest / 10) | 0
    bytes[at] = zero + rest - 10 * tenth
    rest = tenth
  }
  lines.at += length
}

/** Writes a cell where it stands; false if it cannot, as nobody else could. */
type PutCell = (row: number) => boolean

export interface ColumnsPrinter {
  readonly lines: Lines
  /**
   * Appends a line for each row, with a cell for each name, of which the rows have each. False at the first cell that nothing can
   * be written for.
   */
  readonly print: (names: readonly string[], rows: RowsInColumns) => boolean
}

export const columnsPrinter = (delimiter: string, print: PrintCell): ColumnsPrinter => {
  /** Bytes that make a text be looked at as a whole. */
  const isOdd = new Uint8Array(256).fill(1, 0x80)
  for (const sign of ['"', '\r', '\n', delimiter]) {
    const code = sign.charCodeAt(0)
    if (code < 0x80) isOdd[code] = 1
  }
  /** The signs of numbers need no quotes unless the delimiter is one. */
  const isDelimited = /[-+.\w]/.test(delimiter)
  const separator = Buffer.from(delimiter)
  const lines: Lines = { bytes: Buffer.alloc(0), at: 0 }

  const putAny = (value: unknown): boolean => {
    const cell = print(value)
    if (cell === undefined) return false
    putText(lines, cell)
    return true
  }

  const putNumber = (value: number): boolean => {
    const size = Math.abs(value)
    if (isDelimited || size >= mostCounted || (value | 0) !== value || (value === 0 && 1 / value < 0))
      return putAny(value)
    reserve(lines, mostDigits)
    if (value < 0) lines.bytes[lines.at++] = minus
    putDigits(lines, size)
    return true
  }

  /** Texts that begin or end with something below are looked at as a whole: it may be a blank. */
  const blank = 0x20
  const putBytes = (text: Uint8Array, from: number, to: number): boolean => {
    if (from === to || (text[from] as number) <= blank || (text[to - 1] as number) <= blank) return false
    reserve(lines, to - from)
    const { bytes } = lines
    let { at } = lines
    for (let i = from; i < to; i++) {
      const byte = text[i] as number
      if (isOdd[byte] === 1) return false
      bytes[at++] = byte
    }
    lines.at = at
    return true
  }

  const cellOf = (column: Column): PutCell => {
    switch (column.kind) {
      case 'numbers': {
        const { values } = column
        return (row) => putNumber(values[row] as number)
      }
      case 'values': {
        const { values } = column
        return (row) => putAny(values[row])
      }
      case 'texts': {
        const { texts } = column
        if (texts === undefined) return (row) => putAny(column.at(row))
        const { bytes, starts, ends } = texts
        return (row) => {
          const from = starts[row] as number
          const to = ends[row] as number
          return (from >= 0 && to >= 0 && putBytes(bytes, from, to)) || putAny(column.at(row))
        }
      }
      default:
        return column satisfies never
    }
  }

  return {
    lines,
    print: (names, rows) => {
      const cells = names.map((name) => cellOf(rows.columns[rows.names.indexOf(name)] as Column))
      const [first] = cells
      for (let row = 0; row < rows.length; row++) {
        const start = lines.at
        for (let i = 0; i < cells.length; i++) {
          if (i > 0) {
            reserve(lines, separator.length + 1)
            if (separator.length === 1) lines.bytes[lines.at++] = separator[0] as number
            else lines.at += separator.copy(lines.bytes, lines.at)
          }
          if (!(cells[i] as PutCell)(row)) return false
        }
        if (first !== undefined && lines.at === start) putText(lines, '""')
        reserve(lines, 1)
        lines.bytes[lines.at++] = 10
      }
      return true
    },
  }
}
