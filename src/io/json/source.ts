/**
 * Arrays of JSON, as datasets.
 */
import { type Codec, type Decoded, givenCodec } from '../../codec/codec.ts'
import type { Frozen } from '../../data/frozen.ts'
import * as S from '../../data/schema.ts'
import { schemaOfCodec } from '../../plan/codec/schema-of-codec.ts'
import type { Sequence } from '../../plan/dataset.ts'
import type { Batch } from '../../plan/source.ts'
import { type Paths, printPaths, resolveFiles, sizeOfFiles, versionOfFiles } from '../files/files.ts'
import { fromFiles } from '../files/from-files.ts'
import type { WithPath } from '../files/with-path.ts'
import { type JsonOptions, namesOf } from './options.ts'
import { readJsonFile } from './read-file.ts'
import { type ReadRow, rowReader } from './row-reader.ts'
import { rowsAgain } from './rows-again.ts'

/**
 * Rows of JSON that no codec describes: objects, with whatever is in them.
 *
 * @example
 * const nameOf = (row: JsonRow) => String(row.name)
 * await writeFile('people.jsonl', '{"name":"Ada"}\n')
 * await F.toList(F.pipe(ndjson('people.jsonl'), F.map(nameOf))) // List [ 'Ada' ]
 */
export type JsonRow = Readonly<Record<string, unknown>>

/** What is known of rows without a codec. */
export const anyObject: S.Schema = S.dictionary(S.unknown)

async function* readAll(
  paths: Paths,
  names: readonly string[],
  read: ReadRow,
  signal: AbortSignal,
): AsyncGenerator<Batch> {
  for (const path of await resolveFiles(paths, 'json')) yield* readJsonFile(path, names, read, signal)
}

/**
 * The rows of files that are one JSON array, or have one in a field, in their order: decoded by a codec, with exactly its
 * fields, frozen.
 *
 * Rows are read as `ndjson` reads them: what is said there of codecs, integers, numbers and names holds here. The file
 * is read as a stream: UTF-8, with or without a byte order mark; gzip is unpacked, and zstd on Node 22.15 and later. A
 * row that does not fit is an error of that row alone. Where the JSON itself is broken or cut short the rows before are
 * given, and then the run ends: behind that place nobody knows where a row begins. What lies beside the way to the
 * array is checked to be JSON, and skipped.
 *
 * Memory: the rows of one chunk of 256 KB, and the longest row, of at most 64 MB.
 *
 * Running it may fail with SourceNotFound, SourceUnreadable, SourceCorrupt (no JSON, cut short, damaged gzip),
 * SchemaMismatch (no array where the rows should be), Cancelled; a row with InvalidRow, or MalformedRow for a number beyond
 * the range.
 *
 * @param paths a path, a pattern such as `data/*.json`, or several
 * @param codec a codec of io-ts for a row, or a schema that follows Standard Schema
 * @throws FloeError InvalidArgument, for an `at` that names nothing
 * @example
 * const Car = t.type({ Name: t.string, Cylinders: t.number })
 * await F.toList(F.pipe(json('cars.json', Car), F.take(1)))
 * // List [ { Name: 'chevrolet chevelle malibu', Cylinders: 8 } ]
 */
export function json<C extends Codec, P extends string>(
  paths: Paths,
  codec: C,
  options: JsonOptions & { readonly path: P },
): Sequence<WithPath<Frozen<Decoded<C>>, P>>
export function json<C extends Codec>(paths: Paths, codec: C, options?: JsonOptions): Sequence<Frozen<Decoded<C>>>
export function json(paths: Paths, options?: JsonOptions): Sequence<JsonRow>
export function json(paths: Paths, second?: Codec | JsonOptions, third?: JsonOptions): Sequence<unknown> {
  const codec = givenCodec(second)
  const options = third ?? (codec === undefined ? ((second ?? {}) as JsonOptions) : {})
  const names = namesOf(options)
  const read = rowReader(codec)
  const at = names.length === 0 ? '' : `at ${names.join('.')}`
  return fromFiles(paths, options, (given) => ({
    format: 'json',
    name: printPaths(given),
    details: [codec?.name ?? '', at].filter((part) => part !== '').join(' '),
    schema: codec === undefined ? anyObject : schemaOfCodec(codec),
    codec,
    open: (signal) => readAll(given, names, read, signal),
    again: rowsAgain(read),
    size: () => sizeOfFiles(given, 'json'),
    version: () => versionOfFiles(given, 'json'),
  }))
}
