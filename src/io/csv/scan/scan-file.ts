/**
 * The columns of a file of CSV, piece by piece: the header bound, rows scanned, those that are not plain read in the careful
 * way. Says what read-file.ts says, row by row. Knows not where the pieces come from.
 */
import { isUtf8 } from 'node:buffer'
import { FloeError, type RunError } from '../../../error/floe-error.ts'
import type { Columns } from '../../../plan/source.ts'
import type { RowDecoder } from '../../text/row-decoder.ts'
import { columnsOf } from '../header.ts'
import { type CsvFormat, delimiterOf } from '../options.ts'
import { longestRecord, tooLong, unclosed } from '../record-errors.ts'
import { headerNotText } from '../row-errors.ts'
import type { BytesFormat } from './bytes-format.ts'
import { type Cut, cutRecord, lookahead } from './cut-record.ts'
import type { Scanner } from './scanner.ts'
import { type SlowRows, slowRow } from './slow-row.ts'

const noErrors: ReadonlyMap<number, RunError> = new Map()

const isLineEnd = (byte: number | undefined): boolean => byte === 10 || byte === 13

/** Behind the last line end from which the parser would take the end of a record; `start` if there is none. */
const lastLineEnd = (bytes: Buffer, start: number, end: number): number => {
  const limit = end - lookahead
  if (limit <= start) return start
  const piece = bytes.subarray(start, limit)
  const feed = piece.lastIndexOf(10)
  const carriage = piece.subarray(feed + 1).lastIndexOf(13)
  if (carriage < 0) return start + feed + 1
  const behind = start + feed + 1 + carriage + 1
  return bytes[behind] === 10 ? behind + 1 : behind
}

/** Whether a record that looks plain is not. */
const isOdd = (record: Buffer): boolean => record.length > longestRecord || !isUtf8(record)

interface Bound extends SlowRows {
  readonly scanner: Scanner
}

/** What is read of a file, and how. */
export interface CsvScan {
  readonly path: string
  readonly format: CsvFormat
  readonly bytesFormat: BytesFormat
  readonly decoder: RowDecoder
  readonly scannerFor: (columns: readonly string[]) => Scanner
}

export interface FileScan {
  /** Counts stored bytes that were read. */
  readonly read: (stored: number) => void
  /**
   * The batches of a piece and a view of it, from `start` up to `end`, behind which there must be room for a byte; gives the offset behind
   * what is done with. `isLast`: no more will follow.
   *
   * @throws FloeError for what is wrong with the file as a whole, after the rows before it
   */
  readonly scan: (
    bytes: Buffer,
    view: DataView,
    start: number,
    end: number,
    isLast: boolean,
  ) => Generator<Columns, number>
  /** What is to be said when all pieces are scanned. */
  readonly finish: () => Generator<Columns>
}

/** A file under way. */
export const fileScan = ({ path, format, bytesFormat, decoder, scannerFor }: CsvScan): FileScan => {
  const raw = { delimiter: delimiterOf(format, path), quote: format.quote, escape: format.escape }
  let bound: Bound | undefined
  let firstRow = 1
  let line = 1
  let stored = 0

  const bind = (first: readonly string[] | undefined): Bound => {
    const { names, isHeader } = columnsOf(first, format, decoder.names, path)
    return { names, isHeader, decode: decoder.bind(names, path), raw, scanner: scannerFor(names) }
  }
  const failed = (cut: Cut, bytes: Buffer, start: number, end: number): FloeError =>
    cut.kind === 'tooLong' ? tooLong(line, path) : unclosed(bytes.toString('utf8', start, end), line, raw, path)

  /** Passes over blank lines that begin before an offset. */
  const skip = (bytes: Buffer, start: number, end: number): number => {
    let at = start
    for (; at < end && isLineEnd(bytes[at]); line++) at += bytes[at] === 13 && bytes[at + 1] === 10 ? 2 : 1
    return at
  }

  /** Binds the first record; the offset behind it if it is the header. */
  const begin = (bytes: Buffer, start: number, end: number, isLast: boolean): number => {
    const limit = isLast ? end : Math.max(start, end - lookahead)
    const at = skip(bytes, start, limit)
    if (at >= limit) return Math.min(at, end)
    const cut = cutRecord(bytes, at, end, isLast, bytesFormat, longestRecord)
    if (cut.kind === 'more') return at
    if (cut.kind !== 'record') throw failed(cut, bytes, at, end)
    if (format.header && !isUtf8(bytes.subarray(at, cut.next))) throw headerNotText(path, line)
    bound = bind(cut.cells)
    if (!bound.isHeader) return at
    line += 1 + cut.embedded
    return cut.next
  }

  function* scan(
    bytes: Buffer,
    view: DataView,
    start: number,
    end: number,
    isLast: boolean,
  ): Generator<Columns, number> {
    const at = bound === undefined ? begin(bytes, start, end, isLast) : start
    return bound === undefined ? at : yield* rows(bound, bytes, view, at, end, isLast)
  }

  function* rows(
    bound: Bound,
    bytes: Buffer,
    view: DataView,
    from: number,
    end: number,
    isLast: boolean,
  ): Generator<Columns, number> {
    const { scanner } = bound
    const { at, lines, columns } = scanner
    const capacity = lines.length
    // Behind the last byte stands a line end, so that every loop over a cell comes to an end.
    if (isLast) bytes[end] = isLineEnd(bytes[end - 1]) ? 0 : 10
    const behind = isLast ? (isLineEnd(bytes[end - 1]) ? end : end + 1) : lastLineEnd(bytes, from, end)
    // Where a row may be one for the careful way by more than its form, each is looked at.
    const isSure = end - from <= longestRecord && isUtf8(bytes.subarray(from, Math.min(behind, end)))
    scanner.over(bytes)
    let position = from
    let row = 0
    let errors = noErrors
    const batch = (): Columns => {
      const first = firstRow
      const made = {
        length: row,
        columns,
        errors,
        where: (i: number) => ({ source: path, line: lines[i] as number, row: first + i }),
        bytes: stored,
      }
      stored = 0
      firstRow += row
      row = 0
      errors = noErrors
      return made
    }
    while (position < Math.min(behind, end)) {
      const before = { position, line }
      let isSlow = scanner.fill(bytes, view, position, behind, row, isSure ? capacity : row + 1, line)
      if (!isSure && !isSlow && at.row > row && isOdd(bytes.subarray(position, Math.min(at.position, end)))) {
        line = before.line
        position = skip(bytes, before.position, end)
        isSlow = true
      } else {
        position = at.position
        line = at.line
        row = at.row
      }
      if (isSlow) {
        const start = position
        const cut = cutRecord(bytes, start, end, isLast, bytesFormat, longestRecord)
        if (cut.kind !== 'record') {
          if (row > 0) yield batch()
          if (cut.kind === 'more') return start
          throw failed(cut, bytes, start, end)
        }
        const where = { source: path, line, row: firstRow + row }
        const made = slowRow(cut.cells, bytes.subarray(start, cut.next), () => where, bound)
        if (made instanceof FloeError) {
          if (errors === noErrors) errors = new Map()
          ;(errors as Map<number, RunError>).set(row, made as RunError)
        } else scanner.set(row, made as Readonly<Record<string, unknown>>)
        lines[row++] = line
        line += 1 + cut.embedded
        position = cut.next
      }
      if (row === capacity) yield batch()
    }
    if (row > 0) yield batch()
    return Math.min(position, end)
  }

  function* finish(): Generator<Columns> {
    if (bound === undefined) bound = bind(undefined)
    if (stored > 0)
      yield {
        length: 0,
        columns: bound.scanner.columns,
        errors: noErrors,
        where: () => ({ source: path }),
        bytes: stored,
      }
  }

  return {
    scan,
    finish,
    read: (bytes: number) => {
      stored += bytes
    },
  }
}
