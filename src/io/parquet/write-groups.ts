/**
 * Stored columns to the bytes of a Parquet file, one row group after the other, by hyparquet-writer: loaded when the first
 * file is written. Knows neither rows nor files.
 */
import * as zlib from 'node:zlib'
import type { RowGroup } from 'hyparquet'
import type { Compressors } from 'hyparquet-writer/src/types.js'
import { FloeError } from '../../error/floe-error.ts'
import { schemaElements } from './schema-elements.ts'
import type { Seen } from './store-value.ts'
import type { StoredColumn } from './stored-type.ts'

export type Compression = 'snappy' | 'gzip' | 'zstd' | 'none'

const codecs = { snappy: 'SNAPPY', gzip: 'GZIP', zstd: 'ZSTD', none: 'UNCOMPRESSED' } as const

/** Only Node from 22.15 on has it. */
const { zstdCompressSync } = zlib as { readonly zstdCompressSync?: (bytes: Uint8Array) => Uint8Array }

export const compressions: readonly Compression[] = ['snappy', 'gzip', 'zstd', 'none']

/** @throws FloeError SinkFailed for zstd, where Node has none */
const compressorsFor = (compression: Compression, path: string): Compressors => {
  if (compression === 'gzip') return { GZIP: (bytes) => zlib.gzipSync(bytes) }
  if (compression !== 'zstd') return {}
  if (zstdCompressSync !== undefined) return { ZSTD: zstdCompressSync }
  throw new FloeError('SinkFailed', {
    message: `'${path}' is to be compressed by zstd, which Node ${process.versions.node} cannot do`,
    hint: "Node 22.15 and later can; or { compression: 'gzip' }",
  })
}

export interface GroupWriter {
  /** Writes one row group, of as many rows as each column has values. */
  readonly write: (values: readonly unknown[][], seen: readonly Seen[]) => Promise<void>
  /** What the end of the file says of the groups that are written. */
  readonly groups: () => readonly RowGroup[]
  /** What comes behind all groups. */
  readonly end: () => Promise<void>
}

/** What is written of a file already. */
export interface Earlier {
  readonly groups: readonly RowGroup[]
  readonly bytes: number
}

/** Begins a file, or goes on with one. `write` may not keep the bytes that it is given. */
export const groupWriter = async (
  path: string,
  columns: readonly StoredColumn[],
  compression: Compression,
  write: (bytes: Uint8Array) => Promise<void>,
  earlier?: Earlier,
): Promise<GroupWriter> => {
  const compressors = compressorsFor(compression, path)
  const { ByteWriter, ParquetWriter } = await import('hyparquet-writer')
  const bytes = new ByteWriter()
  const flush = async (): Promise<void> => {
    await write(bytes.getBytes())
    bytes.index = 0
  }
  const writer = new ParquetWriter({
    writer: Object.assign(bytes, { flush, finish: flush }),
    schema: schemaElements(columns),
    codec: codecs[compression],
    compressors,
    createdBy: 'floe',
  })
  // What it has written in its first breath is there if anything is.
  if (earlier !== undefined && earlier.bytes > 0) {
    bytes.index = 0
    bytes.offset = earlier.bytes
    writer.row_groups.push(...earlier.groups)
    writer.num_rows = earlier.groups.reduce((sum, group) => sum + group.num_rows, 0n)
  }
  return {
    groups: () => writer.row_groups,
    write: async (values, seen) =>
      writer.write({
        columnData: columns.map(({ name }, i) => ({
          name,
          data: values[i] as unknown[],
          offsetIndex: false,
          // A dictionary would take -0 for 0.
          ...(seen[i]?.negativeZero === true ? { encoding: 'PLAIN' as const } : {}),
        })),
        rowGroupSize: values[0]?.length ?? 1,
      }),
    end: async () => writer.finish(),
  }
}
