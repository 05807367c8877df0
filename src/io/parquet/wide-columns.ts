/**
 * Which columns of 64-bit integers hold some beyond 2^53 - 1, by what the file says of their least and greatest values.
 *
 * Only asked where no codec says what a column is to be: then all of it is bigint, and never a mixture.
 */
import type { ParquetFile } from './open-file.ts'

const safe = BigInt(Number.MAX_SAFE_INTEGER)

const isUnsafe = (value: unknown): boolean => typeof value === 'bigint' && (value > safe || value < -safe)

/** The names of columns that are known to hold integers that are no safe numbers. Where the file says nothing, they are not. */
export const wideColumns = ({ metadata, columns }: ParquetFile): ReadonlySet<string> => {
  const integers = new Set(
    columns.filter(({ type: { kind } }) => kind === 'int64' || kind === 'uint64').map(({ name }) => name),
  )
  const wide = new Set<string>()
  for (const group of metadata.row_groups)
    for (const { meta_data: meta } of group.columns) {
      const name = meta?.path_in_schema[0]
      if (name === undefined || meta?.statistics === undefined || !integers.has(name)) continue
      const { min_value: min, max_value: max, min: oldMin, max: oldMax } = meta.statistics
      if ([min, max, oldMin, oldMax].some(isUnsafe)) wide.add(name)
    }
  return wide
}
