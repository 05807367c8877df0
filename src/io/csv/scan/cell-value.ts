/**
 * The value of a cell for a field of any codec: read by the reader of cells, decoded by the codec, as the row decoder does.
 */
import { Failure } from '../../../plan/codec/decode-failure.ts'
import { plainDecimal } from '../../scan/plain-decimal.ts'
import { passTime, timeAt } from '../../scan/plain-time.ts'
import type { ScanField } from '../../scan/scan-fields.ts'
import { cachedText, type TextCache } from '../../scan/text-cache.ts'
import { absent, cellReader } from '../../text/text-cell.ts'
import type { CellCutter } from './cell-cutter.ts'
import type { QuotedCells } from './quoted-cells.ts'
import { isConstant, plainOf } from './scan-field.ts'

/** Where the value is that was read last. */
export interface Found {
  value: unknown
}

/** Passes over the cell at an offset of some bytes and of a view of them, and gives that behind it; -1 if the row is to be read in the careful way. */
export type ReadValue = (bytes: Buffer, view: DataView, at: number, end: number) => number

/** So many values are kept, of texts of so many characters at most. */
const mostKnown = 4096
const longestKnown = 24

/** The reader of the cells of a field. */
export const cellValue = (field: ScanField, nulls: readonly string[], cutter: CellCutter, found: Found): ReadValue => {
  const { codec, optional, decode } = field
  const read = cellReader(codec, optional, nulls)
  const isQuoted = (): boolean => cutter.isQuoted
  const plain = plainOf(field, nulls)
  const isSame = isConstant(field)
  const known = new Map<string, unknown>()
  const plainValue = (bytes: Buffer, view: DataView, from: number, to: number): number => {
    if (plain === 'number') return plainDecimal(bytes, from, to)
    return plain === 'time' && passTime(view, from) === to ? timeAt(view, from, to) : Number.NaN
  }
  return (bytes, view, at, end) => {
    const behind = cutter.pass(bytes, at, end)
    if (behind < 0) return -1
    const value = plainValue(bytes, view, cutter.from, cutter.to)
    if (!Number.isNaN(value)) {
      found.value = value
      return behind
    }
    const text = cutter.text(bytes)
    const isKnowable = isSame && !cutter.isQuoted && text.length <= longestKnown
    if (isKnowable) {
      found.value = known.get(text)
      if (found.value !== undefined) return behind
    }
    const made = read(text, isQuoted, 0)
    found.value = decode(made === absent ? undefined : made)
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
    if (isQuoted) return to < 0 ? quoted.text(bytes, from, ~to) : cachedText(cache, bytes, from, to)
    if (isOnlyEmpty) return from === to ? null : cachedText(cache, bytes, from, to)
    const text = cachedText(cache, bytes, from, to)
    return tokens.has(text) ? null : text
  }
}
