/**
 * Tables in Parquet files, as datasets.
 */
import type * as t from 'io-ts'
import { type Codec, type Decoded, givenCodec } from '../../codec/codec.ts'
import type { Frozen } from '../../data/frozen.ts'
import { printValue } from '../../data/print-value.ts'
import * as S from '../../data/schema.ts'
import { FloeError } from '../../error/floe-error.ts'
import { schemaOfCodec } from '../../plan/codec/schema-of-codec.ts'
import type { Sequence } from '../../plan/dataset.ts'
import type { Batch, Parts } from '../../plan/source.ts'
import { checkAborted } from '../files/check-aborted.ts'
import { fileSize, type Paths, printPaths, resolveFiles, versionOfFiles } from '../files/files.ts'
import { type FileOptions, fromFiles } from '../files/from-files.ts'
import { readsStandardInput } from '../files/standard-input.ts'
import type { WithPath } from '../files/with-path.ts'
import { shapeOf } from '../row-shape.ts'
import { openParquet } from './open-file.ts'
import { readParquetFile } from './read-file.ts'
import { scanParquet } from './scan/scan.ts'

async function* readAll(paths: Paths, codec: t.Mixed | undefined, signal: AbortSignal): AsyncGenerator<Batch> {
  for (const path of await resolveFiles(paths, 'parquet')) yield* readParquetFile(path, codec, signal)
}

/** A part of the file at its path alone: a path that is there is no pattern. */
const partsOf = (paths: Paths, codec: t.Mixed | undefined): Parts => ({
  cut: async function* ({ bytes }, signal) {
    for (const path of await resolveFiles(paths, 'parquet')) {
      checkAborted(signal, path)
      const file = await openParquet(path)
      await file.close()
      const groups = file.metadata.row_groups.filter((group) => group.num_rows > 0n)
      const most = Math.max(1, Math.floor((bytes * groups.length) / file.size))
      let from = 0
      do {
        const to = Math.min(groups.length, from + most)
        yield { name: path, from, to }
        from = to
      } while (from < groups.length)
    }
  },
  of: ({ name, from, to }) => ({
    open: (signal) => readParquetFile(name, codec, signal, [from, to]),
    ...(codec === undefined
      ? {}
      : { scan: (fields: readonly string[]) => scanParquet(name, codec, fields, [from, to]) }),
  }),
})

const sizeOf = async (paths: Paths): Promise<{ readonly bytes: number; readonly rows: number }> => {
  let bytes = 0
  let rows = 0
  for (const path of await resolveFiles(paths, 'parquet')) {
    bytes += await fileSize(path)
    const file = await openParquet(path)
    rows += file.rows
    await file.close()
  }
  return { bytes, rows }
}

/**
 * Rows of a file that no codec describes: values by column.
 *
 * @example
 * const delayOf = (row: ParquetRow) => Number(row.delay)
 * await F.toList(F.pipe(parquet('flights-3m.parquet'), F.take(2), F.map(delayOf))) // List [ 33, 19 ]
 */
export type ParquetRow = Readonly<Record<string, unknown>>

/**
 * The rows of Parquet files, in their order: decoded by a codec, with exactly its fields.
 *
 * Only the columns that the codec names are read, and all of them are validated. Without a codec all columns are read,
 * as their types in the file suggest: to explore with.
 *
 * - 64-bit integers are numbers, and an error where they are not safe (beyond 2^53 - 1); bigints where the codec says
 *   `t.bigint`, and, without a codec, in columns whose statistics show unsafe ones.
 * - Timestamps and dates are milliseconds since 1970 in UTC where the codec says `t.number` (of micro- and nanoseconds
 *   with a fraction), and else a `Date`. Times of day are milliseconds since midnight. Timestamps without a zone count as UTC.
 * - Decimals are the nearest number; 16-bit and 32-bit floats are widened; bytes are `Uint8Array`, or text where the codec
 *   says `t.string`; JSON is parsed, unless the codec says `t.string`. Lists are arrays, structs and maps are objects.
 * - A missing value is null; where the codec takes `undefined` or leaves the field optional, and takes no null, it is absent.
 *
 * Memory: the columns that are read of one row group. Compressed by ZSTD, SNAPPY, GZIP, BROTLI or LZ4.
 *
 * Running it may fail with SourceNotFound, SourceUnreadable, SourceCorrupt (cut short, damaged, another format),
 * SchemaMismatch (columns are missing), InvalidRow (a row does not fit), Cancelled.
 *
 * @throws FloeError InvalidArgument, here, for a codec that takes no objects
 * @param paths a path, a pattern such as `flights/*.parquet`, or several
 * @param codec a codec of io-ts for a row, or a schema that follows Standard Schema, which gets all columns
 * @param options what a row does that does not fit; unless said, the run decides
 * @example
 * const Flight = t.type({ origin: t.string, delay: t.number })
 * await F.toList(F.pipe(parquet('flights-3m.parquet', Flight), F.take(1)))
 * // List [ { origin: 'LAS', delay: 33 } ]
 */
export function parquet<C extends Codec, P extends string>(
  paths: Paths,
  codec: C,
  options: FileOptions & { readonly path: P },
): Sequence<WithPath<Frozen<Decoded<C>>, P>>
export function parquet<C extends Codec>(paths: Paths, codec: C, options?: FileOptions): Sequence<Frozen<Decoded<C>>>
export function parquet(paths: Paths): Sequence<ParquetRow>
export function parquet(paths: Paths, second?: Codec, options: FileOptions = {}): Sequence<unknown> {
  const codec = givenCodec(second)
  if (codec === undefined && second !== undefined)
    throw new FloeError('InvalidArgument', {
      message: `parquet was given ${printValue(second)} as a codec`,
      hint: 'a codec says what a row is: t.type({ origin: t.string, delay: t.number })',
    })
  if (codec !== undefined && shapeOf(codec) === undefined)
    throw new FloeError('InvalidArgument', {
      message: `parquet was given the codec ${codec.name}, which takes no objects; rows of a table are objects`,
      hint: 'name the columns: t.type({ origin: t.string, delay: t.number })',
    })
  return fromFiles(paths, options, (given) => {
    if (readsStandardInput(given))
      throw new FloeError('InvalidArgument', {
        message: 'Parquet cannot be read from standard input: what a file holds is said at its end',
        hint: 'write it to a file first: cat > rows.parquet',
      })
    return {
      format: 'parquet',
      name: printPaths(given),
      details: codec === undefined ? '' : codec.name,
      schema: codec === undefined ? S.unknown : schemaOfCodec(codec),
      codec,
      open: (signal) => readAll(given, codec, signal),
      ...(codec === undefined ? {} : { scan: (fields) => scanParquet(given, codec, fields) }),
      parts: partsOf(given, codec),
      size: () => sizeOf(given),
      version: () => versionOfFiles(given, 'parquet'),
    }
  })
}
