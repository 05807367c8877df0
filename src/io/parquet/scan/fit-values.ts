/**
 * Stored values as the values of a field, where each stands for itself: converted and checked once for all rows that have it.
 */
import { Failure } from '../../../plan/codec/decode-failure.ts'
import type { ScanField } from '../../scan/scan-fields.ts'
import type { ColumnType } from '../column-type.ts'
import { Unfit } from '../convert-cell.ts'
import type { Cell } from '../row-cells.ts'
import type { StoredValues } from './segment.ts'

/** One more than there are stored values: what is last stands for a missing one. */
export interface Fitted {
  readonly numbers: Float64Array
  /** Where the field is no number; else empty. */
  readonly values: readonly unknown[]
  /** 1 for those that do not fit. */
  readonly unfit: Uint8Array
  /** Whether any do not that are no missing ones. */
  readonly anyUnfit: boolean
}

/** What a value becomes on its way into a field: the value, or a `Failure` where the slow way must say why it is none. */
export const fieldOf =
  ({ convert, missing }: Cell, { decode }: ScanField) =>
  (stored: unknown): unknown => {
    const made = stored === null || stored === undefined ? missing : convert(stored)
    return made instanceof Unfit ? new Failure(stored, '') : decode(made)
  }

/** By how much 64-bit integers are divided to be the numbers of a field; `undefined` for what takes a way of its own. */
const divisorOf = (type: ColumnType): number | undefined => {
  switch (type.kind) {
    case 'int64':
      return 1
    case 'timestamp':
    case 'time':
      return type.perMilli
    default:
      return undefined
  }
}

const highWord = 2 ** 32

const fitNumbers = (values: StoredValues, type: ColumnType, become: (stored: unknown) => unknown): Fitted => {
  const { length } = values
  const numbers = new Float64Array(length + 1)
  const unfit = new Uint8Array(length + 1)
  let anyUnfit = false
  const take = (i: number): void => {
    const made = become(values[i])
    if (typeof made === 'number') numbers[i] = made
    else {
      unfit[i] = 1
      if (i < length) anyUnfit = true
    }
  }
  const isWhole = values instanceof Int32Array && type.kind === 'int32'
  const divisor = divisorOf(type)
  if (isWhole || ((values instanceof Float64Array || values instanceof Float32Array) && type.kind === 'double'))
    numbers.set(values)
  else if (values instanceof BigInt64Array && divisor !== undefined) {
    const halves = new Int32Array(values.buffer, values.byteOffset, 2 * length)
    for (let i = 0; i < length; i++) {
      const number = (halves[2 * i + 1] as number) * highWord + ((halves[2 * i] as number) >>> 0)
      if (Number.isSafeInteger(number)) numbers[i] = number / divisor
      else take(i)
    }
  } else for (let i = 0; i < length; i++) take(i)
  take(length)
  return { numbers, values: [], unfit, anyUnfit }
}

const noNumbers = new Float64Array(0)

/** All values of a field that is plain; see `ScanField`. */
export const fitValues = (values: StoredValues, cell: Cell, field: ScanField): Fitted => {
  const become = fieldOf(cell, field)
  if (field.isNumber) return fitNumbers(values, cell.column.type, become)
  const { length } = values
  const made: unknown[] = []
  const unfit = new Uint8Array(length + 1)
  let anyUnfit = false
  for (let i = 0; i <= length; i++) {
    const value = become(values[i])
    made.push(value)
    if (value instanceof Failure) {
      unfit[i] = 1
      if (i < length) anyUnfit = true
    }
  }
  return { numbers: noNumbers, values: made, unfit, anyUnfit }
}
