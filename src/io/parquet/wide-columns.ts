/**
 * Which columns of 64-bit integers hold some beyond 2^53 - 1, by what the file says of their least and greatest values.
 *
 * Only asked where no codec says what a column is to be: then all of it is bigint, and never a mixture.
 */
import type { Column } from './column-type.ts'
import type { ParquetFile } from './open-file.ts'

const safe = BigInt(Number.MAX_SAFE_INTEGER)

const isUnsafe = (value: unknown): boolean => typeof value === 'bigint' && (value > safe || value < -safe)

/** Whether a column is known to hold integers that are no safe numbers. Where the file says nothing, it is not. */
export const isWide = ({ metadata }: ParquetFile, { name, type }: Column): boolean =>
  (type.kind === 'int64' || type.kind === 'uint64') &&
  metadata.row_groups.some(({ columns }) =>
    columns.some(({ meta_data: meta }) => {
      if (meta?.path_in_schema[0] !== name || meta.statistics === undefined) return false
      const { min_value: min, max_value: max, min: oldMin, max: oldMax } = meta.statistics
      return [min, max, oldMin, oldMax].some(isUnsafe)
    }),
  )
