/**
 * A file of data that nobody has described: which format it has, by its name or else its first bytes, and what it says of
 * itself.
 */
import { open, stat } from 'node:fs/promises'
import * as t from 'io-ts'
import type { Schema } from '../data/schema.ts'
import { FloeError } from '../error/floe-error.ts'
import { formatBytes, formatCounted } from '../inspect/format.ts'
import { inferCsv } from '../io/csv/infer.ts'
import type { CsvOptions } from '../io/csv/options.ts'
import { csv } from '../io/csv/source.ts'
import { readError } from '../io/files/file-errors.ts'
import { resolveFiles } from '../io/files/files.ts'
import { packingOf } from '../io/files/unpack.ts'
import { inferJson } from '../io/json/infer.ts'
import type { JsonFacts } from '../io/json/infer-rows.ts'
import { json } from '../io/json/source.ts'
import { inferNdjson } from '../io/ndjson/infer.ts'
import { ndjson } from '../io/ndjson/source.ts'
import { inferParquet } from '../io/parquet/infer.ts'
import { parquet } from '../io/parquet/source.ts'
import type { Sequence } from '../plan/dataset.ts'

export interface Data {
  readonly format: string
  readonly schema: Schema
  readonly dataset: Sequence<unknown>
  /** How many rows there are, where that is known without reading them. */
  readonly rows?: number
  /** What else there is to say, in words. */
  readonly facts: readonly string[]
  /** The same for machines. */
  readonly details: Readonly<Record<string, unknown>>
}

const openParquetData = async (path: string): Promise<Data> => {
  const { schema, rows, bytes, rowGroups, compression, writtenBy } = await inferParquet(path)
  return {
    format: 'parquet',
    schema,
    dataset: parquet(path),
    rows,
    facts: [formatBytes(bytes), formatCounted(rowGroups, 'row group'), ...compression],
    details: { bytes, rowGroups, compression, writtenBy: writtenBy ?? null },
  }
}

/** What a format of text says of a file: the schema of its first rows. */
const textData = async (
  path: string,
  format: string,
  { schema, rows, isWhole }: JsonFacts,
  dataset: Sequence<unknown>,
): Promise<Data> => {
  const { size } = await stat(path)
  return {
    format,
    schema,
    dataset,
    ...(isWhole ? { rows } : {}),
    facts: [formatBytes(size), ...(isWhole ? [] : [`types as of the first ${formatCounted(rows, 'row')}`])],
    details: { bytes: size, rowsLookedAt: rows },
  }
}

const opened = {
  parquet: openParquetData,
  csv: async (path: string, options: CsvOptions) =>
    textData(path, 'csv', await inferCsv(path, options), csv(path, options)),
  // Whatever the rows are, objects or not.
  ndjson: async (path: string) => textData(path, 'ndjson', await inferNdjson(path), ndjson(path, t.unknown)),
  json: async (path: string) => textData(path, 'json', await inferJson(path), json(path, t.unknown)),
} satisfies Readonly<Record<string, (path: string, options: CsvOptions) => Promise<Data>>>

/** The first bytes of a file. */
const headOf = async (path: string): Promise<Buffer> => {
  try {
    const file = await open(path, 'r')
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0)
      return buffer.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (error) {
    throw await readError(error, path)
  }
}

/** Two bytes a character: the marks at its start, which the reader of CSV understands. */
const isUtf16 = (head: Buffer): boolean => head[0] === 0xff && head[1] === 0xfe

const byName: readonly (readonly [RegExp, keyof typeof opened])[] = [
  [/\.(parquet|pq)$/i, 'parquet'],
  [/\.(csv|tsv|tab|txt)(\.(gz|zst))?$/i, 'csv'],
  [/\.(ndjson|jsonl)(\.(gz|zst))?$/i, 'ndjson'],
  [/\.json(\.(gz|zst))?$/i, 'json'],
]

/** Whether text that begins with a brace is one object a line: its first line is whole by itself. */
const isObjectALine = (text: string): boolean => {
  try {
    JSON.parse(text.slice(0, text.indexOf('\n')))
    return true
  } catch {
    return false
  }
}

/** The name decides, and where it says nothing, the content. */
const formatOf = async (path: string): Promise<keyof typeof opened> => {
  const named = byName.find(([name]) => name.test(path))
  if (named !== undefined) return named[1]
  const head = await headOf(path)
  if (head.toString('latin1', 0, 4) === 'PAR1') return 'parquet'
  if (packingOf(head) === undefined && !isUtf16(head) && head.includes(0))
    throw new FloeError('SourceUnreadable', {
      message: `${path} is neither text nor Parquet`,
      hint: 'floe show reads CSV, also gzipped or with tabs, JSON, NDJSON and Parquet',
    })
  const text = head.toString('utf8').replace(/^[\s\ufeff]+/, '')
  if (/^\[\s*([[{\]]|$)/.test(text)) return 'json'
  return text.startsWith('{') && isObjectALine(text) ? 'ndjson' : 'csv'
}

/**
 * What is known of a file before its rows are read. The options are for CSV.
 *
 * @throws FloeError SourceNotFound, SourceUnreadable, SourceCorrupt
 */
export const openData = async (path: string, options: CsvOptions): Promise<Data> => {
  const [file = path] = await resolveFiles(path, 'csv')
  return opened[await formatOf(file)](file, options)
}
