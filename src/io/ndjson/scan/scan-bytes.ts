/**
 * Bytes of newline-delimited JSON as columns. Rows that are not plain are read one by one, as read-file.ts does it: so their
 * values, errors and places are those of `open`. Knows no files, so that tests can cut the bytes anywhere.
 */
import { isUtf8 } from 'node:buffer'
import { FloeError, type RunError } from '../../../error/floe-error.ts'
import type { Columns, Where } from '../../../plan/source.ts'
import type { ByteChunk } from '../../files/files.ts'
import type { ReadRow } from '../../json/row-reader.ts'
import { carriedBytes } from '../../scan/carried-bytes.ts'
import { notText } from '../../text/not-text.ts'
import { longestLine, tooLong } from '../../text/read-lines.ts'
import { textBytes } from '../../text/text-bytes.ts'
import { type Layout, learnLayout } from './layout.ts'
import type { Scanner, Scanners } from './scanner.ts'
import { skipBlanks } from './skip-value.ts'

const lf = 0x0a
const cr = 0x0d

/** Layouts are learned so often in a file, and no more. */
const mostLessons = 4
const rowsToLearnFrom = 16

export interface BytesOptions {
  readonly path: string
  readonly scanners: Scanners
  readonly read: ReadRow
}

/** The layout of the first few rows; of that which has most names, as others may lack some. Undefined where no row is. */
const learn = (bytes: Buffer, from: number, end: number): Layout | undefined => {
  let most: Layout | undefined
  for (let at = from, rows = 0; at < end && rows < rowsToLearnFrom; at = bytes.indexOf(lf, at) + 1) {
    if (bytes[skipBlanks(bytes, at)] === lf) continue
    rows++
    const layout = learnLayout(bytes, at)
    if (most === undefined || layout.length > most.length) most = layout
  }
  return most
}

export async function* scanNdjsonBytes(
  chunks: AsyncIterable<ByteChunk>,
  { path, scanners, read }: BytesOptions,
): AsyncGenerator<Columns> {
  const { at, lines, columns } = scanners
  const capacity = lines.length
  const carried = carriedBytes()
  let scanner: Scanner | undefined
  let lessons = 0
  let learnedAt = 0
  let line = 1
  let before = 0
  let stored = 0
  let bytes: Buffer = carried.bytes()

  /** The row of a line by itself. `isCut`: its end is not one of the file's. */
  const readLine = (from: number, end: number, isCut: boolean, where: () => Where): unknown => {
    const text = bytes.subarray(from, !isCut && bytes[end - 1] === cr ? end - 1 : end)
    return isUtf8(text) ? read(text.toString(), where) : notText(text, where())
  }

  /** The rows up to an offset behind a line end. `isCut`: which is none of the file's. */
  function* block(end: number, isCut: boolean): Generator<Columns> {
    bytes = carried.bytes()
    scanners.over(bytes)
    at.position = carried.from()
    at.line = line
    const isText = isUtf8(bytes.subarray(at.position, end))
    if (scanner === undefined) {
      const layout = learn(bytes, at.position, end)
      if (layout !== undefined) {
        lessons++
        learnedAt = before
        scanner = scanners.of(layout)
        scanner.keys.asked = 0
      }
    }
    for (let isFirst = true; isFirst || at.position < end; isFirst = false) {
      const errors = new Map<number, RunError>()
      const first = before
      const where = (i: number): Where => ({ source: path, line: lines[i] as number, row: first + i + 1 })
      at.row = 0
      while (at.position < end && at.row < capacity) {
        if (isText && scanner?.fill(bytes, carried.view(), at.position, end, at.row, capacity, at.line) === false)
          continue
        const lineEnd = bytes.indexOf(lf, at.position)
        const { row } = at
        if (skipBlanks(bytes, at.position) !== lineEnd) {
          lines[row] = at.line
          const made = readLine(at.position, lineEnd, isCut && lineEnd === end - 1, () => where(row))
          if (made instanceof FloeError) errors.set(row, made as RunError)
          else scanners.set(row, made as Readonly<Record<string, unknown>>)
          at.row++
        }
        at.position = lineEnd + 1
        at.line++
      }
      const { row: length } = at
      before += length
      const batch = { length, columns, errors, where, bytes: stored }
      stored = 0
      if (isFirst || length > 0) yield batch
    }
    line = at.line
    carried.release(end)
    // Rows that are laid out otherwise than expected are many: others will be expected from now on.
    if (scanner !== undefined && lessons < mostLessons && scanner.keys.asked > before - learnedAt) scanner = undefined
  }

  for await (const part of textBytes(chunks, path, 'JSON is')) {
    stored += part.stored
    carried.add(part.chunk)
    const end = part.chunk.lastIndexOf(lf) + 1
    const left = part.chunk.length - end
    if (end > 0) yield* block(carried.to() - left, false)
    if (left > 0 && carried.to() - carried.from() > longestLine) throw tooLong(path, line)
  }
  const end = carried.to()
  if (end > carried.from()) {
    carried.bytes()[end] = lf
    yield* block(end + 1, true)
  } else if (stored > 0) yield* block(end, false)
}
