/**
 * Newline-delimited JSON (NDJSON, JSON Lines), as datasets.
 */
import type * as t from 'io-ts'
import { type Codec, type Decoded, givenCodec } from '../../codec/codec.ts'
import type { Frozen } from '../../data/frozen.ts'
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import { schemaOfCodec } from '../../plan/codec/schema-of-codec.ts'
import type { Sequence } from '../../plan/dataset.ts'
import type { Batch, Parts } from '../../plan/source.ts'
import { cutFiles, markOf } from '../files/cut-files.ts'
import { type Paths, printPaths, resolveFiles, sizeOfFiles, versionOfFiles } from '../files/files.ts'
import { type FileOptions, fromFiles } from '../files/from-files.ts'
import { readPartAhead } from '../files/read-ahead.ts'
import { linesOfPart, readPart } from '../files/read-part.ts'
import type { WithPath } from '../files/with-path.ts'
import { type ReadRow, rowReader } from '../json/row-reader.ts'
import { rowsAgain } from '../json/rows-again.ts'
import { anyObject, type JsonRow } from '../json/source.ts'
import { readNdjsonBytes, readNdjsonFile } from './read-file.ts'
import { bytesScan, scanNdjson } from './scan/scan.ts'

async function* readAll(paths: Paths, read: ReadRow, signal: AbortSignal): AsyncGenerator<Batch> {
  for (const path of await resolveFiles(paths, 'ndjson')) yield* readNdjsonFile(path, read, signal)
}

/** Rows are lines, whatever is in them. */
const partsOf = (paths: Paths, read: ReadRow, codec: t.Mixed | undefined): Parts => ({
  cut: cutFiles(paths, 'ndjson', () => ({ head: (first) => ({ bytes: markOf(first), lines: 0 }), quoting: undefined })),
  of: (part) => ({
    open: (signal) => readNdjsonBytes(readPart(part, signal), part.name, read),
    ...(codec === undefined
      ? {}
      : {
          scan: (fields: readonly string[]) => {
            const scan = bytesScan(codec, read, fields)
            return scan && { kinds: scan.kinds, open: (signal) => scan.start()(readPartAhead(part, signal), part.name) }
          },
        }),
  }),
  lines: linesOfPart(false),
})

/**
 * The rows of files with one JSON value a line, in their order: decoded by a codec, with exactly its fields, frozen.
 *
 * - The codec may be one of objects, or of any other value (`t.number`). All its fields are read and checked, and no others
 *   are in the row. Without a codec rows are objects as they are in the file: to explore with.
 * - An integer that no number holds (beyond 2^53) is an error where the codec asks for a number, never rounded in silence;
 *   where it says `t.bigint` any integer is a bigint. Without a codec, and under `t.unknown`, such an integer is a bigint. A
 *   number beyond the range (`1e999`) is an error of its row.
 * - Of names that stand twice in one object the last one counts, as in `JSON.parse`. A name such as `__proto__` is a name
 *   like any other.
 * - UTF-8, with or without a byte order mark; lines that end in LF or CRLF; blank lines are skipped; the last line needs no
 *   end. gzip is unpacked, and zstd on Node 22.15 and later. A line that is no JSON, or does not fit, is an error of that
 *   row alone.
 *
 * Memory: the rows of one chunk of 256 KB, and the longest line, of at most 64 MB.
 *
 * Running it may fail with SourceNotFound, SourceUnreadable, SourceCorrupt (not UTF-8 text, damaged gzip), Cancelled; a row
 * with InvalidRow or MalformedRow.
 *
 * @param paths a path, a pattern such as `events/*.jsonl.gz`, or several
 * @param codec a codec of io-ts for a row, or a schema that follows Standard Schema
 * @param options what a row does that does not fit; unless said, the run decides
 * @throws FloeError InvalidArgument, for what is no codec
 * @example
 * const Event = t.type({ id: t.bigint, tags: t.array(t.string) })
 * await writeFile('events.jsonl', '{"id":9007199254740993,"tags":["a"],"more":1}\n')
 * await F.toList(ndjson('events.jsonl', Event)) // List [ { id: 9007199254740993n, tags: [ 'a' ] } ]
 */
export function ndjson<C extends Codec, P extends string>(
  paths: Paths,
  codec: C,
  options: FileOptions & { readonly path: P },
): Sequence<WithPath<Frozen<Decoded<C>>, P>>
export function ndjson<C extends Codec>(paths: Paths, codec: C, options?: FileOptions): Sequence<Frozen<Decoded<C>>>
export function ndjson(paths: Paths): Sequence<JsonRow>
export function ndjson(paths: Paths, second?: Codec, options: FileOptions = {}): Sequence<unknown> {
  const codec = givenCodec(second)
  if (codec === undefined && second !== undefined)
    throw new FloeError('InvalidArgument', {
      message: `ndjson was given ${printValue(second)} as a codec`,
      hint: 'a codec says what a row is: t.type({ origin: t.string, delay: t.number })',
    })
  const read = rowReader(codec)
  return fromFiles(paths, options, (given) => ({
    format: 'ndjson',
    name: printPaths(given),
    details: codec?.name ?? '',
    schema: codec === undefined ? anyObject : schemaOfCodec(codec),
    codec,
    open: (signal) => readAll(given, read, signal),
    ...(codec === undefined ? {} : { scan: (fields) => scanNdjson(given, bytesScan(codec, read, fields)) }),
    parts: partsOf(given, read, codec),
    again: rowsAgain(read),
    size: () => sizeOfFiles(given, 'ndjson'),
    version: () => versionOfFiles(given, 'ndjson'),
  }))
}
