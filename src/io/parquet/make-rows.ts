/**
 * From columns to rows: some of a row group's values, converted, put together and decoded by the codec.
 *
 * Knows nothing of files; where a row came from is told by the one who calls.
 */
import type * as t from 'io-ts'
import { printValue } from '../../data/print-value.ts'
import { rowToText } from '../../data/row-text.ts'
import { FloeError, type RunError } from '../../error/floe-error.ts'
import { decoderOf } from '../../plan/codec/decode-value.ts'
import { shapeOf } from '../row-shape.ts'
import { Unfit } from './convert-cell.ts'
import type { Stored } from './read-group.ts'
import type { Cell } from './row-cells.ts'

/** Rows, with `undefined` in place of those that are in `errors` under their index. */
export interface Made {
  readonly rows: readonly unknown[]
  readonly errors: ReadonlyMap<number, RunError>
}

/** Makes rows of the values of columns from index `from` up to `to`; `first` is the ordinal of the row at 0, from 1. */
export type MakeRows = (columns: readonly Stored[], from: number, to: number, first: number) => Made

const rejectHint = "onError: 'reject' sets such rows aside"
const wideHint = 'a 64-bit integer beyond 2^53 - 1 is no safe number; t.bigint in the codec reads it whole'

const unfitField = (row: Readonly<Record<string, unknown>>): readonly [string, Unfit] | undefined => {
  for (const [name, value] of Object.entries(row)) if (value instanceof Unfit) return [name, value]
  return undefined
}

/** Whether a name is found in every object, also where it is not a field: `constructor`, `__proto__`. */
const isHostile = (name: string): boolean => name in Object.prototype

/** The same row as a plain object: what is given away inherits what objects do. */
const plainCopy = (row: Readonly<Record<string, unknown>>): unknown =>
  Object.freeze(Object.fromEntries(Object.entries(row)))

export const rowMaker = (cells: readonly Cell[], codec: t.Mixed | undefined, source: string): MakeRows => {
  const decode = codec === undefined ? undefined : decoderOf(codec)
  const names = cells.map(({ column }) => column.name)
  const asked = codec === undefined ? [] : (shapeOf(codec)?.fields.map(({ name }) => name) ?? [])
  const hostile = [...names, ...asked].some(isHostile)
  const invalid = (
    row: number,
    details: {
      message: string
      field: string
      found: unknown
      expected?: string
      hint: string
      raw?: string | undefined
    },
  ) => {
    const { message, field, found, expected, hint, raw } = details
    return new FloeError('InvalidRow', {
      message,
      place: { source, row, ...(field === '' ? {} : { field }) },
      found: printValue(found),
      hint,
      raw,
      ...(expected === undefined ? {} : { expected }),
    })
  }
  return (columns, from, to, first) => {
    const rows: unknown[] = new Array(to - from)
    const errors = new Map<number, RunError>()
    let anyUnfit = false
    const converted = cells.map(({ convert, missing }, c) => {
      const stored = columns[c] as Stored
      const values: unknown[] = new Array(to - from)
      for (let i = from; i < to; i++) {
        const value = stored[i]
        const made = value === null || value === undefined ? missing : convert(value)
        if (made instanceof Unfit) anyUnfit = true
        values[i - from] = made
      }
      return values
    })
    for (let i = 0; i < rows.length; i++) {
      const row: Record<string, unknown> = hostile ? Object.create(null) : {}
      for (let c = 0; c < names.length; c++) {
        const value = (converted[c] as readonly unknown[])[i]
        if (value === undefined) continue
        row[names[c] as string] = value
      }
      const unfit = anyUnfit ? unfitField(row) : undefined
      if (unfit !== undefined) {
        const [field, { message, found, hint }] = unfit
        errors.set(i, invalid(first + from + i, { message, field, found, hint }))
      } else if (decode === undefined) rows[i] = hostile ? plainCopy(row) : Object.freeze(row)
      else {
        const decoded = decode(row)
        if (decoded.ok) rows[i] = decoded.value
        else {
          const { message, path, found, expected } = decoded
          const hint = typeof found === 'bigint' && expected === 'number' ? wideHint : rejectHint
          errors.set(i, invalid(first + from + i, { message, field: path, found, expected, hint, raw: rowToText(row) }))
        }
      }
    }
    return { rows, errors }
  }
}
