/**
 * A value as part of a file's name: as Hive does it, so that other tools read it back, and so that no value is ever two names,
 * two values are never one name, and none leads to another directory. Knows no files.
 */
import { createHash } from 'node:crypto'

/**
 * What a file may be named by.
 *
 * @example
 * const month = (time: number): KeyValue => T.toIso(time).slice(0, 7)
 * month(0) // '1970-01'
 */
export type KeyValue = string | number | bigint | boolean | Date | null | undefined

/** What Hive, Spark and DuckDB take for null. */
const nothing = '__HIVE_DEFAULT_PARTITION__'
const empty = '__EMPTY__'

/** Longer names are cut: file systems take 255 bytes, with what stands beside a value. */
const longest = 100
const kept = 60

const hex = (byte: number): string => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`

/** A character in percent signs; half of a surrogate pair, which has no bytes, by its number. */
const escaped = (character: string): string =>
  /^[\ud800-\udfff]$/.test(character)
    ? `%u${character.charCodeAt(0).toString(16).toUpperCase()}`
    : Array.from(Buffer.from(character), hex).join('')

const encodeText = (text: string): string => {
  if (text === '') return empty
  // A dot at either end: '.' and '..' are directories, others are hidden, or lost on Windows.
  const plain = text.replace(/[^A-Za-z0-9_.-]|^\.|\.$/gu, escaped)
  const encoded = plain === nothing || plain === empty ? `%5F${plain.slice(1)}` : plain
  if (encoded.length <= longest) return encoded
  const start = encoded.slice(0, kept).replace(/%u?[0-9A-F]{0,3}$/, '')
  // No other value has a tilde: that would be escaped.
  return `${start}~${createHash('sha256').update(encoded).digest('hex').slice(0, 32)}`
}

/**
 * The value as part of a name: letters, digits, `_`, `-` and `.` as they are, all else in percent signs as UTF-8. Undefined for
 * what names nothing.
 *
 * @example
 * encodeKey('New York') // 'New%20York'
 * encodeKey('../etc') // '%2E.%2Fetc'
 * encodeKey(null) // '__HIVE_DEFAULT_PARTITION__'
 */
export const encodeKey = (value: unknown): string | undefined => {
  switch (typeof value) {
    case 'string':
      return encodeText(value)
    case 'number':
    case 'bigint':
    case 'boolean':
      return encodeText(String(value))
    case 'undefined':
      return nothing
    default:
      if (value === null) return nothing
      return value instanceof Date && !Number.isNaN(value.getTime()) ? encodeText(value.toISOString()) : undefined
  }
}
