/**
 * One field of many rows: checked, and given as a column where it is asked for.
 *
 * Says which rows it is not sure of, for the slow way to look at; holds their place with anything.
 */
import { Failure } from '../../../plan/codec/decode-failure.ts'
import type { Column } from '../../../plan/source.ts'
import type { ScanField } from '../../scan/scan-fields.ts'
import type { Cell } from '../row-cells.ts'
import { type Fitted, fieldOf, fitValues } from './fit-values.ts'
import type { Segment, StoredValues } from './segment.ts'

export interface FieldReader {
  /** Takes the field's column of the next row group. */
  readonly open: (segments: readonly Segment[]) => void
  /** Checks rows of the group, and fills `column` with them; tells `doubt` which are not sure, counted from `from`. */
  readonly read: (from: number, to: number, doubt: (index: number) => void) => void
  /** Sets one row by hand. */
  readonly set: (index: number, value: unknown) => void
  readonly column: Column
}

const gatherNumbers = (
  out: Float64Array,
  at: number,
  numbers: Float64Array,
  codes: Int32Array,
  from: number,
  to: number,
): void => {
  for (let i = from; i < to; i++) out[at++] = numbers[codes[i] as number] as number
}

const gatherValues = (
  out: unknown[],
  at: number,
  values: readonly unknown[],
  codes: Int32Array,
  from: number,
  to: number,
): void => {
  for (let i = from; i < to; i++) out[at++] = values[codes[i] as number]
}

/** Does something with each part of the segments that lies within some rows. */
const overlaps = (
  segments: readonly Segment[],
  from: number,
  to: number,
  take: (segment: Segment, from: number, to: number) => void,
): void => {
  for (const segment of segments)
    if (segment.from < to && segment.to > from) take(segment, Math.max(from, segment.from), Math.min(to, segment.to))
}

/** The reader of a field, for so many rows at a time; one that is not asked for is checked alone. */
export const fieldReader = (cell: Cell, field: ScanField, isAsked: boolean, size: number): FieldReader => {
  const numbers = new Float64Array(isAsked && field.isNumber ? size : 0)
  const values: unknown[] = isAsked && !field.isNumber ? new Array(size).fill(undefined) : []
  const column: Column = field.isNumber ? { kind: 'numbers', values: numbers } : { kind: 'values', values }
  const set = (index: number, value: unknown): void => {
    if (!isAsked) return
    if (field.isNumber) numbers[index] = value as number
    else values[index] = value
  }
  const become = fieldOf(cell, field)
  let segments: readonly Segment[] = []
  let fitted = new Map<StoredValues, Fitted>()

  const fittedOf = (stored: StoredValues): Fitted => {
    const known = fitted.get(stored)
    if (known !== undefined) return known
    const made = fitValues(stored, cell, field)
    fitted.set(stored, made)
    return made
  }

  const readPlain = (from: number, to: number, doubt: (index: number) => void): void =>
    overlaps(segments, from, to, (segment, first, last) => {
      const { codes, hasMissing } = segment
      const made = fittedOf(segment.values)
      const at = first - from
      const start = first - segment.from
      if (isAsked && field.isNumber)
        if (codes === undefined) numbers.set(made.numbers.subarray(start, start + last - first), at)
        else gatherNumbers(numbers, at, made.numbers, codes, first, last)
      else if (isAsked)
        if (codes === undefined) for (let i = 0; i < last - first; i++) values[at + i] = made.values[start + i]
        else gatherValues(values, at, made.values, codes, first, last)
      if (!made.anyUnfit && !(hasMissing && made.unfit[segment.values.length] === 1)) return
      for (let i = first; i < last; i++)
        if (made.unfit[codes === undefined ? i - segment.from : (codes[i] as number)] === 1) doubt(i - from)
    })

  /** Of codecs that ask someone: once for each row, as in the slow way. */
  const readEach = (from: number, to: number, doubt: (index: number) => void): void =>
    overlaps(segments, from, to, (segment, first, last) => {
      const { codes, values: stored } = segment
      for (let i = first; i < last; i++) {
        const made = become(stored[codes === undefined ? i - segment.from : (codes[i] as number)])
        if (made instanceof Failure) doubt(i - from)
        else set(i - from, made)
      }
    })

  return {
    open: (next) => {
      segments = next
      fitted = new Map()
    },
    read: field.isPlain ? readPlain : readEach,
    set,
    column,
  }
}
