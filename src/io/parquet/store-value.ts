/**
 * From a value of a row to the one that the writer of Parquet takes, or why there is none. Knows nothing of files or rows.
 */
import type { List } from 'immutable'
import { printValue } from '../../data/print-value.ts'
import { kindOf } from '../../data/value-kind.ts'
import { isWellFormed } from '../csv/print-cell.ts'
import type { StoredPart, StoredType } from './stored-type.ts'

type Path = (string | number)[]

/** A value that a column cannot hold, on its way to whoever knows the row. */
export class NotStored {
  readonly message: string
  readonly hint: string
  /** Where in the row it is, from the outside. */
  readonly path: readonly (string | number)[]

  constructor(message: string, hint: string, path: Path) {
    this.message = message
    this.hint = hint
    this.path = [...path]
  }
}

/** What is to be known of the values of a column that have been stored. */
export interface Seen {
  /** About how many bytes they take. */
  bytes: number
  /** Whether there is a -0, which a dictionary would take for 0. */
  negativeZero: boolean
}

export type StoreValue = (value: unknown, path: Path) => unknown

const words: Readonly<Record<StoredType['kind'], string>> = {
  open: 'nothing',
  boolean: 'true and false',
  int32: 'whole numbers of 32 bits',
  whole: 'whole numbers',
  int64: 'bigints of 64 bits',
  double: 'numbers',
  string: 'text',
  timestamp: 'Dates',
  bytes: 'bytes',
  list: 'arrays',
  map: 'objects',
  struct: 'objects',
}

const misfit = (
  { kind }: StoredType,
  value: unknown,
  path: Path,
  hint = 'map the field to what its column holds; toParquet(path, codec) says what that is',
): NotStored => new NotStored(`the column holds ${words[kind]}, and the value is ${printValue(value)}`, hint, path)

const textFor = (value: string, path: Path): string => {
  if (isWellFormed(value)) return value
  throw new NotStored(
    `the text has half of a surrogate pair, which UTF-8 cannot hold: ${printValue(value)}`,
    'it was cut in the middle of a character; text.toWellFormed() puts a mark in its place',
    path,
  )
}

const least64 = -(2n ** 63n)
const most64 = 2n ** 63n - 1n
const most32 = 2 ** 31 - 1

const bytesOf = (value: unknown): Uint8Array => {
  if (value instanceof ArrayBuffer) return new Uint8Array(value)
  const { buffer, byteOffset, byteLength } = value as Uint8Array
  return new Uint8Array(buffer, byteOffset, byteLength)
}

const leafStorer = (type: StoredType, seen: Seen): StoreValue => {
  switch (type.kind) {
    case 'boolean':
      return (value, path) => {
        if (typeof value !== 'boolean') throw misfit(type, value, path)
        seen.bytes += 1
        return value
      }
    case 'double':
      return (value, path) => {
        if (typeof value !== 'number') throw misfit(type, value, path)
        if (value === 0 && Object.is(value, -0)) seen.negativeZero = true
        seen.bytes += 8
        return value
      }
    case 'int32':
      return (value, path) => {
        if (typeof value !== 'number' || !Number.isInteger(value) || value > most32 || value < -most32 - 1)
          throw misfit(type, value, path)
        seen.bytes += 4
        return value + 0
      }
    case 'whole':
      return (value, path) => {
        if (!Number.isSafeInteger(value))
          throw misfit(
            type,
            value,
            path,
            'beyond 2^53 - 1 not every whole number has a double: use bigints, or t.number',
          )
        seen.bytes += 8
        return BigInt(value as number)
      }
    case 'int64':
      return (value, path) => {
        if (typeof value !== 'bigint' || value > most64 || value < least64)
          throw misfit(type, value, path, 'a bigint of more than 64 bits has to be text: String(value)')
        seen.bytes += 8
        return value
      }
    case 'timestamp':
      return (value, path) => {
        // A number is a time too, as everywhere in Floe, where the column was said to be one.
        const time = kindOf(value) === 'date' ? (value as Date).getTime() : value
        if (typeof time !== 'number' || !Number.isInteger(time) || Math.abs(time) > 8.64e15)
          throw misfit(type, value, path, 'an invalid Date has no time: map it to null; a time is whole milliseconds')
        seen.bytes += 8
        return BigInt(time)
      }
    case 'bytes':
      return (value, path) => {
        if (kindOf(value) !== 'bytes') throw misfit(type, value, path)
        const bytes = bytesOf(value)
        seen.bytes += bytes.length
        return bytes
      }
    default:
      return (value, path) => {
        if (typeof value !== 'string') throw misfit(type, value, path)
        seen.bytes += value.length
        return textFor(value, path)
      }
  }
}

/** Within a column: the decoder, hyparquet, puts fields into objects by assigning them. */
export const lostName = '__proto__'
const lostHint = 'give it another name; or store the whole as text: JSON.stringify'

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> => kindOf(value) === 'object'

const structStorer = (type: StoredType & { readonly kind: 'struct' }, seen: Seen): StoreValue => {
  const fields = type.fields.map((field) => [field.name, storer(field, seen)] as const)
  const known = new Set(type.fields.map(({ name }) => name))
  return (value, path) => {
    if (!isFields(value)) throw misfit(type, value, path)
    const extra = Object.keys(value).find((name) => !known.has(name))
    if (extra !== undefined)
      throw new NotStored(
        `the object has a field that its column has not: ${printValue(extra)}`,
        'name it in the codec: toParquet(path, codec); or leave it out of the row',
        [...path, extra],
      )
    // Without a prototype: the writer looks fields up by their names.
    const stored: Record<string, unknown> = Object.create(null) as Record<string, unknown>
    for (const [name, store] of fields) {
      path.push(name)
      stored[name] = store(Object.hasOwn(value, name) ? value[name] : undefined, path)
      path.pop()
    }
    return stored
  }
}

const presentStorer = (type: StoredType, seen: Seen): StoreValue => {
  switch (type.kind) {
    case 'list': {
      const store = storer(type.items, seen)
      return (value, path) => {
        const kind = kindOf(value)
        if (kind !== 'array' && kind !== 'List') throw misfit(type, value, path)
        seen.bytes += 4
        return Array.from(value as readonly unknown[] | List<unknown>, (item, i) => {
          path.push(i)
          const stored = store(item, path)
          path.pop()
          return stored
        })
      }
    }
    case 'map': {
      const store = storer(type.values, seen)
      return (value, path) => {
        if (!isFields(value)) throw misfit(type, value, path)
        return Object.keys(value).map((name) => {
          path.push(name)
          if (name === lostName) throw new NotStored(`a field named ${lostName} is lost on readers`, lostHint, path)
          seen.bytes += 4 + name.length
          const stored = { key: textFor(name, path), value: store(value[name], path) }
          path.pop()
          return stored
        })
      }
    }
    case 'struct':
      return structStorer(type, seen)
    default:
      return leafStorer(type, seen)
  }
}

/**
 * What stores the values of a part, and notes what it has seen. It throws `NotStored`. A missing value is null, whether it is
 * null, undefined or absent.
 */
export const storer = ({ type, nullable }: StoredPart, seen: Seen): StoreValue => {
  const store = presentStorer(type, seen)
  return (value, path) => {
    if (value !== null && value !== undefined) return store(value, path)
    if (nullable) return null
    throw misfit(type, value, path, 'say in the codec that it may be null: t.union([t.number, t.null])')
  }
}
