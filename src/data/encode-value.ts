/**
 * Any row as plain JSON, without loss (`decode-value.ts` is the way back): what JSON cannot carry is wrapped in an object with one property, which
 * says what it is, `{ "bigint": "12" }`. Two values are identical (fingerprint.ts) exactly when their encodings are the
 * same text.
 *
 * Null, booleans, text, and numbers that JSON knows stand for themselves, and arrays for arrays; all else is wrapped,
 * plain objects too: `{ "object": ["a", 1] }`. So no key of the user's becomes a key of ours (`__proto__` is harmless),
 * and no value can be taken for a wrapper. Where order means nothing it is made one: keys of objects and Records, and
 * entries of Immutable's unordered Map and Set, are sorted. This module knows nothing of files or states.
 */
import { bytesName, bytesOf } from './bytes-of.ts'
import { mostLevels, notARow, refuse } from './check-row.ts'
import { objectKind } from './value-kind.ts'

/** The encoding of a value: what JSON carries. */
export type Encoded = null | boolean | number | string | readonly Encoded[] | { readonly [kind: string]: Encoded }

type Entry = readonly [unknown, unknown]

const encodeNumber = (value: number): Encoded =>
  Number.isFinite(value) && !Object.is(value, -0) ? value : { number: Object.is(value, -0) ? '-0' : `${value}` }

const encodeItems = (value: Iterable<unknown>, level: number): Encoded[] =>
  Array.from(value, (item) => encode(item, level))

const encodeEntries = (value: Iterable<Entry>, level: number): Encoded[] =>
  Array.from(value, ([key, item]) => [encode(key, level), encode(item, level)])

/** In the order of their text: any would do, as long as it depends on nothing else. Those of one text are the same. */
const sorted = (items: readonly Encoded[]): Encoded[] =>
  items
    .map((item) => [JSON.stringify(item), item] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, item]) => item)

const encodeArray = (value: readonly unknown[], level: number): Encoded[] =>
  Array.from(value, (item, i) =>
    item === undefined && !Object.hasOwn(value, i) ? { hole: true } : encode(item, level),
  )

const encodeFields = (value: Readonly<Record<string, unknown>>, level: number): Encoded[] =>
  Object.keys(value)
    .sort()
    .flatMap((key) => [key, encode(value[key], level)])

const encodeBytes = (value: ArrayBufferView | ArrayBuffer): Encoded => [
  bytesName(value),
  btoa(Array.from(bytesOf(value), (byte) => String.fromCharCode(byte)).join('')),
]

const encodeObject = (value: object, level: number): Encoded => {
  if (level >= mostLevels) throw notARow
  const below = level + 1
  const kind = objectKind(value)
  switch (kind) {
    case 'array':
      return encodeArray(value as readonly unknown[], below)
    case 'object':
      return { object: encodeFields(value as Record<string, unknown>, below) }
    case 'date':
      return { date: encodeNumber((value as Date).getTime()) }
    case 'bytes':
      return { bytes: encodeBytes(value as ArrayBuffer) }
    case 'Record':
      return { Record: encodeFields((value as { toObject(): Record<string, unknown> }).toObject(), below) }
    case 'set':
    case 'List':
    case 'Stack':
    case 'OrderedSet':
      return { [kind]: encodeItems(value as Iterable<unknown>, below) }
    case 'map':
    case 'OrderedMap':
      return { [kind]: encodeEntries(value as Iterable<Entry>, below) }
    case 'ImmutableSet':
      return { [kind]: sorted(encodeItems(value as Iterable<unknown>, below)) }
    case 'ImmutableMap':
      return { [kind]: sorted(encodeEntries(value as Iterable<Entry>, below)) }
    default:
      throw notARow
  }
}

const encode = (value: unknown, level: number): Encoded => {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      return encodeNumber(value)
    case 'undefined':
      return { undefined: true }
    case 'bigint':
      return { bigint: `${value}` }
    case 'object':
      return value === null ? null : encodeObject(value, level)
    default:
      throw notARow
  }
}

/**
 * A value as JSON can carry it. Identical values have the same encoding, to the byte, once it is printed. Throws `NotARow`
 * for what can be no row: functions, symbols, class instances, cycles, more than 1,000 levels. O(size).
 *
 * @example
 * encodeValue([1, 'a', null]) // [ 1, 'a', null ]
 * encodeValue({ b: 2n, a: -0 }) // { object: [ 'a', { number: '-0' }, 'b', { bigint: '2' } ] }
 */
export const encodeValue = (value: unknown): Encoded => {
  try {
    return encode(value, 0)
  } catch (thrown) {
    return refuse(thrown, value)
  }
}
