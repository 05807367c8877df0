/**
 * The value of a cell for a field of any codec: read by the reader of cells, decoded by the codec, as the row decoder does.
 */
import { Failure } from '../../../plan/codec/decode-failure.ts'
import { plainDecimal } from '../../scan/plain-decimal.ts'
import type { ScanField } from '../../scan/scan-fields.ts'
import { absent, cellReader } from '../../text/text-cell.ts'
import type { CellCutter } from './cell-cutter.ts'

/** Where the value is that was read last. */
export interface Found {
  value: unknown
}

/** Passes over the cell at an offset, and gives that behind it; -1 if the row is to be read in the careful way. */
export type ReadValue = (bytes: Buffer, at: number, end: number) => number

/** The reader of the cells of a field. `isNumeric`: whatever is a number to JavaScript is one to the field. */
export const cellValue = (
  { codec, optional, decode }: ScanField,
  nulls: readonly string[],
  isNumeric: boolean,
  cutter: CellCutter,
  found: Found,
): ReadValue => {
  const read = cellReader(codec, optional, nulls)
  const isQuoted = (): boolean => cutter.isQuoted
  return (bytes, at, end) => {
    const behind = cutter.pass(bytes, at, end)
    if (behind < 0) return -1
    if (isNumeric) {
      const number = plainDecimal(bytes, cutter.from, cutter.to)
      if (!Number.isNaN(number)) {
        found.value = number
        return behind
      }
    }
    const value = read(cutter.text(bytes), isQuoted, 0)
    found.value = decode(value === absent ? undefined : value)
    return found.value instanceof Failure ? -1 : behind
  }
}

/** The value of a field for which the file has no column; whether there is one. */
export const missingValue = ({ decode }: ScanField, found: Found): (() => boolean) => {
  return () => {
    found.value = decode(undefined)
    return !(found.value instanceof Failure)
  }
}
