/**
 * Parquet files made for tests, and read back through the source as an engine does.
 */

import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { CompressionCodec, SchemaElement } from 'hyparquet'
import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer'
import type { RunError } from '../../../src/error/floe-error.ts'
import type { Bag } from '../../../src/plan/dataset.ts'
import type { Source, Where } from '../../../src/plan/source.ts'
import { never } from '../temporary.ts'

export interface TableOptions {
  readonly codec?: CompressionCodec
  readonly rowGroupSize?: number
  readonly pageSize?: number
  /** The columns' types, for those that the writer has no short name for. */
  readonly schema?: readonly SchemaElement[]
  readonly statistics?: boolean
}

/** The bytes of a table. */
export const table = (columns: readonly ColumnSource[], options: TableOptions = {}): Uint8Array => {
  const { schema, ...others } = options
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: [...columns],
      compressors: { GZIP: (bytes) => gzipSync(bytes), BROTLI: (bytes) => brotliCompressSync(bytes) },
      ...others,
      ...(schema === undefined ? {} : { schema: [{ name: 'root', num_children: columns.length }, ...schema] }),
    }),
  )
}

/** One column of a type that the writer has no short name for. */
export const typed = (element: Omit<SchemaElement, 'name'>, data: readonly unknown[]): Uint8Array =>
  table([{ name: 'value', data: [...data] }], { schema: [{ name: 'value', repetition_type: 'OPTIONAL', ...element }] })

export const sourceOf = (dataset: Bag<unknown>): Source => {
  const { plan } = dataset
  if (plan.kind !== 'source') throw new Error('not a source')
  return plan.source
}

export interface Read {
  readonly rows: readonly unknown[]
  readonly errors: readonly RunError[]
  readonly where: readonly Where[]
  readonly bytes: number
}

/** Everything that a dataset's source yields. */
export const readSource = async (dataset: Bag<unknown>): Promise<Read> => {
  const rows: unknown[] = []
  const errors: RunError[] = []
  const where: Where[] = []
  let bytes = 0
  for await (const batch of sourceOf(dataset).open(never)) {
    for (const [i, row] of batch.rows.entries()) {
      const error = batch.errors.get(i)
      where.push(batch.where(i))
      if (error === undefined) rows.push(row)
      else errors.push(error)
    }
    bytes += batch.bytes
  }
  return { rows, errors, where, bytes }
}
