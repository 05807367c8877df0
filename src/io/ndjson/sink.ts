/**
 * Rows to a file of newline-delimited JSON.
 */
import type { Sink } from '../../plan/sink.ts'
import { atomicFile } from '../files/atomic-file.ts'
import { resumableAt } from '../files/resumable-file.ts'
import { standardOutput, standardOutputName, standardPath } from '../files/standard-output.ts'
import { jsonSink } from '../json/json-sink.ts'
import { checkPath, rowPrinter } from '../json/sink.ts'

/**
 * A file with one row a line, in JSON; packed if the path ends in `.gz` (gzip) or `.zst` (zstd, on Node 22.15 and later). UTF-8, lines that end in LF.
 *
 * A row may be any value that JSON holds, and each kind of value is written in the one way in which a codec reads it back:
 *
 * - null, booleans, text, arrays and plain objects as they are; numbers in the shortest digits that read back the same, -0
 *   as `-0`; a field that is undefined is left out.
 * - A bigint in digits, which `t.bigint` reads; a Date as text in ISO 8601, UTC.
 * - Immutable's List and Stack as arrays, its Records as objects.
 * - NaN and the infinities, `undefined` elsewhere, bytes, and Map and Set of any kind are an error: map them to what you
 *   want to read back.
 *
 * The same rows are the same bytes every time. The file appears under its name only when all rows are written, in place of
 * what was there; after an error or an abort there is nothing of it. Memory: one batch.
 *
 * @param path of the file, or `-` for standard output, which is written as rows come
 * @throws FloeError InvalidArgument, here; SinkFailed, when it is written to
 * @example
 * await F.write(F.rows([{ id: 7n, delay: null }]), toNdjson('out.jsonl'))
 *
 * console.log(await readFile('out.jsonl', 'utf8'))
 * // {"id":7,"delay":null}
 */
export const toNdjson = (path: string): Sink<unknown> => {
  checkPath(path, 'toNdjson', 'out.jsonl')
  if (path === standardPath)
    return jsonSink('ndjson', standardOutputName, rowPrinter(standardOutputName), standardOutput)
  return jsonSink('ndjson', path, rowPrinter(path), () => atomicFile(path), resumableAt(path))
}
