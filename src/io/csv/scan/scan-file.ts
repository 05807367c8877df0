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
import type { RawFormat } from '../raw-cells.ts'
import { longestRecord, tooLong, tooWide, unclosed } from '../record-errors.ts'
import { headerNotText } from '../row-errors.ts'
import type { BytesFormat } from './bytes-format.ts'
import { type Cut, cutRecord, sureEnd } from './cut-record.ts'
import type { Scanner } from './scanner.ts'
import { type SlowRows, slowRow } from './slow-row.ts'

type Errors = ReadonlyMap<number, RunError>
const noErrors: Errors = new Map()

const isLineEnd = (byte: number | undefined): boolean => byte === 10 || byte === 13

/** Behind the last whole line end; `start` if there is none. */
const lastLineEnd = (bytes: Buffer, start: number, end: number): number => {
  const limit = sureEnd(bytes, end)
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

/** A piece under way: bytes from `position` up to `end`, a view of them, and behind which of them no row ends for sure. */
interface Piece {
  readonly bytes: Buffer
  readonly view: DataView
  position: number
  readonly end: number
  readonly behind: number
  readonly isLast: boolean
  /** Whether no row in it is one for the careful way by more than its form. */
  readonly isSure: boolean
}

/** A file under way. */
export interface FileScan extends CsvScan {
  readonly raw: RawFormat
  bound: Bound | undefined
  piece: Piece | undefined
  firstRow: number
  line: number
  /** Stored bytes that were read and are in no batch yet. */
  stored: number
}

export const fileScan = (scan: CsvScan): FileScan => {
  const { format, path } = scan
  const raw = { delimiter: delimiterOf(format, path), quote: format.quote, escape: format.escape }
  return { ...scan, raw, bound: undefined, piece: undefined, firstRow: 1, line: 1, stored: 0 }
}

const bind = ({ format, decoder, path, raw, scannerFor }: FileScan, first: readonly string[] | undefined): Bound => {
  const { names, isHeader } = columnsOf(first, format, decoder.names, path)
  return { names, isHeader, decode: decoder.bind(names, path), raw, scanner: scannerFor(names) }
}

const failed = ({ line, path, raw }: FileScan, cut: Cut, bytes: Buffer, start: number, end: number): FloeError =>
  cut.kind === 'tooWide'
    ? tooWide(line, path)
    : cut.kind === 'tooLong'
      ? tooLong(line, path)
      : unclosed(bytes.toString('utf8', start, end), line, raw, path)

/** Passes over blank lines that begin before an offset. */
const skip = (file: FileScan, bytes: Buffer, start: number, end: number): number => {
  let at = start
  for (; at < end && isLineEnd(bytes[at]); file.line++) at += bytes[at] === 13 && bytes[at + 1] === 10 ? 2 : 1
  return at
}

/** Binds the first record; the offset behind it if it is the header. */
const bindFirst = (file: FileScan, bytes: Buffer, start: number, end: number, isLast: boolean): number => {
  const { format, path } = file
  const limit = isLast ? end : Math.max(start, sureEnd(bytes, end))
  const at = skip(file, bytes, start, limit)
  if (at >= limit) return Math.min(at, end)
  const cut = cutRecord(bytes, at, end, isLast, file.bytesFormat, longestRecord)
  if (cut.kind === 'more') return at
  if (cut.kind !== 'record') throw failed(file, cut, bytes, at, end)
  if (format.header && !isUtf8(bytes.subarray(at, cut.next))) throw headerNotText(path, file.line)
  file.bound = bind(file, cut.cells)
  if (!file.bound.isHeader) return at
  file.line += 1 + cut.embedded
  return cut.next
}

/**
 * Begins a piece of a file: bytes from `start` up to `end`, behind which there must be room for a byte, and a view of them.
 * `isLast`: no more will follow.
 *
 * @throws FloeError for what is wrong with the header
 */
export const beginPiece = (
  file: FileScan,
  bytes: Buffer,
  view: DataView,
  start: number,
  end: number,
  isLast: boolean,
): void => {
  const position = file.bound === undefined ? bindFirst(file, bytes, start, end, isLast) : start
  if (file.bound === undefined) {
    file.piece = { bytes, view, position, end, behind: position, isLast, isSure: true }
    return
  }
  // Behind the last byte stands a line end, so that every loop over a cell comes to an end.
  if (isLast) bytes[end] = isLineEnd(bytes[end - 1]) ? 0 : 10
  const behind = isLast ? (isLineEnd(bytes[end - 1]) ? end : end + 1) : lastLineEnd(bytes, position, end)
  const isSure = end - position <= longestRecord && isUtf8(bytes.subarray(position, Math.min(behind, end)))
  file.bound.scanner.over(bytes)
  file.piece = { bytes, view, position, end, behind, isLast, isSure }
}

/** The offset behind what is done with of a piece. */
export const endOfPiece = ({ piece }: FileScan): number => Math.min(piece?.position ?? 0, piece?.end ?? 0)

const batchOf = (file: FileScan, { scanner: { columns, lines } }: Bound, length: number, errors: Errors): Columns => {
  const { path, firstRow: first, stored: bytes } = file
  file.stored = 0
  file.firstRow += length
  return { length, columns, errors, where: (i) => ({ source: path, line: lines[i] as number, row: first + i }), bytes }
}

/**
 * The next batch of a piece; undefined if there is none.
 *
 * @throws FloeError for what is wrong with the file as a whole, after the rows before it
 */
export const nextBatch = (file: FileScan): Columns | undefined => {
  const { bound, piece } = file
  if (bound === undefined || piece === undefined) return undefined
  const { scanner } = bound
  const { at, lines } = scanner
  const { bytes, view, end, behind, isLast, isSure } = piece
  const capacity = lines.length
  let row = 0
  let errors = noErrors
  if (behind <= piece.position && end - piece.position > longestRecord) {
    // No line ends in all of it: nothing below would look at it.
    const cut = cutRecord(bytes, piece.position, end, isLast, file.bytesFormat, longestRecord)
    if (cut.kind !== 'record' && cut.kind !== 'more') throw failed(file, cut, bytes, piece.position, end)
  }
  while (piece.position < Math.min(behind, end) && row < capacity) {
    const before = { position: piece.position, line: file.line }
    let isSlow = scanner.fill(bytes, view, before.position, behind, row, isSure ? capacity : row + 1, before.line)
    if (!isSure && !isSlow && at.row > row && isOdd(bytes.subarray(before.position, Math.min(at.position, end)))) {
      piece.position = skip(file, bytes, before.position, end)
      isSlow = true
    } else {
      piece.position = at.position
      file.line = at.line
      row = at.row
    }
    if (!isSlow) continue
    const start = piece.position
    const cut = cutRecord(bytes, start, end, isLast, file.bytesFormat, longestRecord)
    if (cut.kind !== 'record') {
      // The rows before it come first; then it is met again.
      if (row > 0 || cut.kind === 'more') break
      throw failed(file, cut, bytes, start, end)
    }
    const where = { source: file.path, line: file.line, row: file.firstRow + row }
    const made = slowRow(cut.cells, bytes.subarray(start, cut.next), () => where, bound)
    if (made instanceof FloeError) {
      if (errors === noErrors) errors = new Map()
      ;(errors as Map<number, RunError>).set(row, made as RunError)
    } else scanner.set(row, made as Readonly<Record<string, unknown>>)
    lines[row++] = file.line
    file.line += 1 + cut.embedded
    piece.position = cut.next
  }
  return row === 0 ? undefined : batchOf(file, bound, row, errors)
}

/** What is to be said when all pieces are scanned, if anything is. */
export const lastBatch = (file: FileScan): Columns | undefined => {
  file.bound ??= bind(file, undefined)
  return file.stored > 0 ? batchOf(file, file.bound, 0, noErrors) : undefined
}
