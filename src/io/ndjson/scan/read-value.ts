/**
 * The value of a field for any codec: out of the bytes as `JSON.parse` would have it, then decoded, as the row reader does.
 */
import { dateFromIso } from '../../../codec/date-from-iso.ts'
import { deepFreeze } from '../../../data/frozen.ts'
import { Failure } from '../../../plan/codec/decode-failure.ts'
import { JsonFault, parseJson } from '../../json/parse-json.ts'
import type { Making } from '../../json/strict-json.ts'
import { besidesNull } from '../../scan/besides-null.ts'
import { plainDecimal } from '../../scan/plain-decimal.ts'
import { passTime, timeAt } from '../../scan/plain-time.ts'
import type { ScanField } from '../../scan/scan-fields.ts'
import { cachedText, type TextCache } from '../../scan/text-cache.ts'
import { closingBracket, skipValue } from './skip-value.ts'

/** Where the value is that was read last. */
export interface Found {
  value: unknown
}

/** Reads the value at an offset of some bytes and of a view of them, and gives that behind it; -1 if the row is to be read in the careful way. */
export type ReadValue = (bytes: Buffer, view: DataView, at: number) => number

export interface Reading {
  readonly found: Found
  readonly text: TextCache
  readonly making: Making
  /** Whether values are to be frozen before they are decoded. */
  readonly freezes: boolean
}

/** The text in quotes from an offset up to another. */
const readText = (bytes: Buffer, from: number, to: number, text: TextCache): unknown => {
  for (let i = from + 1; i < to; i++) if (bytes[i] === 92) return JSON.parse(bytes.toString('utf8', from, to))
  return cachedText(text, bytes, from + 1, to - 1)
}

/** The number from an offset up to another, of which it is known that it is one. */
const readNumber = (bytes: Buffer, from: number, to: number, making: Making): unknown => {
  const number = plainDecimal(bytes, from, to)
  if (!Number.isNaN(number)) return number
  const digits = bytes.toString('latin1', from, to)
  // An integer may be one that no number holds.
  return /[.eE]/.test(digits) ? Number(digits) : parseJson(digits, making)
}

const fits = ({ decode }: ScanField, value: unknown, found: Found): boolean => {
  found.value = decode(value)
  return !(found.value instanceof Failure)
}

/** Passes over a value, and leaves what `JSON.parse` makes of it as found. */
const parseValue = (bytes: Buffer, at: number, { found, text, making }: Reading): number => {
  const byte = bytes[at]
  const isNested = byte === 123 || byte === 91
  const end = isNested ? closingBracket(bytes, at) : skipValue(bytes, at)
  if (end < 0) return -1
  if (isNested) found.value = parseJson(bytes.toString('utf8', at, end), making)
  else if (byte === 34) found.value = readText(bytes, at, end, text)
  else if (byte === 116 || byte === 102) found.value = byte === 116
  else found.value = byte === 110 ? null : readNumber(bytes, at, end, making)
  return found.value instanceof JsonFault ? -1 : end
}

/** The reader of a field's values. */
export const valueReader = (field: ScanField, reading: Reading): ReadValue => {
  const { found, freezes } = reading
  const isTime = (besidesNull(field.codec) ?? field.codec) === dateFromIso
  return (bytes, view, at) => {
    if (isTime && bytes[at] === 34) {
      const quote = passTime(view, at + 1)
      if (bytes[quote] === 34) {
        found.value = timeAt(view, at + 1, quote)
        return quote + 1
      }
    }
    const end = parseValue(bytes, at, reading)
    if (end < 0) return -1
    return fits(field, freezes ? deepFreeze(found.value) : found.value, found) ? end : -1
  }
}

/** Whether a field takes that it is not there; the value that it has then is `found`. */
export const missingReader =
  (field: ScanField, found: Found): (() => boolean) =>
  () =>
    fits(field, undefined, found)
