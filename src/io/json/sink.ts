/**
 * Rows to a file that is one JSON array.
 */
import { FloeError } from '../../error/floe-error.ts'
import type { Sink } from '../../plan/sink.ts'
import { atomicFile } from '../files/atomic-file.ts'
import { resumableAt } from '../files/resumable-file.ts'
import { standardOutput, standardOutputName, standardPath } from '../files/standard-output.ts'
import { jsonSink } from './json-sink.ts'
import { NoJson, printJson } from './print-json.ts'

/** How rows of a file are printed: what JSON cannot hold is an error with the row's number. */
export const rowPrinter =
  (path: string) =>
  (row: unknown, number: number): string => {
    const text = printJson(row)
    if (!(text instanceof NoJson)) return text
    throw new FloeError('SinkFailed', {
      message: text.message,
      place: { source: path, row: number, ...(text.path === '' ? {} : { field: text.path }) },
      hint: text.hint,
    })
  }

/** @throws FloeError InvalidArgument */
export const checkPath = (path: string, sink: string, example: string): void => {
  if (typeof path === 'string' && path !== '') return
  throw new FloeError('InvalidArgument', {
    message: `${sink} was given no path to write to`,
    hint: `${sink}('${example}')`,
  })
}

/**
 * A file that is one JSON array, with one row a line; packed if the path ends in `.gz` (gzip) or `.zst` (zstd, on Node 22.15 and later). UTF-8.
 *
 * A row may be any value that JSON holds; values are written as `toNdjson` says. The same rows are the same bytes every
 * time. The file appears under its name only when all rows are written, in place of what was there; after an error or an
 * abort there is nothing of it. Memory: one batch.
 *
 * @param path of the file, or `-` for standard output, which is written as rows come
 * @throws FloeError InvalidArgument, here; SinkFailed, when it is written to
 * @example
 * await F.write(F.rows([{ origin: 'SEA' }, { origin: 'JFK' }]), toJson('out.json'))
 *
 * console.log(await readFile('out.json', 'utf8'))
 * // [
 * // {"origin":"SEA"},
 * // {"origin":"JFK"}
 * // ]
 */
export const toJson = (path: string): Sink<unknown> => {
  checkPath(path, 'toJson', 'out.json')
  if (path === standardPath) return jsonSink('json', standardOutputName, rowPrinter(standardOutputName), standardOutput)
  return jsonSink('json', path, rowPrinter(path), () => atomicFile(path), resumableAt(path))
}
