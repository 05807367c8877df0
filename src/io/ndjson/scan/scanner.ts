/**
 * The scanner of rows that are laid out in some way: the generated loop with all that it works on, and the columns that it
 * fills.
 */
import { compile } from '../../../code/compile.ts'
import { dateFromIso } from '../../../codec/date-from-iso.ts'
import { knownTag } from '../../../plan/codec/codec-origin.ts'
import type { Column } from '../../../plan/source.ts'
import type { Fill, Position } from '../../scan/fill.ts'
import { makesNumbers } from '../../scan/makes-numbers.ts'
import { plainDecimal, powersOfTen } from '../../scan/plain-decimal.ts'
import { passTime, timeAt } from '../../scan/plain-time.ts'
import type { ScanField } from '../../scan/scan-fields.ts'
import { type TextCache, textCache } from '../../scan/text-cache.ts'
import { type TextColumn, textColumn } from '../../scan/text-column.ts'
import { type CheckValue, valueChecker } from './check-value.ts'
import { type KeyFinder, keyFinder } from './find-key.ts'
import { type Layout, layoutKey } from './layout.ts'
import { type Found, missingReader, type Reading, type ReadValue, valueReader } from './read-value.ts'
import { type KeyPlan, scannerCode, type Way } from './scanner-code.ts'
import { skipBlanks, skipText, skipValue } from './skip-value.ts'

export interface Scanner {
  readonly fill: Fill
  readonly keys: KeyFinder
}

/** How a field is taken from its value. */
export const wayOf = ({ codec, optional }: ScanField): Way => {
  if (optional) return 'value'
  if (codec === dateFromIso) return 'time'
  switch (knownTag(codec)) {
    case 'StringType':
      return 'text'
    case 'NumberType':
      return 'number'
    default:
      return 'value'
  }
}

/** The kind of the column that a field makes. */
export const kindOf = (field: ScanField): Column['kind'] =>
  wayOf(field) === 'text' ? 'texts' : makesNumbers(field) ? 'numbers' : 'values'

/** A column under way, and how it takes a value that was made in another way. */
interface Slot {
  readonly column: Column
  readonly set: (index: number, value: unknown) => void
  readonly text: TextColumn | undefined
  /** By what names generated code knows it. */
  readonly names: Readonly<Record<string, unknown>>
}

/** A text in quotes with escapes in it: as it reads without them. */
const escapedText =
  (text: TextColumn) =>
  (bytes: Buffer, at: number, row: number): number => {
    const end = skipText(bytes, at)
    if (end >= 0) text.set(row, JSON.parse(bytes.toString('utf8', at, end)) as string)
    return end
  }

const slotOf = (field: ScanField, slot: number, capacity: number, places: number | undefined): Slot => {
  if (wayOf(field) === 'text') {
    const text = textColumn(capacity, textCache(places))
    const names = { [`starts${slot}`]: text.starts, [`ends${slot}`]: text.ends, [`text${slot}`]: escapedText(text) }
    return { column: text.column, set: (index, value) => text.set(index, value as string), text, names }
  }
  const values: Float64Array | unknown[] = makesNumbers(field)
    ? new Float64Array(capacity)
    : new Array<unknown>(capacity).fill(null)
  return {
    column: values instanceof Float64Array ? { kind: 'numbers', values } : { kind: 'values', values },
    set: (index, value) => {
      values[index] = value as number
    },
    text: undefined,
    names: { [`values${slot}`]: values },
  }
}

/** A value that nobody asked for: made only if it is not sure that it fits. */
const checkedFirst = (check: CheckValue | undefined, read: ReadValue): ReadValue =>
  check === undefined
    ? read
    : (bytes, view, at) => {
        const end = check(bytes, at)
        return end < 0 ? read(bytes, view, at) : end
      }

/** All that scanners of a scan have in common, and the columns that they fill. */
export interface Scanners {
  readonly at: Position
  /** The line of each row. */
  readonly lines: Float64Array
  readonly columns: readonly Column[]
  /** The bytes that will be scanned, until other ones are. */
  readonly over: (bytes: Buffer) => void
  /** Sets a row that was made in another way. */
  readonly set: (index: number, row: Readonly<Record<string, unknown>>) => void
  /** The scanner of rows of some layout. */
  readonly of: (layout: Layout) => Scanner
}

/** So many are kept. */
const mostScanners = 64

export const scanners = (
  fields: readonly ScanField[],
  asked: readonly number[],
  how: Omit<Reading, 'found' | 'text'>,
  capacity: number,
  places?: number,
): Scanners => {
  const found: Found = { value: undefined }
  const at: Position = { position: 0, row: 0, line: 1 }
  const lines = new Float64Array(capacity)
  const wanted = [...new Set(asked)]
  const slots = wanted.map((f, slot) => slotOf(fields[f] as ScanField, slot, capacity, places))
  const text: TextCache = textCache(places)

  const make = (layout: Layout): Scanner => {
    const expected = layout.map(({ name }) => name)
    const names = [...expected, ...fields.map(({ name }) => name).filter((name) => !expected.includes(name))]
    const keys = keyFinder(names)
    const values: Record<string, unknown> = { at, lines, found, keys, powers: powersOfTen }
    Object.assign(
      values,
      { passTime, plainDecimal, timeAt, skipBlanks, skipText, skipValue },
      ...slots.map((slot) => slot.names),
    )
    const plans = names.map((name, index): KeyPlan => {
      const f = fields.findIndex((field) => field.name === name)
      const field = fields[f]
      const glue = layout[index]?.glue
      if (field === undefined) return { way: 'other', slot: -1, glue }
      const slot = wanted.indexOf(f)
      const read = valueReader(field, { ...how, found, text })
      values[`read${index}`] = slot < 0 ? checkedFirst(valueChecker(field.codec), read) : read
      values[`missing${index}`] = missingReader(field, found)
      return { way: wayOf(field), slot, glue }
    })
    const code = scannerCode(plans, Object.keys(values))
    const list = Object.values(values)
    const fill = compile<(values: readonly unknown[], ...rest: Parameters<Fill>) => boolean>(code)
    return { fill: (...given) => fill(list, ...given), keys }
  }

  /** Of many files with few layouts each scanner is made once. */
  const made = new Map<string, Scanner>()
  const scannerOf = (layout: Layout): Scanner => {
    const key = layoutKey(layout)
    const known = made.get(key)
    if (known !== undefined) return known
    const scanner = make(layout)
    if (made.size === mostScanners) made.clear()
    made.set(key, scanner)
    return scanner
  }

  return {
    at,
    lines,
    columns: asked.map((f) => (slots[wanted.indexOf(f)] as Slot).column),
    over: (bytes) => {
      for (const slot of slots) slot.text?.over(bytes)
    },
    set: (index, row) => {
      for (const [i, { set }] of slots.entries()) set(index, row[(fields[wanted[i] as number] as ScanField).name])
    },
    of: scannerOf,
  }
}
