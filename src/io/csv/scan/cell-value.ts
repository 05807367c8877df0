/**
 * The value of a cell for a field of any codec: read by the reader of cells, decoded by the codec, as the row decoder does.
 */
import { compileCodec } from '../../../plan/codec/compile-codec.ts'
import { Failure } from '../../../plan/codec/decode-failure.ts'
import { plainDecimal } from '../../scan/plain-decimal.ts'
import type { TextCache } from '../../scan/text-cache.ts'
import { absent, cellReader } from '../../text/text-cell.ts'
import type { CellCutter } from './cell-cutter.ts'
import type { ScanField } from './scan-field.ts'

/** Where the value is that was read last. */
export interface Found {
  value: unknown
}

/** Passes over the cell at an offset, and gives that behind it; -1 if the row is to be read in the careful way. */
export type ReadValue = (bytes: Buffer, at: number, end: number) => number

interface Decoding {
  readonly cutter: CellCutter
  readonly found: Found
  readonly text: TextCache
  readonly nulls: readonly string[]
}

/** What a field's value in a row is, by what was read for it; whether it fits. As `compileRecord` has it. */
const fieldDecoder = ({ codec, optional }: ScanField, found: Found): ((read: unknown) => boolean) => {
  const decode = compileCodec(codec)
  return (read) => {
    try {
      const decoded = decode(read)
      found.value = optional && read === undefined && decoded instanceof Failure ? undefined : decoded
    } catch {
      return false
    }
    return !(found.value instanceof Failure)
  }
}

/** The reader of the cells of a field. */
export const cellValue = (field: ScanField, { cutter, found, text, nulls }: Decoding): ReadValue => {
  const read = cellReader(field.codec, field.optional, nulls)
  const fits = fieldDecoder(field, found)
  const isQuoted = (): boolean => cutter.isQuoted
  const isNumeric = field.way === 'number' || field.way === 'numberOrNull'
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
    const value = read(text(bytes, cutter.from, cutter.to), isQuoted, 0)
    return fits(value === absent ? undefined : value) ? behind : -1
  }
}

/** The value of a field for which the file has no column; whether there is one. */
export const missingValue = (field: ScanField, found: Found): (() => boolean) => {
  const fits = fieldDecoder(field, found)
  return () => fits(undefined)
}
