/**
 * Rows to a file of Parquet.
 */
import type * as t from 'io-ts'
import { type Codec, type Decoded, givenCodec } from '../../codec/codec.ts'
import type { Frozen } from '../../data/frozen.ts'
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import type { ResumableWriter, Resumption, Sink } from '../../plan/sink.ts'
import { type AtomicFile, atomicFile } from '../files/atomic-file.ts'
import { type ResumableFile, resumableAt } from '../files/resumable-file.ts'
import { standardOutput, standardOutputName, standardPath } from '../files/standard-output.ts'
import { type AskedType, askedTypes, withTypes } from './asked-types.ts'
import { joinMarks, type ParquetMark } from './marks.ts'
import { columnsOfCodec } from './stored-type.ts'
import { type Compression, compressions } from './write-groups.ts'
import { type Columns, resumableRowsWriter, rowsWriter } from './write-rows.ts'
import { wrongWithColumns } from './wrong-with-columns.ts'

/**
 * How `toParquet` writes.
 *
 * @example
 * const options: ToParquetOptions = { types: { at: 'timestamp', delay: 'int32' }, compression: 'gzip' }
 * await F.write(F.rows([{ at: 1_706_704_496_789, delay: 4 }]), toParquet('out.parquet', options))
 *
 * await F.toList(parquet('out.parquet')) // List [ { at: 2024-01-31T12:34:56.789Z, delay: 4 } ]
 */
export interface ToParquetOptions {
  /** How pages are compressed. Default: `snappy`. `zstd` needs Node 22.15 or later. */
  readonly compression?: Compression
  /** How many rows are in a group, at most: so many are in memory. Default: 65,536. A group ends earlier at about 32 MB. */
  readonly rowGroup?: number
  /** What columns hold, where neither the codec nor the values are to say it: times as numbers are a `timestamp`. */
  readonly types?: Readonly<Record<string, AskedType>>
}

const unknownColumns: Columns = { columns: [], isWhole: false }

const wrong = (message: string, hint: string): never => {
  throw new FloeError('InvalidArgument', { message, hint })
}

const checkOptions = (path: string, { compression, rowGroup, types = {} }: ToParquetOptions): void => {
  if (typeof path !== 'string' || path === '')
    wrong('toParquet was given no path to write to', "toParquet('out.parquet')")
  if (/\.(gz|zst)$/i.test(path))
    wrong(
      `${path} would be packed as a whole, and Parquet is packed within`,
      "{ compression: 'gzip' }, and a name in .parquet",
    )
  if (compression !== undefined && !compressions.includes(compression))
    wrong(`compression is ${printValue(compression)}`, `it is one of ${compressions.join(', ')}`)
  if (rowGroup !== undefined && !(Number.isSafeInteger(rowGroup) && rowGroup > 0))
    wrong(`rowGroup is ${printValue(rowGroup)}, and must be a count of rows`, 'rowGroup: 65_536')
  const bad = Object.entries(types).find(([, type]) => !askedTypes.includes(type))
  if (bad !== undefined)
    wrong(`the type of ${bad[0]} is ${printValue(bad[1])}`, `it is one of ${askedTypes.join(', ')}`)
}

/** A sink of Parquet whose columns are known, or some of them; it can be gone on with where the file can be opened again. */
export const parquetSink = (
  name: string,
  columns: Columns,
  options: ToParquetOptions,
  openFile: () => Promise<AtomicFile>,
  openAgain?: (resumption: Resumption) => Promise<ResumableFile>,
): Sink<object> => {
  const resume = async (resumption: Resumption): Promise<ResumableWriter<object>> => {
    const file = await (openAgain as NonNullable<typeof openAgain>)(resumption)
    return resumableRowsWriter(file, name, columns, options, resumption.mark as ParquetMark | undefined)
  }
  return Object.freeze({
    format: 'parquet',
    name,
    details: JSON.stringify([columns, options]),
    open: async () => rowsWriter(await openFile(), name, columns, options),
    ...(openAgain === undefined ? {} : { resume, joinMarks: joinMarks as NonNullable<Sink<object>['joinMarks']> }),
  })
}

const columnsBy = (codec: t.Mixed): Columns => {
  const columns = columnsOfCodec(codec)
  if (columns === undefined) return unknownColumns
  const wrongs = wrongWithColumns(columns)
  if (wrongs !== undefined)
    wrong(
      `of the codec ${codec.name}, ${wrongs}, which Parquet cannot store`,
      'name the columns: t.type({ a: t.string })',
    )
  return { columns, isWhole: true }
}

/**
 * A file of Parquet for rows that are plain objects. Columns are the fields of the codec, in its order; without one, those of
 * the first 10,000 rows, which say what each holds as well. What is written is read back the same by `parquet` and the codec.
 *
 * - Numbers are DOUBLE, those of `t.Int` and `C.intFromText` INT64 (in which -0 is 0), bigints INT64, of 64 bits at most; text is UTF8, a Date
 *   TIMESTAMP, in milliseconds and UTC, bytes BYTE_ARRAY. `types` says otherwise: times as numbers are a `timestamp`.
 * - Arrays are LIST, objects with known fields are groups, those of `t.record` MAP. A union may be of one of these and null.
 * - null, undefined and absent are the same: they come back as null, or absent where the codec takes no null.
 * - A value that does not fit its column is an error that names row and field, and so is a field that has no column.
 *
 * The same rows are the same bytes every time. The file appears under its name only when all rows are written, in place of
 * what was there; after an error or an abort there is nothing of it. Memory: one row group, and some hundred bytes for each
 * column of those before. A checkpoint keeps the rows of a group that is not full, and what the end of the file says of the others:
 * the bytes are those of a run without one. Bytes are made on the thread that runs, a row group at a time.
 *
 * @param path of the file, or `-` for standard output, which is written group by group
 * @param codec a codec of io-ts for a row, or a schema that follows Standard Schema, which says nothing of columns
 * @throws FloeError InvalidArgument, here; SinkFailed, when it is written to
 * @example
 * const Flight = t.type({ origin: t.string, delay: t.union([t.Int, t.null]) })
 * const flights = F.rows([{ origin: 'SEA', delay: 4 }, { origin: 'JFK', delay: null }])
 * await F.write(F.pipe(flights, F.decode(Flight)), toParquet('out.parquet', Flight))
 *
 * await F.toList(parquet('out.parquet', Flight)) // List [ { origin: 'SEA', delay: 4 }, { origin: 'JFK', delay: null } ]
 */
export function toParquet<C extends Codec>(
  path: string,
  codec: C,
  options?: ToParquetOptions,
): Sink<Frozen<Decoded<C>> & object>
export function toParquet(path: string, options?: ToParquetOptions): Sink<object>
export function toParquet(path: string, second?: Codec | ToParquetOptions, third?: ToParquetOptions): Sink<object> {
  const codec = givenCodec(second)
  const options = third ?? (codec === undefined ? ((second ?? {}) as ToParquetOptions) : {})
  checkOptions(path, options)
  const kept: ToParquetOptions = Object.freeze({ ...options, types: Object.freeze({ ...options.types }) })
  const known = codec === undefined ? unknownColumns : columnsBy(codec)
  const columns = { ...known, columns: withTypes(known.columns, kept.types) }
  return path === standardPath
    ? parquetSink(standardOutputName, columns, kept, standardOutput)
    : parquetSink(path, columns, kept, () => atomicFile(path), resumableAt(path))
}
