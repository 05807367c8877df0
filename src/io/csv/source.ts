/**
 * Tables in text, as datasets: CSV by RFC 4180, and what the world really writes.
 */
import type * as t from 'io-ts'
import { type Codec, type Decoded, givenCodec } from '../../codec/codec.ts'
import { isStandard } from '../../codec/from-standard.ts'
import type { Frozen } from '../../data/frozen.ts'
import * as S from '../../data/schema.ts'
import { FloeError } from '../../error/floe-error.ts'
import { schemaOfCodec } from '../../plan/codec/schema-of-codec.ts'
import type { Sequence } from '../../plan/dataset.ts'
import type { Batch, Parts } from '../../plan/source.ts'
import { cutFiles } from '../files/cut-files.ts'
import {
  type ByteChunk,
  type Paths,
  printPaths,
  readBytes,
  resolveFiles,
  sizeOfFiles,
  versionOfFiles,
} from '../files/files.ts'
import { fromFiles } from '../files/from-files.ts'
import { readPartAhead } from '../files/read-ahead.ts'
import { linesOfPart, readPart } from '../files/read-part.ts'
import { readTwice } from '../files/read-twice.ts'
import { standardInputName } from '../files/standard-input.ts'
import type { WithPath } from '../files/with-path.ts'
import { checkCells } from '../text/check-cells.ts'
import { readAgain } from '../text/read-again.ts'
import { type RowDecoder, rowDecoder } from '../text/row-decoder.ts'
import { rejectHint } from '../text/text-hint.ts'
import { type Inferred, inferBytes, inferFile } from './infer.ts'
import { type CsvFormat, type CsvOptions, csvFormat, printOptions } from './options.ts'
import { cuttableCsv } from './parts.ts'
import { readCsvBytes, readCsvFile } from './read-file.ts'
import { bytesScan, scanCsv } from './scan/scan-csv.ts'

/**
 * Rows of a file that no codec describes: what the cells look like, by column.
 *
 * @example
 * const textOf = (row: CsvRow) => String(row.name)
 * await writeFile('people.csv', 'name,age\nAda,36\n')
 * await F.toList(F.pipe(csv('people.csv'), F.map(textOf))) // List [ 'Ada' ]
 */
export type CsvRow = Readonly<Record<string, string | number | boolean | null>>

const inferredSchema = S.dictionary(S.union([S.string, S.number, S.boolean, S.null]))

const decoderBy = ({ codec, rows }: Inferred, path: string, format: CsvFormat): RowDecoder => {
  const hint = `the types are those of the first ${rows} rows of ${path}; give csv a codec, which says what they are in all`
  return rowDecoder(codec, { nulls: format.nulls, hint }) as RowDecoder
}

const inferredDecoder = async (path: string, format: CsvFormat, signal: AbortSignal): Promise<RowDecoder> => {
  if (path === standardInputName)
    throw new FloeError('SourceUnreadable', {
      message:
        'rows of standard input cannot be read again without a codec: their types were guessed from the first of them',
      hint: "name the columns: csv('-', t.type({ origin: t.string, delay: t.number }))",
    })
  return decoderBy(await inferFile(path, format, signal), path, format)
}

/** As a file is read, but once: the rows from which types are guessed are held back until there are enough of them. */
async function* readInferred(
  bytes: AsyncGenerator<ByteChunk, void, undefined>,
  path: string,
  format: CsvFormat,
): AsyncGenerator<Batch, RowDecoder> {
  const { first, all } = readTwice(bytes)
  try {
    const decoder = decoderBy(await inferBytes(first(), path, format), path, format)
    yield* readCsvBytes(all(), path, format, decoder)
    return decoder
  } finally {
    await bytes.return()
  }
}

async function* readAll(
  paths: Paths,
  format: CsvFormat,
  given: RowDecoder | undefined,
  signal: AbortSignal,
): AsyncGenerator<Batch> {
  let decoder = given
  for (const path of await resolveFiles(paths, 'csv')) {
    if (decoder === undefined && path === standardInputName) {
      decoder = yield* readInferred(readBytes(path, signal), path, format)
      continue
    }
    decoder ??= await inferredDecoder(path, format, signal)
    yield* readCsvFile(path, format, decoder, signal)
  }
}

const textHint = `to a Standard Schema every cell is text, which it may coerce; ${rejectHint}`

/** Which cells stand for null is for the schema to say: it is given what the cells are. */
const checkNulls = ({ nulls }: CsvOptions): void => {
  if (nulls !== undefined)
    throw new FloeError('InvalidArgument', {
      message: 'nulls was given beside a Standard Schema, which gets all cells as they are',
      hint: 'let the schema make null of them, or name the columns with a codec of io-ts: t.type({ … })',
    })
}

const decoderFor = (codec: t.Mixed, format: CsvFormat, isRowSchema: boolean): RowDecoder => {
  const decoder = rowDecoder(codec, isRowSchema ? { ...format, hint: textHint } : format)
  if (decoder !== undefined) {
    checkCells('CSV', codec)
    return decoder
  }
  throw new FloeError('InvalidArgument', {
    message: `a row of CSV is an object with a field for each column, which ${codec.name} does not take`,
    hint: 'name the columns: t.type({ origin: t.string, delay: t.number })',
  })
}

const partsOf = (paths: Paths, format: CsvFormat, codec: t.Mixed, decoder: RowDecoder): Parts => ({
  cut: cutFiles(paths, 'csv', cuttableCsv(format, decoder.names)),
  of: (part) => ({
    open: (signal) => readCsvBytes(readPart(part, signal), part.name, format, decoder),
    scan: (fields) => {
      const scan = bytesScan(codec, format, decoder, fields)
      return scan && { kinds: scan.kinds, open: (signal) => scan.start()(readPartAhead(part, signal), part.name) }
    },
  }),
  lines: linesOfPart(true),
})

/** Each part is read as the first rows of the first file say, which are looked at again: whoever reads it is elsewhere. */
const partsOfInferred = (paths: Paths, format: CsvFormat): Parts => ({
  cut: cutFiles(paths, 'csv', cuttableCsv(format, undefined)),
  of: (part) => ({
    open: async function* (signal) {
      const [first] = await resolveFiles(paths, 'csv')
      const decoder = await inferredDecoder(first as string, format, signal)
      yield* readCsvBytes(readPart(part, signal), part.name, format, decoder)
    },
  }),
  lines: linesOfPart(true),
})

/**
 * The rows of CSV files, in their order: decoded by a codec, with exactly its fields, frozen.
 *
 * The first line names the columns; each file has its own. All columns that the codec names are read and checked, and no
 * others. A cell becomes what its field asks for, by the table "Text cells" of docs/semantics.md: a `t.number` is a number
 * or an error, never NaN; an empty cell is null where the codec takes null, absent where the field is optional, `''` where
 * it takes text, else an error. Text is never trimmed.
 *
 * Without a codec all columns are read, with types (number, boolean, string; each or null) that the first 10,000 rows
 * suggest: to explore with. A later row that contradicts them is an error. Of standard input, `-`, these are held back until there are
 * so many (`sample`), or no more; with a codec rows are handed on as they come.
 *
 * Read as RFC 4180 says, and besides: UTF-8 with or without a byte order mark; lines that end in LF, CRLF or CR, mixed;
 * blank lines are skipped; quotes inside a cell that does not begin with one are text. gzip is unpacked, and zstd on
 * Node 22.15 and later. A row with too few or too many cells, or one that does not fit, is an error of that row alone.
 *
 * Memory: the rows of one chunk of 256 KB, and the longest row, of at most 64 MB.
 *
 * Running it may fail with SourceNotFound, SourceUnreadable, SourceCorrupt (not UTF-8 text, damaged gzip, a quote that is
 * never closed), SchemaMismatch (columns are missing, or one is there twice), Cancelled; a row with InvalidRow or
 * MalformedRow.
 *
 * @param paths a path, a pattern such as `data/*.csv`, or several
 * @param codec a codec of io-ts for a row, or a schema that follows Standard Schema, which gets the text of all cells
 * @throws FloeError InvalidArgument, for options that make no sense, a codec that takes no objects, and one of whose fields is
 *   nested, which no cell can be
 * @example
 * const Airport = t.type({ iata: t.string, state: t.string, latitude: t.number })
 * await F.toList(F.pipe(csv('airports.csv', Airport), F.take(1)))
 * // List [ { iata: '00M', state: 'MS', latitude: 31.95376472 } ]
 */
export function csv<C extends Codec, P extends string>(
  paths: Paths,
  codec: C,
  options: CsvOptions & { readonly path: P },
): Sequence<WithPath<Frozen<Decoded<C>>, P>>
export function csv<C extends Codec>(paths: Paths, codec: C, options?: CsvOptions): Sequence<Frozen<Decoded<C>>>
export function csv(paths: Paths, options?: CsvOptions): Sequence<CsvRow>
export function csv(paths: Paths, second?: Codec | CsvOptions, third?: CsvOptions): Sequence<unknown> {
  const codec = givenCodec(second)
  const options = third ?? (codec === undefined ? ((second ?? {}) as CsvOptions) : {})
  const format = csvFormat(options)
  if (isStandard(second)) checkNulls(options)
  const decoder = codec === undefined ? undefined : decoderFor(codec, format, isStandard(second))
  return fromFiles(paths, options, (given) => ({
    format: 'csv',
    name: printPaths(given),
    details: [codec?.name ?? '', printOptions(options)].filter((part) => part !== '').join(' '),
    schema: codec === undefined ? inferredSchema : schemaOfCodec(codec),
    codec,
    open: (signal) => readAll(given, format, decoder, signal),
    ...(codec === undefined || decoder === undefined
      ? { parts: partsOfInferred(given, format) }
      : {
          scan: (fields: readonly string[]) => scanCsv(given, bytesScan(codec, format, decoder, fields)),
          parts: partsOf(given, format, codec, decoder),
        }),
    again: readAgain(async function* (bytes, path, signal) {
      yield* readCsvBytes(bytes, path, format, decoder ?? (await inferredDecoder(path, format, signal)))
    }),
    size: () => sizeOfFiles(given, 'csv'),
    version: () => versionOfFiles(given, 'csv'),
  }))
}
