/**
 * The value of a field for any codec: out of the bytes as `JSON.parse` would have it, then decoded, as the row reader does.
 */
import { deepFreeze } from '../../../data/frozen.ts'
import { Failure } from '../../../plan/codec/decode-failure.ts'
import { JsonFault, parseJson } from '../../json/parse-json.ts'
import type { Making } from '../../json/strict-json.ts'
import { plainDecimal } from '../../scan/plain-decimal.ts'
import type { ScanField } from '../../scan/scan-fields.ts'
import type { TextCache } from '../../scan/text-cache.ts'
import { skipValue } from './skip-value.ts'

/** Where the value is that was read last. */
export interface Found {
  value: unknown
}

/** Reads the value at an offset, and gives that behind it; -1 if the row is to be read in the careful way. */
export type ReadValue = (bytes: Buffer, at: number) => number

export interface Reading {
  readonly found: Found
  readonly text: TextCache
  readonly making: Making
  /** Whether values are to be frozen before they are decoded. */
  readonly freezes: boolean
}

/** The text between the quotes at `from` and before `to`, if it stands for itself. */
const plainText = (bytes: Buffer, from: number, to: number, text: TextCache): string | undefined => {
  for (let i = from + 1; i < to - 1; i++) if (bytes[i] === 92) return undefined
  return text(bytes, from + 1, to - 1)
}

const parse = (bytes: Buffer, from: number, to: number, { text, making }: Reading): unknown => {
  switch (bytes[from]) {
    case 34: // "
      return plainText(bytes, from, to, text) ?? JSON.parse(bytes.toString('utf8', from, to))
    case 116: // true
      return true
    case 102: // false
      return false
    case 110: // null
      return null
    case 123: // {
    case 91: // [
      return parseJson(bytes.toString('utf8', from, to), making)
    default: {
      const number = plainDecimal(bytes, from, to)
      return Number.isNaN(number) ? parseJson(bytes.toString('latin1', from, to), making) : number
    }
  }
}

const fits = ({ decode }: ScanField, value: unknown, found: Found): boolean => {
  found.value = decode(value)
  return !(found.value instanceof Failure)
}

/** The reader of a field's values. */
export const valueReader =
  (field: ScanField, reading: Reading): ReadValue =>
  (bytes, at) => {
    const end = skipValue(bytes, at)
    if (end < 0) return -1
    const value = parse(bytes, at, end, reading)
    if (value instanceof JsonFault) return -1
    return fits(field, reading.freezes ? deepFreeze(value) : value, reading.found) ? end : -1
  }

/** Whether a field takes that it is not there; the value that it has then is `found`. */
export const missingReader =
  (field: ScanField, found: Found): (() => boolean) =>
  () =>
    fits(field, undefined, found)
