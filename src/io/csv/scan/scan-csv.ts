/**
 * The `scan` of CSV: some fields of all rows of some files, as columns.
 */
import type * as t from 'io-ts'
import { mayCompile } from '../../../code/compile.ts'
import type { Columns, Scan } from '../../../plan/source.ts'
import { type ByteChunk, type Paths, resolveFiles } from '../../files/files.ts'
import { byTurns, readAhead } from '../../files/read-ahead.ts'
import { rowsInBatch } from '../../scan/rows-in-batch.ts'
import { type ScanField, scanFields } from '../../scan/scan-fields.ts'
import type { RowDecoder } from '../../text/row-decoder.ts'
import { type CsvFormat, delimiterOf } from '../options.ts'
import { type BytesFormat, bytesFormat } from './bytes-format.ts'
import { scanCsvBytes } from './scan-bytes.ts'
import { kindOf } from './scan-field.ts'
import { type Scanner, type ScannerOptions, scanner } from './scanner.ts'

const formatOf = (format: CsvFormat, path: string): BytesFormat | undefined =>
  bytesFormat({ delimiter: delimiterOf(format, path), quote: format.quote, escape: format.escape })

/** Scanners by the columns of files: of files that follow each other with the same columns, one. */
const lastScanner = (options: ScannerOptions): ((columns: readonly string[]) => Scanner) => {
  let last: Scanner | undefined
  let known: readonly string[] = []
  return (columns) => {
    if (last === undefined || columns.length !== known.length || columns.some((name, i) => name !== known[i])) {
      last = scanner(columns, options)
      known = columns
    }
    return last
  }
}

/** A scan that knows no files yet. Each `start` reads files one after the other, and has columns of its own. */
export interface BytesScan {
  readonly kinds: Scan['kinds']
  readonly start: () => (chunks: AsyncIterable<ByteChunk>, path: string) => AsyncGenerator<Columns>
}

/**
 * A scan of these fields, if there is one: the codec is one of named fields and nothing else, it has these, none of them
 * may be left out, the signs of the format are single bytes, and code may be generated.
 */
export const bytesScan = (
  codec: t.Mixed,
  format: CsvFormat,
  decoder: RowDecoder,
  names: readonly string[],
  { capacity = rowsInBatch(names.length), places }: Partial<Pick<ScannerOptions, 'capacity' | 'places'>> = {},
): BytesScan | undefined => {
  const fields = scanFields(codec, names)
  // Where the name of a file decides upon its delimiter, it is one of two.
  const isBytes = ['any.csv', 'any.tsv'].every((path) => formatOf(format, path) !== undefined)
  if (fields === undefined || !isBytes || !mayCompile()) return undefined
  return {
    kinds: fields.asked.map((place) => kindOf(fields.fields[place] as ScanField)),
    start: () => {
      const byDelimiter = new Map<number, (columns: readonly string[]) => Scanner>()
      return (chunks, path) => {
        const bytes = formatOf(format, path) as BytesFormat
        const options = { fields, format: bytes, nulls: format.nulls, capacity, places }
        const scannerFor = byDelimiter.get(bytes.delimiter) ?? lastScanner(options)
        byDelimiter.set(bytes.delimiter, scannerFor)
        return scanCsvBytes(chunks, { path, format, bytesFormat: bytes, decoder, scannerFor })
      }
    },
  }
}

/** The `scan` of the files of a source. */
export const scanCsv = (paths: Paths, scan: BytesScan | undefined): Scan | undefined =>
  scan && {
    kinds: scan.kinds,
    open: async function* (signal) {
      const open = scan.start()
      const buffers = byTurns()
      for (const path of await resolveFiles(paths, 'csv')) yield* open(readAhead(path, signal, buffers), path)
    },
  }
