/**
 * One column of a row group in segments: by the fast reader where that is sure of it, and else by the slow one.
 */
import type { RowGroup } from 'hyparquet'
import type { Column } from '../column-type.ts'
import type { ParquetFile } from '../open-file.ts'
import { chunksOf, isFlat, openChunk, readColumn } from '../read-group.ts'
import { isPlainType } from './plain-values.ts'
import { readFlat } from './read-flat.ts'
import type { Segment } from './segment.ts'

const readFast = async (
  file: ParquetFile,
  group: RowGroup,
  column: Column,
): Promise<readonly Segment[] | undefined> => {
  const rows = Number(group.num_rows)
  const [chunk, ...more] = chunksOf(file, group, column)
  if (chunk === undefined || more.length > 0 || !isFlat(column) || !isPlainType(chunk.type)) return undefined
  const { kind } = column.type
  if (chunk.type === 'BYTE_ARRAY' && kind !== 'string' && kind !== 'json') return undefined
  const opened = await openChunk(file, chunk, column, rows).catch(() => undefined)
  return opened === undefined ? undefined : readFlat(chunk.type, opened.bytes, opened.facts)
}

/**
 * The segments of a column in a row group.
 *
 * @throws FloeError SourceCorrupt, SourceUnreadable
 */
export const readSegments = async (file: ParquetFile, group: RowGroup, column: Column): Promise<readonly Segment[]> => {
  const fast = await readFast(file, group, column)
  if (fast !== undefined) return fast
  const values = await readColumn(file, group, column)
  return [{ from: 0, to: values.length, values, codes: undefined, hasMissing: false }]
}
