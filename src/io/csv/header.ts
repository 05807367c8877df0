/**
 * The names of a file's columns: from its first record, or from elsewhere if it has no header.
 */
import { FloeError } from '../../error/floe-error.ts'
import type { CsvFormat } from './options.ts'

/** What can be known of columns when the first record has been read. */
export interface Columns {
  readonly names: readonly string[]
  /** Whether the first record is the header, and no row. */
  readonly isHeader: boolean
}

const lacking = (path: string, names: readonly string[]): FloeError =>
  new FloeError('SchemaMismatch', {
    message: 'the file is empty: it has not even a header',
    place: { source: path },
    expected: `a header with ${names.join(', ')}`,
    hint: 'a table without rows still has a header; header: false reads a file that has none',
  })

/**
 * The columns of a file, by its first record (`undefined`: it has none) and by those that a codec names.
 *
 * @throws FloeError SchemaMismatch, for a file without its header of which columns are wanted
 */
export const columnsOf = (
  first: readonly string[] | undefined,
  { header, columns }: CsvFormat,
  wanted: readonly string[] | undefined,
  path: string,
): Columns => {
  if (columns !== undefined) return { names: columns, isHeader: false }
  if (header) {
    if (first === undefined && wanted !== undefined && wanted.length > 0) throw lacking(path, wanted)
    return { names: first ?? [], isHeader: true }
  }
  return { names: wanted ?? (first ?? []).map((_, i) => `column${i + 1}`), isHeader: false }
}
