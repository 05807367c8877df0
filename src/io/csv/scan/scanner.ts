/**
 * The scanner of files with certain columns: the generated loop with all that it works on, and the columns that it fills.
 */
import { compile } from '../../../code/compile.ts'
import type { Column } from '../../../plan/source.ts'
import type { Fill, Position } from '../../scan/fill.ts'
import { powersOfTen } from '../../scan/plain-decimal.ts'
import { passTime, timeAt } from '../../scan/plain-time.ts'
import type { ScanField, ScanFields } from '../../scan/scan-fields.ts'
import { textCache } from '../../scan/text-cache.ts'
import { type TextColumn, textColumn } from '../../scan/text-column.ts'
import type { BytesFormat } from './bytes-format.ts'
import { cellCutter } from './cell-cutter.ts'
import { cellValue, type Found, missingValue, textOrNull } from './cell-value.ts'
import { type QuotedCells, quotedCells } from './quoted-cells.ts'
import { kindOf, wayOf } from './scan-field.ts'
import { scannerCode } from './scanner-code.ts'

export interface Scanner {
  readonly fill: Fill
  readonly at: Position
  /** The line of each row. */
  readonly lines: Float64Array
  readonly columns: readonly Column[]
  /** The bytes that will be scanned, until other ones are. */
  readonly over: (bytes: Buffer) => void
  /** Sets a row that was made in another way. */
  readonly set: (index: number, row: Readonly<Record<string, unknown>>) => void
}

/** A column under way, and how it takes a value that was made in another way. */
interface Slot {
  readonly column: Column
  readonly set: (index: number, value: unknown) => void
  readonly text: TextColumn | undefined
  /** By what names generated code knows it. */
  readonly names: Readonly<Record<string, unknown>>
}

const slotOf = (field: ScanField, slot: number, { capacity, places }: ScannerOptions, quoted: QuotedCells): Slot => {
  if (kindOf(field) === 'texts') {
    const text = textColumn(capacity, textCache(places), quoted.text)
    return {
      column: text.column,
      set: (index, value) => text.set(index, value as string),
      text,
      names: { [`starts${slot}`]: text.starts, [`ends${slot}`]: text.ends },
    }
  }
  const values: Float64Array | unknown[] =
    kindOf(field) === 'numbers' ? new Float64Array(capacity) : new Array<unknown>(capacity).fill(null)
  return {
    column: values instanceof Float64Array ? { kind: 'numbers', values } : { kind: 'values', values },
    set: (index, value) => {
      values[index] = value as number
    },
    text: undefined,
    names: { [`values${slot}`]: values },
  }
}

/** What all scanners of a scan have in common. */
export interface ScannerOptions {
  readonly fields: ScanFields
  readonly format: BytesFormat
  readonly nulls: readonly string[]
  /** Rows in a batch, at most. */
  readonly capacity: number
  /** Places in caches of texts. */
  readonly places?: number | undefined
}

/** The scanner of files with columns of these names. */
export const scanner = (columns: readonly string[], options: ScannerOptions): Scanner => {
  const { format, nulls, capacity } = options
  const { fields, asked } = options.fields
  const found: Found = { value: undefined }
  const at: Position = { position: 0, row: 0, line: 1 }
  const lines = new Float64Array(capacity)
  const quoted = quotedCells(format)
  const cache = textCache(options.places)
  const cutter = cellCutter(format, quoted, cache)
  const wanted = [...new Set(asked)].map((place) => fields[place] as ScanField)
  const slots = wanted.map((field, slot) => slotOf(field, slot, options, quoted))
  const names: Record<string, unknown> = {
    at,
    lines,
    found,
    quoted,
    powers: powersOfTen,
    passTime,
    timeAt,
    textOrNull: textOrNull(nulls, cache, quoted),
  }
  for (const slot of slots) Object.assign(names, slot.names)
  const cells = columns.map((name, index) => {
    const field = fields.find((field) => field.name === name)
    if (field === undefined) return { way: 'text', slot: -1, isNumbers: false, reader: '' } as const
    const way = wayOf(field, nulls)
    // All fields of one other way are read alike.
    const reader = way === 'value' ? `read${index}` : `${way}Reader`
    if (way !== 'text' && way !== 'textOrNull') names[reader] ??= cellValue(field, nulls, cutter, found)
    return { way, slot: wanted.indexOf(field), isNumbers: kindOf(field) === 'numbers', reader }
  })
  const missing = fields.filter(({ name }) => !columns.includes(name))
  for (const [index, field] of missing.entries()) names[`missing${index}`] = missingValue(field, found)
  const plan = {
    cells,
    missing: missing.map((field) => wanted.indexOf(field)),
    isEmptyNull: nulls.includes(''),
    names: Object.keys(names),
  }
  const values = Object.values(names)
  const fill = compile<(values: readonly unknown[], ...rest: Parameters<Fill>) => boolean>(scannerCode(plan, format))
  return {
    fill: (...given) => fill(values, ...given),
    at,
    lines,
    columns: asked.map((place) => (slots[wanted.indexOf(fields[place] as ScanField)] as Slot).column),
    over: (bytes) => {
      for (const { text } of slots) text?.over(bytes)
    },
    set: (index, row) => {
      for (const [i, { set }] of slots.entries()) set(index, row[(wanted[i] as ScanField).name])
    },
  }
}
