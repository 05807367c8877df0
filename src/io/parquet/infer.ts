/**
 * What Parquet files say of themselves, without a row being read: for `floe show`.
 */
import * as S from '../../data/schema.ts'
import { type Paths, resolveFiles } from '../files/files.ts'
import { schemaOfColumn } from './column-type.ts'
import { openParquet } from './open-file.ts'
import { wideColumns } from './wide-columns.ts'

/**
 * A file, or several with the same columns.
 *
 * @example
 * const line = (facts: ParquetFacts) => `${facts.rows} rows in ${facts.rowGroups} groups`
 * line(await inferParquet('flights-3m.parquet')) // '3000000 rows in 11 groups'
 */
export interface ParquetFacts {
  readonly files: readonly string[]
  /** What `parquet(path)` without a codec yields. */
  readonly schema: S.Schema
  readonly rows: number
  /** Bytes on disk. */
  readonly bytes: number
  readonly rowGroups: number
  /** How pages are compressed: `ZSTD`; sorted, each once. */
  readonly compression: readonly string[]
  /** The program that wrote the first file, by its own account. */
  readonly writtenBy: string | undefined
}

/**
 * The schema, size and make of Parquet files, from their metadata alone: cheap for files of any size.
 *
 * @throws FloeError SourceNotFound, SourceUnreadable, SourceCorrupt
 * @example
 * const { schema, rows } = await inferParquet('flights-3m.parquet')
 * rows // 3000000
 * schema.kind === 'record' && schema.fields.map((field) => field.name)
 * // [ 'date', 'delay', 'distance', 'origin', 'destination' ]
 */
export const inferParquet = async (paths: Paths): Promise<ParquetFacts> => {
  const files = await resolveFiles(paths, 'parquet')
  const compression = new Set<string>()
  const fields = new Map<string, readonly S.Schema[]>()
  let rows = 0
  let bytes = 0
  let rowGroups = 0
  let writtenBy: string | undefined
  for (const [i, path] of files.entries()) {
    const file = await openParquet(path)
    await file.close()
    rows += file.rows
    bytes += file.size
    rowGroups += file.metadata.row_groups.length
    if (i === 0) writtenBy = file.metadata.created_by
    for (const group of file.metadata.row_groups)
      for (const { meta_data: meta } of group.columns) if (meta?.codec !== undefined) compression.add(meta.codec)
    const wide = wideColumns(file)
    for (const column of file.columns)
      fields.set(column.name, [...(fields.get(column.name) ?? []), schemaOfColumn(column, wide.has(column.name))])
  }
  return {
    files,
    // A column that some files lack is absent in their rows.
    schema: S.record(
      [...fields].map(([name, found]) => ({ name, schema: S.union(found), optional: found.length < files.length })),
    ),
    rows,
    bytes,
    rowGroups,
    compression: [...compression].sort(),
    writtenBy,
  }
}
