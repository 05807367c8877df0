/**
 * The way back from the encodings of `encode-value.ts`. Knows nothing of files or states.
 *
 * Collections of Immutable are made by whoever has loaded it: it takes longer to load than Floe, and a plan can be built without. The
 * engines' runs and `floe/aggregate` have it, and nobody decodes without one of these.
 */
import type * as Immutable from 'immutable'
import { FloeError } from '../error/floe-error.ts'
import { swapped, views } from './bytes-of.ts'
import type { Encoded } from './encode-value.ts'
import { printValue } from './print-value.ts'

let loaded: typeof Immutable | undefined

/** Says that Immutable is loaded. */
export const hasImmutable = (module: typeof Immutable): void => {
  loaded = module
}

const immutable = (): typeof Immutable => {
  if (loaded === undefined) throw new Error('Immutable.js is not loaded')
  return loaded
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
  List: (items) => immutable().List(decodeItems(items)),
  Stack: (items) => immutable().Stack(decodeItems(items)),
  Record: (fields) => immutable().Record(decodeFields(fields) as { [name: string]: unknown })(),
  ImmutableMap: (entries) => immutable().Map(decodeEntries(entries)),
  OrderedMap: (entries) => immutable().OrderedMap(decodeEntries(entries)),
  ImmutableSet: (items) => immutable().Set(decodeItems(items)),
  OrderedSet: (items) => immutable().OrderedSet(decodeItems(items)),
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
