/**
 * One file of CSV as batches of rows: its header bound to a codec, its records decoded, what is wrong with any told.
 */
import { FloeError, type RunError } from '../../error/floe-error.ts'
import type { Batch, Where } from '../../plan/source.ts'
import { type ByteChunk, readBytes } from '../files/files.ts'
import type { DecodeRow, RowDecoder } from '../text/row-decoder.ts'
import { textBytes } from '../text/text-bytes.ts'
import { type Columns, columnsOf } from './header.ts'
import { type CsvFormat, delimiterOf } from './options.ts'
import type { RawFormat } from './raw-cells.ts'
import { type Records, readRecords } from './read-records.ts'
import { headerNotText, notText, ragged, withRecord } from './row-errors.ts'

const batchSize = 1000

/** What there is to know of a file when its first record is there. */
interface Bound extends Columns {
  readonly decode: DecodeRow
}

interface Rows {
  readonly rows: unknown[]
  readonly errors: Map<number, RunError>
}

/** The rows of some records of a block. One plain loop: the only one that runs for each row. */
const rowsOf = (
  block: Records,
  from: number,
  to: number,
  bound: Bound,
  format: RawFormat,
  whereOf: (record: number) => Where,
): Rows => {
  const { names, isHeader, decode } = bound
  const rows: unknown[] = []
  const errors = new Map<number, RunError>()
  const isAllText = block.isText()
  let record = from
  const where = (): Where => whereOf(record)
  const isQuoted = (column: number): boolean => block.isQuoted(record, column)
  for (; record < to; record++) {
    const cells = block.cells[record] as readonly string[]
    const made =
      cells.length !== names.length
        ? ragged(cells.length, names.length, block.text(record), where(), isHeader)
        : !isAllText && !block.isText(record)
          ? notText(cells, names, where())
          : decode(cells, where, isQuoted)
    if (made instanceof FloeError) {
      errors.set(rows.length, withRecord(made, block.text(record), bound, format) as RunError)
      rows.push(undefined)
    } else rows.push(made)
  }
  return { rows, errors }
}

/** The batches of some bytes. Knows no files, so that tests can cut the bytes anywhere. */
export async function* readCsvBytes(
  bytes: AsyncIterable<ByteChunk>,
  path: string,
  format: CsvFormat,
  decoder: RowDecoder,
): AsyncGenerator<Batch> {
  const bind = (first: readonly string[] | undefined): Bound => {
    const columns = columnsOf(first, format, decoder.names, path)
    return { ...columns, decode: decoder.bind(columns.names, path) }
  }
  let bound: Bound | undefined
  let firstRow = 1
  let stored = 0
  const raw = { delimiter: delimiterOf(format, path), quote: format.quote, escape: format.escape }
  for await (const block of readRecords(textBytes(bytes, path, 'CSV is'), raw, path)) {
    stored += block.stored
    let from = 0
    if (bound === undefined && block.cells.length > 0) {
      if (format.header && !block.isText(0)) throw headerNotText(path, block.lines[0])
      bound = bind(block.cells[0])
      if (bound.isHeader) from = 1
    }
    if (bound === undefined) continue
    while (from < block.cells.length) {
      const to = Math.min(from + batchSize, block.cells.length)
      const { lines } = block
      const row = firstRow - from
      const whereOf = (record: number): Where => ({ source: path, line: lines[record] as number, row: row + record })
      const start = from
      yield {
        ...rowsOf(block, from, to, bound, raw, whereOf),
        where: (i) => whereOf(start + i),
        bytes: stored,
      }
      stored = 0
      firstRow += to - from
      from = to
    }
  }
  if (bound === undefined) bind(undefined)
  if (stored > 0) yield { rows: [], errors: new Map(), where: () => ({ source: path }), bytes: stored }
}

/** The batches of a file. */
export const readCsvFile = (
  path: string,
  format: CsvFormat,
  decoder: RowDecoder,
  signal: AbortSignal,
): AsyncIterable<Batch> => readCsvBytes(readBytes(path, signal), path, format, decoder)
