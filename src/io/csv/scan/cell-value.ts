/**
 * The value of a cell for a field of any codec: read by the reader of cells, decoded by the codec, as the row decoder does.
 */
import { dateFromIso } from '../../../codec/date-from-iso.ts'
import { dateFromPostgres } from '../../../codec/date-from-postgres.ts'
import { bigintFromText, booleanFromText, intFromText, numberFromText } from '../../../codec/from-text.ts'
import { Failure } from '../../../plan/codec/decode-failure.ts'
import { plainDecimal } from '../../scan/plain-decimal.ts'
import type { ScanField } from '../../scan/scan-fields.ts'
import type { TextCache } from '../../scan/text-cache.ts'
import { absent, cellReader } from '../../text/text-cell.ts'
import type { CellCutter } from './cell-cutter.ts'
import type { QuotedCells } from './quoted-cells.ts'

/** Where the value is that was read last. */
export interface Found {
  value: unknown
}

/** Passes over the cell at an offset, and gives that behind it; -1 if the row is to be read in the careful way. */
export type ReadValue = (bytes: Buffer, at: number, end: number) => number

/** Codecs that make the same of the same text, and ask nobody. */
const constant: ReadonlySet<unknown> = new Set([
  bigintFromText,
  booleanFromText,
  dateFromIso,
  dateFromPostgres,
  intFromText,
  numberFromText,
])

/** So many values of texts are kept. */
const mostKnown = 4096

/** The reader of the cells of a field. `isNumeric`: whatever is a number to JavaScript is one to the field. */
export const cellValue = (
  { codec, optional, decode, isPlain }: ScanField,
  nulls: readonly string[],
  isNumeric: boolean,
  cutter: CellCutter,
  found: Found,
): ReadValue => {
  const read = cellReader(codec, optional, nulls)
  const isQuoted = (): boolean => cutter.isQuoted
  const isConstant = isPlain || constant.has(codec)
  const known = new Map<string, unknown>()
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
    const text = cutter.text(bytes)
    const isKnowable = isConstant && !cutter.isQuoted
    if (isKnowable) {
      found.value = known.get(text)
      if (found.value !== undefined) return behind
    }
    const value = read(text, isQuoted, 0)
    found.value = decode(value === absent ? undefined : value)
    if (found.value instanceof Failure) return -1
    if (isKnowable) {
      if (known.size === mostKnown) known.clear()
      known.set(text, found.value)
    }
    return behind
  }
}

/** The value of a field for which the file has no column; whether there is one. */
export const missingValue = ({ decode }: ScanField, found: Found): (() => boolean) => {
  return () => {
    found.value = decode(undefined)
    return !(found.value instanceof Failure)
  }
}

/** The text of a cell, or null for a token that is not in quotes. */
export const textOrNull = (nulls: readonly string[], cache: TextCache, quoted: QuotedCells) => {
  const tokens = new Set(nulls)
  const isOnlyEmpty = tokens.size === 1 && tokens.has('')
  /** `to` is `~to` where there are doubled quotes. */
  return (bytes: Buffer, from: number, to: number, isQuoted: boolean): string | null => {
    if (isQuoted) return to < 0 ? quoted.text(bytes, from, ~to) : cache(bytes, from, to)
    if (isOnlyEmpty) return from === to ? null : cache(bytes, from, to)
    const text = cache(bytes, from, to)
    return tokens.has(text) ? null : text
  }
}
