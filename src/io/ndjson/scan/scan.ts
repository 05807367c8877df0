/**
 * Some fields of the rows of files of newline-delimited JSON as columns.
 */
import type * as t from 'io-ts'
import { mayCompile } from '../../../code/compile.ts'
import type { Columns, Scan } from '../../../plan/source.ts'
import type { ByteChunk } from '../../files/byte-chunk.ts'
import { type Paths, resolveFiles } from '../../files/files.ts'
import { readAhead } from '../../files/read-ahead.ts'
import { type ReadRow, readingOf } from '../../json/row-reader.ts'
import { rowsInBatch } from '../../scan/rows-in-batch.ts'
import { scanFields } from '../../scan/scan-fields.ts'
import { scanNdjsonBytes } from './scan-bytes.ts'
import { kindOf, scanners } from './scanner.ts'

/** A scan that knows no files yet. Each `start` reads files one after the other, and has columns of its own. */
export interface BytesScan {
  readonly kinds: Scan['kinds']
  readonly start: () => (chunks: AsyncIterable<ByteChunk>, path: string) => AsyncGenerator<Columns>
}

/**
 * A scan of these fields, if there is one: the codec is one of named fields and nothing else, it has these, none of them may
 * be left out, and code may be generated.
 */
export const bytesScan = (
  codec: t.Mixed,
  read: ReadRow,
  names: readonly string[],
  {
    capacity = rowsInBatch(names.length),
    places,
  }: { readonly capacity?: number | undefined; readonly places?: number | undefined } = {},
): BytesScan | undefined => {
  const { decodes, ...how } = readingOf(codec)
  const found = scanFields(codec, names, decodes)
  if (found === undefined || !mayCompile()) return undefined
  const { fields, asked } = found
  return {
    kinds: asked.map((f) => kindOf(fields[f] as (typeof fields)[number])),
    start: () => {
      const shared = scanners(fields, asked, how, capacity, places)
      return (chunks, path) => scanNdjsonBytes(chunks, { path, scanners: shared, read })
    },
  }
}

/** The `scan` of the files of a source. */
export const scanNdjson = (paths: Paths, scan: BytesScan | undefined): Scan | undefined =>
  scan && {
    kinds: scan.kinds,
    open: async function* (signal) {
      const open = scan.start()
      for (const path of await resolveFiles(paths, 'ndjson')) yield* open(readAhead(path, signal), path)
    },
  }
