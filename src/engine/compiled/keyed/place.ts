/**
 * The place of a row as it is put aside with the row.
 */
import type { Place } from '../../../error/floe-error.ts'
import type { Cursor } from '../run.ts'

/** Three values. */
export const packed = ({ where, index }: Cursor): readonly unknown[] => {
  const { source, line, row } = where(index)
  return [source, line, row]
}

/** In the place of a place that nobody will ask for. */
export const unplaced: readonly unknown[] = [undefined, undefined, undefined]

/** The place that begins at an index of a record. */
export const unpacked = (record: readonly unknown[], at: number): Cursor => {
  const source = record[at] as string | undefined
  const line = record[at + 1] as number | undefined
  const row = record[at + 2] as number | undefined
  const place: Place = {
    ...(source === undefined ? {} : { source }),
    ...(line === undefined ? {} : { line }),
    ...(row === undefined ? {} : { row }),
  }
  return { where: () => place, index: 0 }
}
