/**
 * Any row as plain JSON and back, without loss: what JSON cannot carry is wrapped in an object with one property, which
 * says what it is, `{ "bigint": "12" }`. Two values are identical (fingerprint.ts) exactly when their encodings are the
 * same text.
 *
 * Null, booleans, text, and numbers that JSON knows stand for themselves, and arrays for arrays; all else is wrapped,
 * plain objects too: `{ "object": ["a", 1] }`. So no key of the user's becomes a key of ours (`__proto__` is harmless),
 * and no value can be taken for a wrapper. Where order means nothing it is made one: keys of objects and Records, and
 * entries of Immutable's unordered Map and Set, are sorted. This module knows nothing of files or states.
 */
import { Map as ImmutableMap, Set as ImmutableSet, List, OrderedMap, OrderedSet, Record, Stack } from 'immutable'
import { FloeError } from '../error/floe-error.ts'
import { bytesName, bytesOf, swapped } from './bytes-of.ts'
import { mostLevels, notARow, refuse } from './check-row.ts'
import { printValue } from './print-value.ts'
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

const encodeFields = (value: Readonly<globalThis.Record<string, unknown>>, level: number): Encoded[] =>
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
      return { object: encodeFields(value as globalThis.Record<string, unknown>, below) }
    case 'date':
      return { date: encodeNumber((value as Date).getTime()) }
    case 'bytes':
      return { bytes: encodeBytes(value as ArrayBuffer) }
    case 'Record':
      return { Record: encodeFields((value as { toObject(): globalThis.Record<string, unknown> }).toObject(), below) }
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

const decodeItems = (encoded: Encoded): unknown[] => (encoded as readonly Encoded[]).map(decode)
/** Not as arrays of items, which would take twice the stack: maps too can be a thousand levels deep. */
const decodeEntries = (encoded: Encoded): [unknown, unknown][] =>
  (encoded as readonly (readonly [Encoded, Encoded])[]).map(([key, item]) => [decode(key), decode(item)])

/** `fromEntries` defines properties, where assignment would run the setter of a key called `__proto__`. */
const decodeFields = (encoded: Encoded): object => {
  const parts = decodeItems(encoded)
  return Object.fromEntries(parts.flatMap((key, i) => (i % 2 === 0 ? [[key as string, parts[i + 1]]] : [])))
}

type View = new (memory: ArrayBuffer) => ArrayBufferView

const views: { readonly [name: string]: View & { readonly BYTES_PER_ELEMENT?: number } } = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
  DataView,
}

/** On a machine whose memory is big-endian, `bytesOf` is not what is in memory. */
const machineIsBig = new Uint8Array(new Uint16Array([1]).buffer)[0] === 0

const decodeBytes = (encoded: Encoded): ArrayBufferView | ArrayBuffer => {
  const [name, text] = encoded as readonly [string, string]
  const bytes = Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0))
  const View = views[name]
  if (View === undefined) return bytes.buffer
  return new View((machineIsBig ? swapped(bytes, View.BYTES_PER_ELEMENT ?? 1) : bytes).buffer as ArrayBuffer)
}

/** One for each wrapper that `encode` makes. */
const wrappers: { readonly [kind: string]: (encoded: Encoded) => unknown } = {
  __proto__: null as never,
  undefined: () => undefined,
  number: Number,
  bigint: (digits) => BigInt(digits as string),
  date: (time) => new Date(decode(time) as number),
  bytes: decodeBytes,
  object: decodeFields,
  map: (entries) => new Map(decodeEntries(entries)),
  set: (items) => new Set(decodeItems(items)),
  List: (items) => List(decodeItems(items)),
  Stack: (items) => Stack(decodeItems(items)),
  Record: (fields) => Record(decodeFields(fields) as { [name: string]: unknown })(),
  ImmutableMap: (entries) => ImmutableMap(decodeEntries(entries)),
  OrderedMap: (entries) => OrderedMap(decodeEntries(entries)),
  ImmutableSet: (items) => ImmutableSet(decodeItems(items)),
  OrderedSet: (items) => OrderedSet(decodeItems(items)),
}

const isHole = (encoded: Encoded): boolean => typeof encoded === 'object' && encoded !== null && 'hole' in encoded

const decodeArray = (encoded: readonly Encoded[]): unknown[] => {
  const items = new Array<unknown>(encoded.length)
  for (const [i, item] of encoded.entries()) if (!isHole(item)) items[i] = decode(item)
  return items
}

const decode = (encoded: Encoded): unknown => {
  if (typeof encoded !== 'object' || encoded === null) return encoded
  if (Array.isArray(encoded)) return decodeArray(encoded)
  const [[kind, inner] = ['', null] as const] = Object.entries(encoded as { readonly [kind: string]: Encoded })
  const unwrap = wrappers[kind]
  if (unwrap === undefined)
    throw new FloeError('InvalidArgument', {
      message: 'this is not the encoding of a value',
      found: printValue(encoded),
      expected: 'what encodeValue gives',
    })
  return unwrap(inner)
}

/**
 * The value of an encoding, also of one that went through `JSON.stringify` and `JSON.parse`. Of a Record the fields come
 * back, not its factory's name. O(size).
 *
 * @throws FloeError InvalidArgument for what `encodeValue` does not make
 * @example
 * decodeValue(JSON.parse(JSON.stringify(encodeValue(new Set([1n]))))) // Set(1) { 1n }
 */
export const decodeValue = (encoded: unknown): unknown => decode(encoded as Encoded)
