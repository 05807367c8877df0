/**
 * A row that is not plain, or wrong: read and decoded as read-file.ts does it, so that its messages are the same.
 */
import { isUtf8 } from 'node:buffer'
import { FloeError } from '../../../error/floe-error.ts'
import type { Where } from '../../../plan/source.ts'
import type { DecodeRow } from '../../text/row-decoder.ts'
import { isQuotedCell, type RawFormat } from '../raw-cells.ts'
import { notText, ragged, withRecord } from '../row-errors.ts'

/** What there is to know of a file for that. */
export interface SlowRows {
  readonly names: readonly string[]
  readonly isHeader: boolean
  readonly decode: DecodeRow
  readonly raw: RawFormat
}

/** The row of some cells, which stand in `record`; or what is wrong with it. */
export const slowRow = (
  cells: readonly string[],
  record: Buffer,
  where: () => Where,
  rows: SlowRows,
): FloeError | unknown => {
  const made = rowOf(cells, record, where, rows)
  return made instanceof FloeError ? withRecord(made, record.toString(), rows, rows.raw) : made
}

const rowOf = (
  cells: readonly string[],
  record: Buffer,
  where: () => Where,
  { names, isHeader, decode, raw }: SlowRows,
): FloeError | unknown => {
  if (cells.length !== names.length) return ragged(cells.length, names.length, record.toString(), where(), isHeader)
  if (!isUtf8(record)) return notText(cells, names, where())
  return decode(cells, where, (column) => isQuotedCell(record, column, raw))
}
