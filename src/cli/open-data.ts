/**
 * A file of data that nobody has described: which format it has, by its name or else its first bytes, and what it says of
 * itself.
 */
import { open, stat } from 'node:fs/promises'
import type { Schema } from '../data/schema.ts'
import { FloeError } from '../error/floe-error.ts'
import { formatBytes, formatCounted } from '../inspect/format.ts'
import { inferCsv } from '../io/csv/infer.ts'
import type { CsvOptions } from '../io/csv/options.ts'
import { csv } from '../io/csv/source.ts'
import { readError } from '../io/files/file-errors.ts'
import { resolveFiles } from '../io/files/files.ts'
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

const openCsvData = async (path: string, options: CsvOptions): Promise<Data> => {
  const { schema, rows, isWhole } = await inferCsv(path, options)
  const { size } = await stat(path)
  return {
    format: 'csv',
    schema,
    dataset: csv(path, options),
    ...(isWhole ? { rows } : {}),
    facts: [formatBytes(size), ...(isWhole ? [] : [`types as of the first ${formatCounted(rows, 'row')}`])],
    details: { bytes: size, rowsLookedAt: rows },
  }
}

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
const isGzip = (head: Buffer): boolean => head[0] === 0x1f && head[1] === 0x8b

/** The name decides, and where it says nothing, the content. */
const formatOf = async (path: string): Promise<'csv' | 'parquet'> => {
  if (/\.(parquet|pq)$/i.test(path)) return 'parquet'
  if (/\.(csv|tsv|tab|txt)(\.gz)?$/i.test(path)) return 'csv'
  const head = await headOf(path)
  if (head.toString('latin1', 0, 4) === 'PAR1') return 'parquet'
  const isText = isGzip(head) || isUtf16(head) || !head.includes(0)
  const isJson = /^[\s\ufeff]*(\{|\[\s*[[{])/.test(head.toString('utf8'))
  if (isText && !isJson) return 'csv'
  throw new FloeError('SourceUnreadable', {
    message: isText ? `${path} looks like JSON` : `${path} is neither text nor Parquet`,
    hint: 'floe show reads CSV, also gzipped or with tabs, and Parquet',
  })
}

/**
 * What is known of a file before its rows are read. The options are for CSV.
 *
 * @throws FloeError SourceNotFound, SourceUnreadable, SourceCorrupt
 */
export const openData = async (path: string, options: CsvOptions): Promise<Data> => {
  const [file = path] = await resolveFiles(path, 'csv')
  return (await formatOf(file)) === 'parquet' ? openParquetData(file) : openCsvData(file, options)
}
