/**
 * What a file of CSV holds, from its first rows: for reading without a codec, and for looking at it.
 */
import type * as t from 'io-ts'
import type { Schema } from '../../data/schema.ts'
import { FloeError } from '../../error/floe-error.ts'
import { schemaOfCodec } from '../../plan/codec/schema-of-codec.ts'
import { type ByteChunk, type Paths, readBytes, resolveFiles } from '../files/files.ts'
import { type ColumnFacts, codecOfColumns, inferColumns } from '../text/infer-schema.ts'
import { textBytes } from '../text/text-bytes.ts'
import { columnsOf } from './header.ts'
import { type CsvFormat, type CsvOptions, csvFormat, delimiterOf } from './options.ts'
import { readRecords } from './read-records.ts'

/**
 * What the first rows of a file say of all.
 *
 * @example
 * const line = (facts: CsvFacts) => facts.columns.map(({ name, type }) => `${name}: ${type}`).join(', ')
 * await writeFile('people.csv', 'name,age\nAda,36\n')
 * line(await inferCsv('people.csv')) // 'name: string, age: number'
 */
export interface CsvFacts {
  /** The schema of the rows that `csv(path)` gives. */
  readonly schema: Schema
  readonly columns: readonly ColumnFacts[]
  /** How many rows were looked at. */
  readonly rows: number
  /** Whether these were all. */
  readonly isWhole: boolean
}

export interface Inferred extends CsvFacts {
  readonly codec: t.Mixed
}

/** Looks at the first rows of some bytes. An error further on is not met. */
export const inferBytes = async (
  bytes: AsyncIterable<ByteChunk>,
  path: string,
  format: CsvFormat,
): Promise<Inferred> => {
  const raw = { delimiter: delimiterOf(format, path), quote: format.quote, escape: format.escape }
  const sample: (readonly string[])[] = []
  const wanted = format.sample + (format.header ? 1 : 0)
  let isWhole = true
  try {
    for await (const { cells } of readRecords(textBytes(bytes, path, 'CSV is'), raw, path)) {
      for (const record of cells) {
        if (sample.length < wanted) sample.push(record)
        else isWhole = false
      }
      if (!isWhole) break
    }
  } catch (error) {
    // Of a file that is broken behind some good rows these are rows still; reading on will meet the error, and tell it.
    if (!(error instanceof FloeError) || error._tag !== 'SourceCorrupt' || sample.length === 0) throw error
    isWhole = false
  }
  const { names, isHeader } = columnsOf(sample[0], format, undefined, path)
  const rows = isHeader ? sample.slice(1) : sample
  const whole = rows.filter((cells) => cells.length === names.length)
  const columns = inferColumns(names, whole, format.nulls)
  const codec = codecOfColumns(columns)
  return { codec, schema: schemaOfCodec(codec), columns, rows: rows.length, isWhole }
}

/** Looks at the first rows of one file. */
export const inferFile = (path: string, format: CsvFormat, signal: AbortSignal): Promise<Inferred> =>
  inferBytes(readBytes(path, signal), path, format)

/**
 * The columns and types of a file of CSV, as its first rows show them; of several files, the first one's.
 *
 * Memory: the rows that are looked at (`sample`, 10,000 by default).
 *
 * @throws FloeError InvalidArgument, SourceNotFound, SourceUnreadable, SourceCorrupt
 * @example
 * const { schema } = await inferCsv('airports.csv')
 * schema.kind === 'record' && schema.fields.map((field) => field.name)
 * // [ 'iata', 'name', 'city', 'state', 'country', 'latitude', 'longitude' ]
 */
export const inferCsv = async (paths: Paths, options: CsvOptions = {}): Promise<CsvFacts> => {
  const [first] = await resolveFiles(paths, 'csv')
  const { codec: _, ...facts } = await inferFile(first as string, csvFormat(options), new AbortController().signal)
  return facts
}
