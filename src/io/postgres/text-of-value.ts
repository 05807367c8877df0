/**
 * From a value to the text of it that PostgreSQL reads, for parameters and for columns of a table.
 *
 * What `pg` would write is not asked: it writes a Date by the machine's zone. Numbers in columns of times are milliseconds since
 * 1970, as everywhere in Floe. Knows nothing of rows.
 */
import { dateFromPostgres } from '../../codec/date-from-postgres.ts'
import { printValue } from '../../data/print-value.ts'
import { isWellFormed } from '../csv/print-cell.ts'
import { NoJson, printJson } from '../json/print-json.ts'
import { type Items, printArray } from './array-text.ts'
import type { Type } from './types.ts'

/** Why a value cannot be written, and what might help. */
export class Unwritable {
  readonly message: string
  readonly hint: string

  constructor(message: string, hint: string) {
    this.message = message
    this.hint = hint
  }
}

/** The text of a value, null for null, or why there is none. */
export type Print = (value: unknown) => string | null | Unwritable

const numberText = (value: number): string => (Object.is(value, -0) ? '-0' : String(value))

const checked = (text: string): string | Unwritable => {
  if (!isWellFormed(text))
    return new Unwritable(
      `the text has half of a surrogate pair, which UTF-8 cannot hold: ${printValue(text)}`,
      'it was cut in the middle of a character; text.toWellFormed() puts a mark in its place',
    )
  if (text.includes('\0'))
    return new Unwritable(
      `the text has a NUL character, which PostgreSQL cannot hold: ${printValue(text)}`,
      "text.replaceAll('\\0', '') leaves it out; bytes can be written to a column of type bytea",
    )
  return text
}

const noTime = (value: unknown): Unwritable =>
  new Unwritable(`${printValue(value)} is no time`, 'a time is a number of milliseconds since 1970, or a Date')

/** `2024-01-31 12:34:56.789+00` */
const timeText = (value: number): string | Unwritable =>
  dateFromPostgres.is(value) ? dateFromPostgres.encode(value) : noTime(value)

const dateText = (value: number): string | Unwritable => {
  const text = timeText(value)
  if (typeof text !== 'string') return text
  const found = /^(\d+-\d\d-\d\d) 00:00:00\+00( BC)?$/.exec(text)
  return found === null
    ? new Unwritable(
        `${printValue(value)} is no midnight in UTC, and a column of type date has no time of day`,
        'T.truncate of floe/time makes it one',
      )
    : `${found[1]}${found[2] ?? ''}`
}

/** Milliseconds since midnight as `12:34:56.789`. */
const clockText = (value: number): string | Unwritable => {
  if (!(value >= 0 && value <= 86_400_000))
    return new Unwritable(`${printValue(value)} is no time of day`, 'it is a number of milliseconds since midnight')
  const micros = Math.round(value * 1000)
  const digits = (n: number, length = 2): string => String(n).padStart(length, '0')
  const seconds = Math.floor(micros / 1_000_000)
  return `${digits(Math.floor(seconds / 3600))}:${digits(Math.floor(seconds / 60) % 60)}:${digits(seconds % 60)}.${digits(micros % 1_000_000, 6)}`
}

const numberIn = ({ kind }: Type): ((value: number) => string | Unwritable) => {
  switch (kind) {
    case 'timestamp':
    case 'timestamptz':
      return timeText
    case 'date':
      return dateText
    case 'time':
      return clockText
    default:
      return numberText
  }
}

const json = (value: unknown): string | null | Unwritable => {
  if (value === null || value === undefined) return null
  const text = printJson(value)
  return text instanceof NoJson
    ? new Unwritable(`${text.message}${text.path === '' ? '' : `, at ${text.path}`}`, text.hint)
    : checked(text)
}

const bytesText = (value: Uint8Array): string =>
  `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`

const itemsOf = (values: readonly unknown[], print: Print): Items | Unwritable => {
  const items: (string | null | Items)[] = []
  for (const value of values) {
    const item = Array.isArray(value) ? itemsOf(value, print) : print(value)
    if (item instanceof Unwritable) return item
    items.push(item)
  }
  return items
}

/** Of JSON an array is an item. */
const flatItems = (values: readonly unknown[]): Items | Unwritable => {
  const items = values.map(json)
  return items.find((item) => item instanceof Unwritable) ?? (items as Items)
}

/** How values of a type are written. Without a known type: as what they are. */
export const printer = (type: Type): Print => {
  if (type.kind === 'json' && !type.isArray) return json
  const number = numberIn(type)
  const isOfBytes = type.kind === 'bytea' || type.kind === 'other'
  const print: Print = (value) => {
    switch (typeof value) {
      case 'string':
        return checked(value)
      case 'number':
        return number(value)
      case 'bigint':
        return String(value)
      case 'boolean':
        return value ? 'true' : 'false'
      case 'undefined':
        return null
      case 'object': {
        if (value === null) return null
        if (Array.isArray(value)) {
          const items = type.kind === 'json' ? flatItems(value) : itemsOf(value, print)
          return items instanceof Unwritable ? items : printArray(items)
        }
        if (value instanceof Date)
          return Number.isNaN(value.getTime())
            ? noTime(value)
            : type.kind === 'date'
              ? dateText(value.getTime())
              : timeText(value.getTime())
        if (value instanceof Uint8Array && isOfBytes) return bytesText(value)
        break
      }
    }
    return new Unwritable(
      `a value of PostgreSQL cannot be made of ${printValue(value)}`,
      'take text, numbers, bigints, booleans, dates, bytes, arrays of these, or null; objects go to columns of type json or jsonb',
    )
  }
  return print
}
