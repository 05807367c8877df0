/**
 * Text files line by line, as datasets.
 */
import * as S from '../../data/schema.ts'
import type { Sequence } from '../../plan/dataset.ts'
import type { Batch } from '../../plan/source.ts'
import { type Paths, printPaths, resolveFiles, sizeOfFiles, versionOfFiles } from '../files/files.ts'
import { type FileOptions, fromFiles } from '../files/from-files.ts'
import type { WithPath } from '../files/with-path.ts'
import { readLineFile } from './read-file.ts'

async function* readAll(paths: Paths, signal: AbortSignal): AsyncGenerator<Batch> {
  for (const path of await resolveFiles(paths, 'txt')) yield* readLineFile(path, signal)
}

/** The text of a line as a field, where others are to stand beside it. */
async function* asFields(batches: AsyncIterable<Batch>): AsyncGenerator<Batch> {
  for await (const batch of batches)
    yield { ...batch, rows: batch.rows.map((text, i) => (batch.errors.has(i) ? undefined : { text })) }
}

/**
 * The lines of text files, in their order, each a row of text without its line end.
 *
 * A line ends in LF or CRLF; the last one needs no end. A blank line is a row too, the empty text; a CR by itself is a
 * character of its line. UTF-8, with or without a byte order mark; a line whose bytes are no UTF-8 is an error of that
 * row alone. gzip is unpacked, and zstd on Node 22.15 and later.
 *
 * Memory: the lines of one chunk of 256 KB, and the longest line, of at most 64 MB.
 *
 * Running it may fail with SourceNotFound, SourceUnreadable, SourceCorrupt (not text, damaged gzip), Cancelled; a row with
 * InvalidRow.
 *
 * @param paths a path, a pattern such as `logs/*.log`, or several
 * @param options what a line does that is no text; unless said, the run decides
 * @throws FloeError InvalidArgument
 * @example
 * await writeFile('app.log', 'start\n\nstop')
 * await F.toList(lines('app.log')) // List [ 'start', '', 'stop' ]
 */
export function lines<P extends string>(
  paths: Paths,
  options: FileOptions & { readonly path: P },
): Sequence<WithPath<{ readonly text: string }, P>>
export function lines(paths: Paths, options?: FileOptions): Sequence<string>
export function lines(paths: Paths, options: FileOptions = {}): Sequence<unknown> {
  const isText = options.path === undefined
  return fromFiles(paths, options, (given) => ({
    format: 'lines',
    name: printPaths(given),
    details: '',
    schema: isText ? S.string : S.record([S.field('text', S.string)]),
    open: (signal) => (isText ? readAll(given, signal) : asFields(readAll(given, signal))),
    size: () => sizeOfFiles(given, 'txt'),
    version: () => versionOfFiles(given, 'txt'),
  }))
}
