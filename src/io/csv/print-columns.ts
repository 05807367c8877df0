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

/** Makes room for so many bytes from an offset on. */
const grow = (lines: Lines, at: number, more: number): void => {
  const bytes = Buffer.allocUnsafeSlow(Math.max(at + more, 2 * lines.bytes.length))
  lines.bytes.copy(bytes, 0, 0, at)
  lines.bytes = bytes
}

const putText = (lines: Lines, text: string): void => {
  if (lines.at + 3 * text.length > lines.bytes.length) grow(lines, lines.at, 3 * text.length)
  lines.at += lines.bytes.write(text, lines.at)
}

const zero = 48
const quote = 34
const lineEnd = 10
const minus = 45
const mostDigits = 16
const mostCounted = 1e9

/** The two digits of each number below 100. */
const pairs = Buffer.from(Array.from({ length: 100 }, (_, i) => `${i}`.padStart(2, '0')).join(''))

const lengthOf = (value: number): number => {
  if (value < 10_000) return value < 100 ? (value < 10 ? 1 : 2) : value < 1000 ? 3 : 4
  if (value < 1_000_000) return value < 100_000 ? 5 : 6
  return value < 100_000_000 ? (value < 10_000_000 ? 7 : 8) : 9
}

/** Writes the digits of a whole number from 0 up to below 10⁹ at an offset, and gives that behind them. */
const putDigits = (bytes: Buffer, at: number, value: number): number => {
  const end = at + lengthOf(value)
  let rest = value
  let to = end
  while (rest >= 10) {
    const hundredth = (rest / 100) | 0
    const pair = 2 * (rest - 100 * hundredth)
    rest = hundredth
    bytes[--to] = pairs[pair + 1] as number
    bytes[--to] = pairs[pair] as number
  }
  if (to > at) bytes[--to] = zero + rest
  return end
}

/** Texts that begin or end with it, or with something below, are looked at as a whole: it may be a blank. */
const blank = 0x20

/** Bytes that make a text be looked at as a whole. */
const oddBytes = (delimiter: string): Uint8Array => {
  const isOdd = new Uint8Array(256).fill(1, 0x80)
  for (const sign of ['"', '\r', '\n', delimiter]) {
    const code = sign.charCodeAt(0)
    if (code < 0x80) isOdd[code] = 1
  }
  return isOdd
}

/** Copies a text to an offset, and gives that behind it; -1 for one that is not plain. */
const putPlain = (bytes: Buffer, at: number, text: Uint8Array, from: number, to: number, isOdd: Uint8Array): number => {
  if (from >= to || (text[from] as number) <= blank || (text[to - 1] as number) <= blank) return -1
  let next = at
  for (let i = from; i < to; i++) {
    const byte = text[i] as number
    if (isOdd[byte] === 1) return -1
    bytes[next++] = byte
  }
  return next
}

export interface ColumnsPrinter {
  readonly lines: Lines
  /**
   * Appends a line for each row, with a cell for each name, of which the rows have each. False at the first cell that nothing can
   * be written for.
   */
  readonly print: (names: readonly string[], rows: RowsInColumns) => boolean
}

const none = new Int32Array(0)
const nothing = new Float64Array(0)

/** A column as it is read: numbers, or texts in bytes; any other has neither. */
const partsOf = (column: Column) => ({
  column,
  numbers: column.kind === 'numbers' ? column.values : nothing,
  text: (column.kind === 'texts' ? column.texts?.bytes : undefined) ?? Buffer.alloc(0),
  starts: (column.kind === 'texts' ? column.texts?.starts : undefined) ?? none,
  ends: (column.kind === 'texts' ? column.texts?.ends : undefined) ?? none,
})
type Parts = ReturnType<typeof partsOf>

export const columnsPrinter = (delimiter: string, print: PrintCell): ColumnsPrinter => {
  const isOdd = oddBytes(delimiter)
  /** The signs of numbers need no quotes unless the delimiter is one. */
  const isDelimited = /[-+.\w]/.test(delimiter)
  const separator = Buffer.from(delimiter)
  const lines: Lines = { bytes: Buffer.alloc(0), at: 0 }

  const putAny = (at: number, { column }: Parts, row: number): number => {
    const cell = print(column.kind === 'texts' ? column.at(row) : column.values[row])
    if (cell === undefined) return -1
    lines.at = at
    putText(lines, cell)
    return lines.at
  }

  /** Writes a cell at an offset, and gives that behind it; -1 if it cannot, as nobody else could. */
  const putCell = (at: number, parts: Parts, row: number): number => {
    const { numbers, starts, ends } = parts
    if (row < numbers.length) {
      const value = numbers[row] as number
      const whole = value | 0
      if (isDelimited || whole !== value || whole >= mostCounted || whole <= -mostCounted) return putAny(at, parts, row)
      if (whole === 0 && 1 / value < 0) return putAny(at, parts, row)
      if (at + mostDigits > lines.bytes.length) grow(lines, at, mostDigits)
      if (whole >= 0) return putDigits(lines.bytes, at, whole)
      lines.bytes[at] = minus
      return putDigits(lines.bytes, at + 1, -whole)
    }
    if (row >= starts.length) return putAny(at, parts, row)
    const from = starts[row] as number
    const to = ends[row] as number
    if (from < 0 || to < 0) return putAny(at, parts, row)
    if (at + to - from > lines.bytes.length) grow(lines, at, to - from)
    const next = putPlain(lines.bytes, at, parts.text, from, to, isOdd)
    return next < 0 ? putAny(at, parts, row) : next
  }

  /** Writes a line at an offset, and gives that behind it; -1 if it cannot. As a loop in a loop it would be slow code in each batch anew. */
  const putRow = (start: number, all: readonly Parts[], row: number): number => {
    const between = separator.length
    let at = start
    for (let i = 0; i < all.length; i++) {
      if (at + between + 2 > lines.bytes.length) grow(lines, at, between + 2)
      if (i > 0) for (let k = 0; k < between; k++) lines.bytes[at++] = separator[k] as number
      at = putCell(at, all[i] as Parts, row)
      if (at < 0) return -1
    }
    if (at + 3 > lines.bytes.length) grow(lines, at, 3)
    // Of a line with nothing in it most readers make no row.
    if (at === start) {
      lines.bytes[at++] = quote
      lines.bytes[at++] = quote
    }
    lines.bytes[at++] = lineEnd
    return at
  }

  return {
    lines,
    print: (names, rows) => {
      const all = names.map((name) => partsOf(rows.columns[rows.names.indexOf(name)] as Column))
      let { at } = lines
      for (let row = 0; row < rows.length; row++) {
        at = putRow(at, all, row)
        if (at < 0) return false
      }
      lines.at = at
      return true
    },
  }
}
