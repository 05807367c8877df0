/**
 * Keys: when two values are the same for grouping, joining and distinct. Identity (fingerprint.ts), except that -0 and +0
 * are the same, at any depth, and that the order of Map and Set does not count. Immutable's collections are keys by value;
 * OrderedMap and OrderedSet keep their order, for which they were chosen. An array and a List remain different keys, and
 * bytes are their content: a Float64Array of -0 is not one of +0.
 *
 * A key becomes a primitive without loss, so that a JavaScript Map of primitives groups exactly: no hash, no collision.
 * This module knows nothing of groups, joins or datasets.
 */
import type { Map as ImmutableMap, Set as ImmutableSet, List, Stack } from 'immutable'
import { bytesName, bytesOf } from './bytes-of.ts'
import { compareCanonical, sortCanonically } from './canonical-order.ts'
import { mostLevels, notARow, refuse } from './check-row.ts'
import { sortedKeys } from './sorted-keys.ts'
import { kindOf, objectKind } from './value-kind.ts'

/** A key as a primitive. Use it in a `Map` or `Set` (which find NaN), not with `===` (which does not). */
export type Key = undefined | null | boolean | number | bigint | string

// Strings stand for themselves, so that keying by a string costs nothing. Whatever is no primitive becomes a string that
// begins with this character, and so does a string that begins with it itself, which is what keeps the two apart.
const nul = '\u0000'

// Encodings are self-delimiting: each begins with its own letter and says where it ends. So one after the other they can
// be taken apart again, which means that no two different sequences give the same text.

const encodeText = (text: string): string => `s${text.length}:${text}`

/** -0 as +0, since that is how JavaScript prints it. */
const encodeNumber = (letter: string, value: number): string => `${letter}${value};`

const encodeArray = (value: readonly unknown[], level: number): string => {
  let text = '['
  for (let i = 0; i < value.length; i++) {
    const item = value[i]
    text += item === undefined && !Object.hasOwn(value, i) ? 'h' : encodeWithin(item, level)
  }
  return `${text}]`
}

const encodeFields = (value: Readonly<Record<string, unknown>>, level: number): string => {
  let text = '{'
  for (const key of sortedKeys(value)) text += encodeText(key) + encodeWithin(value[key], level)
  return `${text}}`
}

const encodeItems = (value: Iterable<unknown>, level: number): string[] =>
  Array.from(value, (item) => encodeWithin(item, level))

const encodeEntries = (value: Iterable<readonly [unknown, unknown]>, level: number): string[] =>
  Array.from(value, ([key, item]) => encodeWithin(key, level) + encodeWithin(item, level))

/** Latin-1: one character a byte. In pieces, as a call cannot take any number of arguments. */
const encodeBytes = (value: ArrayBuffer): string => {
  const bytes = bytesOf(value)
  let text = `b${bytesName(value)}:${bytes.length}:`
  for (let i = 0; i < bytes.length; i += 4096) text += String.fromCharCode(...bytes.subarray(i, i + 4096))
  return text
}

const encodeObject = (value: object, level: number): string => {
  if (level >= mostLevels) throw notARow
  const below = level + 1
  switch (objectKind(value)) {
    case 'object':
      return encodeFields(value as Record<string, unknown>, below)
    case 'array':
      return encodeArray(value as readonly unknown[], below)
    case 'date':
      return encodeNumber('d', (value as Date).getTime())
    case 'bytes':
      return encodeBytes(value as ArrayBuffer)
    case 'map':
      return `m${encodeEntries(value as Map<unknown, unknown>, below)
        .sort()
        .join('')}]`
    case 'set':
      return `e${encodeItems(value as Set<unknown>, below)
        .sort()
        .join('')}]`
    case 'List':
      return `L${encodeItems(value as Iterable<unknown>, below).join('')}]`
    case 'Stack':
      return `K${encodeItems(value as Iterable<unknown>, below).join('')}]`
    case 'Record':
      return `R${encodeFields((value as { toObject(): Record<string, unknown> }).toObject(), below)}`
    case 'ImmutableMap':
      return `M${encodeEntries(value as Map<unknown, unknown>, below)
        .sort()
        .join('')}]`
    case 'ImmutableSet':
      return `E${encodeItems(value as Iterable<unknown>, below)
        .sort()
        .join('')}]`
    case 'OrderedMap':
      return `O${encodeEntries(value as Map<unknown, unknown>, below).join('')}]`
    case 'OrderedSet':
      return `P${encodeItems(value as Iterable<unknown>, below).join('')}]`
    default:
      throw notARow
  }
}

/** What stands in a key for a value that is `level` levels deep in it: throws the bare signal `notARow`. */
export const encodeWithin = (value: unknown, level: number): string => {
  switch (typeof value) {
    case 'string':
      return encodeText(value)
    case 'number':
      return encodeNumber('n', value)
    case 'boolean':
      return value ? 't' : 'f'
    case 'undefined':
      return 'u'
    case 'bigint':
      return `i${value};`
    case 'object':
      return value === null ? 'z' : encodeObject(value, level)
    default:
      throw notARow
  }
}

/**
 * The key as a primitive: the same one (in a JavaScript `Map`) exactly for values that are the same key. Primitives are
 * themselves (+0 for -0), but for strings that begin with a NUL character. Throws `NotARow` for what can be no row.
 * O(1) for primitives; otherwise O(size), a string about as long as the JSON of the value.
 *
 * @example
 * keyOf('JFK') // 'JFK'
 * keyOf(-0) // 0
 * keyOf({ a: 1, b: [0] }) === keyOf({ b: [-0], a: 1 }) // true
 */
export const keyOf = (value: unknown): Key => {
  switch (typeof value) {
    case 'string':
      return value.charCodeAt(0) === 0 ? nul + encodeText(value) : value
    case 'number':
      return value === 0 ? 0 : value
    case 'boolean':
    case 'undefined':
    case 'bigint':
      return value
    default:
      return value === null ? null : compoundKey(value)
  }
}

const compoundKey = (value: unknown): string => {
  try {
    return nul + encodeWithin(value, 0)
  } catch (thrown) {
    return refuse(thrown, value)
  }
}

/**
 * True if the two are the same key: they go into the same group, and join each other.
 *
 * @example
 * sameKey(new Set([1, 2]), new Set([2, 1])) // true
 * sameKey(0, -0) // true
 * sameKey(1, '1') // false
 */
export const sameKey = (a: unknown, b: unknown): boolean => Object.is(keyOf(a), keyOf(b))

const isChanged = (before: readonly unknown[], after: readonly unknown[]): boolean =>
  after.some((item, i) => !Object.is(item, before[i]))

const normaliseArray = (value: readonly unknown[], level: number): readonly unknown[] => {
  // map leaves holes where they are.
  const items = value.map((item) => normalise(item, level))
  return isChanged(value, items) ? Object.freeze(items) : value
}

const normaliseFields = (value: Readonly<Record<string, unknown>>, level: number): object => {
  const before = Object.values(value)
  const after = before.map((item) => normalise(item, level))
  if (!isChanged(before, after)) return value
  // fromEntries defines properties, where assignment would run the setter of a key called __proto__.
  return Object.freeze(Object.fromEntries(Object.keys(value).map((key, i) => [key, after[i]])))
}

const normaliseItems = <C extends Iterable<unknown>>(
  value: C,
  level: number,
  isOrdered: boolean,
  make: (items: readonly unknown[]) => C,
): C => {
  const before = [...value]
  const items = before.map((item) => normalise(item, level))
  const after = isOrdered ? items : sortCanonically(items)
  return isChanged(before, after) ? make(after) : value
}

const normaliseEntries = <C extends Iterable<unknown>>(
  value: C,
  level: number,
  isOrdered: boolean,
  make: (entries: [unknown, unknown][]) => C,
): C => {
  const before = [...(value as Iterable<unknown> as Iterable<readonly [unknown, unknown]>)]
  const after = before.map(([key, item]) => [normalise(key, level), normalise(item, level)] as [unknown, unknown])
  if (!isOrdered) after.sort(compareCanonical)
  return isChanged(before.flat(), after.flat()) ? make(after) : value
}

interface RecordLike {
  toObject(): Readonly<Record<string, unknown>>
  set(key: string, value: unknown): RecordLike
}

const normaliseRecord = (value: RecordLike, level: number): RecordLike => {
  let record = value
  for (const [key, before] of Object.entries(value.toObject())) {
    const after = normalise(before, level)
    // By way of null, as to Immutable +0 is no change from -0. (So a Record whose default is -0 cannot hold +0 at all.)
    if (!Object.is(after, before)) record = record.set(key, null).set(key, after)
  }
  return record
}

const normaliseObject = (value: object, level: number): unknown => {
  if (level >= mostLevels) throw notARow
  const below = level + 1
  switch (objectKind(value)) {
    case 'object':
      return normaliseFields(value as Record<string, unknown>, below)
    case 'array':
      return normaliseArray(value as readonly unknown[], below)
    case 'date':
    case 'bytes':
      return value
    case 'map':
      return normaliseEntries(value as Map<unknown, unknown>, below, false, (entries) => new Map(entries))
    case 'set':
      return normaliseItems(value as Set<unknown>, below, false, (items) => new Set(items))
    // Made anew of their own kind, emptied: Immutable need not be loaded for that.
    case 'List':
      return normaliseItems(value as List<unknown>, below, true, (items) =>
        (value as List<unknown>).clear().concat(items),
      )
    case 'Stack':
      return normaliseItems(value as Stack<unknown>, below, true, (items) =>
        (value as Stack<unknown>).clear().pushAll(items),
      )
    case 'Record':
      return normaliseRecord(value as RecordLike, below)
    // Their order means nothing, or was chosen: it is left as it is.
    case 'ImmutableMap':
    case 'OrderedMap':
      return normaliseEntries(value as ImmutableMap<unknown, unknown>, below, true, (entries) =>
        (value as ImmutableMap<unknown, unknown>).clear().concat(entries),
      )
    case 'ImmutableSet':
    case 'OrderedSet':
      return normaliseItems(value as ImmutableSet<unknown>, below, true, (items) =>
        (value as ImmutableSet<unknown>).clear().concat(items),
      )
    default:
      throw notARow
  }
}

const normalise = (value: unknown, level: number): unknown => {
  switch (typeof value) {
    case 'number':
      return value === 0 ? 0 : value
    case 'object':
      return value === null ? null : normaliseObject(value, level)
    case 'function':
    case 'symbol':
      throw notARow
    default:
      return value
  }
}

/**
 * The representative of a key, to show in results: +0 for -0 at any depth, Map and Set in canonical order. Values that are
 * the same key have identical representatives, so it does not matter which row came first. The same object if there is
 * nothing to change. Throws `NotARow` for what can be no row. O(size), O(n log n) for Map and Set.
 *
 * @example
 * normaliseKey(-0) // 0
 * normaliseKey(new Set([2, 1])) // Set(2) { 1, 2 }
 */
export const normaliseKey = <A>(value: A): A => {
  try {
    return normalise(value, 0) as A
  } catch (thrown) {
    return refuse(thrown, value)
  }
}

/** Null or undefined: no value, for keys. */
export const isNull = (value: unknown): value is null | undefined => value === null || value === undefined

/** The parts of a composite key. */
const partsOf = (key: unknown): readonly unknown[] => {
  switch (kindOf(key)) {
    case 'array':
    case 'List':
      return [...(key as Iterable<unknown>)]
    case 'object':
      return Object.values(key as object)
    case 'Record':
      return Object.values((key as { toObject(): object }).toObject())
    default:
      return []
  }
}

/**
 * True of null, undefined, and a composite (array, object, List, Record) with such a part: a key that joins none.
 *
 * @example
 * isNullKey(null) // true
 * isNullKey(['NY', undefined]) // true
 * isNullKey([0, '']) // false
 */
export const isNullKey = (key: unknown): boolean => isNull(key) || partsOf(key).some(isNull)
