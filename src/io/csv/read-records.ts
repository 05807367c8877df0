/**
 * From bytes to records: cells of text, and the line on which each record begins. Built on csv-parse.
 *
 * What csv-parse does not tell is added here: which cells were quoted, whether the bytes were UTF-8, where an open quote
 * was opened. Knows nothing of columns, headers or codecs. csv-parse is loaded when it is needed, as scans do without it.
 */
import { isUtf8 } from 'node:buffer'
import type { CsvError, Info, Parser } from 'csv-parse'
import { FloeError } from '../../error/floe-error.ts'
import type { ByteChunk } from '../files/files.ts'
import { byteWindow } from '../text/byte-window.ts'
import { isQuotedCell, type RawFormat } from './raw-cells.ts'
import { countLineEnds, longestRecord, mostCells, tooLong, tooWide, unclosed } from './record-errors.ts'

/** The records that some bytes completed. Its functions are good until the next block is asked for. */
export interface Records {
  readonly cells: readonly (readonly string[])[]
  /** The line on which a record begins, from 1. */
  readonly lines: readonly number[]
  /** Whether a cell was in quotes. Slow: meant for few. */
  readonly isQuoted: (record: number, column: number) => boolean
  /** Whether the bytes of a record are UTF-8; without one, of all records. */
  readonly isText: (record?: number) => boolean
  /** A record as it stands in the file. */
  readonly text: (record: number) => string
  readonly stored: number
}

/** How often a sign of one byte stands in a chunk; of a longer one its first byte. */
const countOf = (chunk: Uint8Array, sign: string): number => {
  const byte = Buffer.from(sign)[0]
  let count = 0
  for (const one of chunk) if (one === byte) count++
  return count
}

/** What asks whether more bytes are needed than are there, before each of them. */
interface Asking {
  __needMoreData: (at: number, length: number, isEnd: boolean) => boolean
}

/**
 * Has a parser take each record that is whole. By itself it takes none before three bytes are there behind it, so the last row of a
 * pipe would come with the next one. More is needed only where the last byte may be the first half of something.
 */
const takeWholeRecords = (parser: Parser, format: RawFormat, last: () => number | undefined): void => {
  const { api } = parser as unknown as { readonly api: Asking }
  const { delimiter, quote, escape: escapedBy } = format
  const signs = [delimiter, quote === false ? '' : quote, escapedBy]
  if (signs.some((sign) => Buffer.byteLength(sign) > 1)) return
  const halves = new Set(['\r', ...signs.slice(1)].map((sign) => Buffer.from(sign)[0]))
  api.__needMoreData = (at, length, isEnd) => !isEnd && at === length - 1 && halves.has(last())
}

/**
 * A parser that hands over each record as soon as it is complete. Its records are taken where it would queue them as a
 * stream: the queue, and the object with facts that `on_record` gets, would cost half as much as all the parsing.
 *
 * @param last the last byte that was given to it
 */
const parserOf = async (
  format: RawFormat,
  last: () => number | undefined,
  onRecord: (cells: readonly string[], info: Info) => void,
): Promise<Parser> => {
  const { parse } = await import('csv-parse')
  const parser = parse({
    ...format,
    // Given, not discovered from the first line: files that were put together have several.
    record_delimiter: ['\r\n', '\n', '\r'],
    columns: false,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: longestRecord,
  })
  takeWholeRecords(parser, format, last)
  const { push, info } = parser
  parser.push = (record: readonly string[] | null): boolean => {
    if (record === null) return push.call(parser, null)
    onRecord(record, info)
    return true
  }
  return parser
}

/**
 * The records of a text, in blocks, one for each chunk that completes any.
 *
 * @throws FloeError SourceCorrupt for a quote that is never closed, after the records before it
 */
export async function* readRecords(
  chunks: AsyncIterable<ByteChunk>,
  format: RawFormat,
  path: string,
): AsyncGenerator<Records> {
  const window = byteWindow()
  let cells: (readonly string[])[] = []
  let lines: number[] = []
  /** `ends[i]` is where record i ends; `begin`, where the first of the block begins. */
  let ends: number[] = []
  let begin = 0
  let records = 0
  let embedded = 0
  let lastLine = 0
  let emptyLines = 0
  let last: number | undefined
  const parser = await parserOf(
    format,
    () => last,
    (record, info) => {
      emptyLines = info.empty_lines
      lines.push(1 + records + emptyLines + embedded)
      records++
      // Lines that lie within quotes. The parser's own count is not it (it takes CRLF in quotes for two), but tells cheaply
      // that there are none.
      if (info.lines - lastLine > 1) for (const cell of record) embedded += countLineEnds(cell)
      lastLine = info.lines
      cells.push(record)
      ends.push(info.bytes)
    },
  )
  let failure: CsvError | undefined
  const stopped = new Promise<void>((done) => parser.once('close', done))
  parser.on('error', (error: CsvError) => {
    failure = error
  })
  const rawOf = (record: number): Buffer =>
    window.slice(record === 0 ? begin : (ends[record - 1] as number), ends[record] as number)
  const take = (stored: number): Records => {
    const block = { cells, lines, stored }
    return {
      ...block,
      isQuoted: (record, column) => isQuotedCell(rawOf(record), column, format),
      isText: (record) =>
        isUtf8(record === undefined ? window.slice(begin, ends[ends.length - 1] ?? begin) : rawOf(record)),
      text: (record) => rawOf(record).toString(),
    }
  }
  const drop = (): void => {
    begin = ends[ends.length - 1] ?? begin
    window.release(begin)
    cells = []
    lines = []
    ends = []
  }
  const failed = (error: CsvError): FloeError => {
    const line = 1 + records + parser.info.empty_lines + embedded
    if (error.code === 'CSV_QUOTE_NOT_CLOSED')
      return unclosed(window.slice(begin, window.end()).toString(), line, format, path, error)
    if (error.code === 'CSV_MAX_RECORD_SIZE') return tooLong(line, path, error)
    return new FloeError('SourceCorrupt', { message: error.message, place: { source: path, line }, cause: error })
  }
  /** Of a row that goes on for longer than a chunk: each costs the parser more than it costs the file. */
  let cellsInHand = 0
  try {
    let stored = 0
    for await (const part of chunks) {
      stored += part.stored
      if (part.chunk.length === 0) continue
      window.push(part.chunk)
      last = part.chunk.at(-1)
      await new Promise<void>((done) => parser.write(part.chunk, () => done()))
      if (cells.length > 0) {
        yield take(stored)
        stored = 0
        cellsInHand = 0
        drop()
      } else {
        cellsInHand += countOf(part.chunk, format.delimiter)
        if (cellsInHand > mostCells) throw tooWide(1 + records + parser.info.empty_lines + embedded, path)
      }
      if (failure !== undefined) throw failed(failure)
    }
    const finished = new Promise<void>((done) => parser.once('finish', done))
    parser.end()
    await Promise.race([finished, stopped])
    yield take(stored)
    drop()
    if (failure !== undefined) throw failed(failure)
  } finally {
    parser.destroy()
  }
}
