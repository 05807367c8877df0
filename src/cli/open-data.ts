/**
 * A file of data that nobody has described: which format it has, by its name or else its first bytes, and what it says of
 * itself.
 */
import { open } from 'node:fs/promises'
import type { Schema } from '../data/schema.ts'
import { formatBytes, formatCounted } from '../inspect/format.ts'
import { readError } from '../io/file-errors.ts'
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

/** The first bytes of a file. */
const headOf = async (path: string): Promise<Buffer> => {
  try {
    const file = await open(path, 'r')
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0)
      return buffer.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (error) {
    throw await readError(error, path)
  }
}

const isParquet = async (path: string): Promise<boolean> => {
  if (/\.(parquet|pq)$/i.test(path)) return true
  if (/\.(csv|tsv|txt)(\.gz)?$/i.test(path)) return false
  return (await headOf(path)).toString('latin1') === 'PAR1'
}

/** @throws FloeError SourceNotFound, SourceUnreadable, SourceCorrupt */
export const openData = async (path: string): Promise<Data> => openParquetData(path)
void isParquet
