/**
 * The canonical order: total over all rows, and refining identity: 0 only for identical values. It breaks ties where a
 * bag must be put in some order, so it depends on the values alone: no locale, no zone, no hashes, no history.
 *
 * undefined < null < booleans (false first) < numbers (-0 before +0, NaN last) < bigint < strings by code point < dates by
 * time (invalid last) < bytes < arrays < objects < maps < sets. Arrays, and maps and sets with their order, compare entry
 * by entry, and what has ended comes first. Objects compare at the first key (by code point) at which they differ, and
 * absent comes before undefined, in objects as in sparse arrays. Immutable's collections compare as their plain kin;
 * when all entries are equal the kinds decide: array < List < Stack, object < Record, and for maps and sets plain <
 * Immutable < Ordered. The entries of Immutable's unordered Map and Set are compared in canonical order themselves.
 *
 * This module knows nothing of datasets, sort keys or directions.
 */
import { bytesName, bytesOf } from './bytes-of.ts'
import { mostLevels, notARow, refuse } from './check-row.ts'
import { objectKind, type ValueKind } from './value-kind.ts'

/** What a comparison says: the first argument is before (-1), identical to (0) or after (1) the second. */
export type Comparison = -1 | 0 | 1

/** The classes of objects in their order, ten apart; within one, the order of those with equal content. */
const classOf: Readonly<Record<ValueKind, number>> = {
  undefined: 0,
  null: 10,
  boolean: 20,
  number: 30,
  bigint: 40,
  string: 50,
  date: 60,
  bytes: 70,
  array: 80,
  List: 81,
  Stack: 82,
  object: 90,
  Record: 91,
  map: 100,
  ImmutableMap: 101,
  OrderedMap: 102,
  set: 110,
  ImmutableSet: 111,
  OrderedSet: 112,
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff
const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff

/** Of two strings that differ first at `i`, where at least one has a surrogate there or both do. */
const compareAtSurrogate = (a: string, b: string, i: number): Comparison => {
  const isSecondHalf = isLowSurrogate(a.charCodeAt(i)) || isLowSurrogate(b.charCodeAt(i))
  // A high surrogate before it always begins a code point, in both strings: of a pair in one, perhaps alone in the other.
  const at = isSecondHalf && i > 0 && isHighSurrogate(a.charCodeAt(i - 1)) ? i - 1 : i
  return (a.codePointAt(at) as number) < (b.codePointAt(at) as number) ? -1 : 1
}

/**
 * Compares by code point: the order of the UTF-8 bytes, and of databases, not that of JavaScript's `<` (UTF-16 units).
 * A lone surrogate counts as the code point of its number. O(length), no allocation.
 *
 * @example
 * compareStrings('a', 'b') // -1
 * compareStrings('\uffff', '\u{1f600}') // -1
 * '\uffff' < '\u{1f600}' // false
 */
export const compareStrings = (a: string, b: string): Comparison => {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x === y) continue
    if (x < 0xd800 || y < 0xd800) return x < y ? -1 : 1
    return compareAtSurrogate(a, b, i)
  }
  return a.length < b.length ? -1 : 1
}

/** Numbers, -0 before +0 and NaN last. */
const compareNumbers = (a: number, b: number): Comparison => {
  if (a < b) return -1
  if (a > b) return 1
  if (a === b) {
    if (a !== 0) return 0
    const signs = 1 / a - 1 / b
    return signs < 0 ? -1 : signs > 0 ? 1 : 0
  }
  const isA = Number.isNaN(a)
  return isA === Number.isNaN(b) ? 0 : isA ? 1 : -1
}

const compareKinds = (a: ValueKind, b: ValueKind): Comparison => {
  const difference = classOf[a] - classOf[b]
  return difference < 0 ? -1 : difference > 0 ? 1 : 0
}

/** Content first, byte by byte; of equal content, by the name of the type. */
const compareBytes = (a: ArrayBuffer, b: ArrayBuffer): Comparison => {
  const left = bytesOf(a)
  const right = bytesOf(b)
  const length = Math.min(left.length, right.length)
  for (let i = 0; i < length; i++) {
    const difference = (left[i] as number) - (right[i] as number)
    if (difference !== 0) return difference < 0 ? -1 : 1
  }
  if (left.length !== right.length) return left.length < right.length ? -1 : 1
  return compareStrings(bytesName(a), bytesName(b))
}

const { hasOwn } = Object

const compareArrays = (a: readonly unknown[], b: readonly unknown[], level: number): Comparison => {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a[i]
    const y = b[i]
    if (x === undefined && y === undefined) {
      const isHole = !hasOwn(a, i)
      if (isHole !== !hasOwn(b, i)) return isHole ? -1 : 1
      continue
    }
    const order = compare(x, y, level)
    // Only the other one may be a hole; whatever stands there is at least undefined, and so after it anyway.
    if (order !== 0) return order
  }
  return a.length < b.length ? -1 : a.length > b.length ? 1 : 0
}

// Rows of one dataset have the same keys in the same order, and sorting them is most of the work. So the sorted keys of
// the last object with as many keys are kept. It is only ever a shortcut: nothing depends on what was seen before.
interface SortedKeys {
  readonly keys: readonly string[]
  readonly sorted: readonly string[]
}
const remembered: (SortedKeys | undefined)[] = []
const mostKeysRemembered = 64

const areSame = (a: readonly string[], b: readonly string[]): boolean => {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

const sortedKeys = (value: object): readonly string[] => {
  const keys = Object.keys(value)
  if (keys.length >= mostKeysRemembered) return keys.sort(compareStrings)
  const known = remembered[keys.length]
  if (known !== undefined && areSame(keys, known.keys)) return known.sorted
  const sorted = keys.toSorted(compareStrings)
  remembered[keys.length] = { keys, sorted }
  return sorted
}

type Fields = Readonly<Record<string, unknown>>

const compareObjects = (a: Fields, b: Fields, level: number): Comparison => {
  const left = sortedKeys(a)
  const right = sortedKeys(b)
  const length = Math.min(left.length, right.length)
  for (let i = 0; i < length; i++) {
    const key = left[i] as string
    const other = right[i] as string
    // The lesser key is absent from the object that goes on with the greater one, and absent comes first.
    if (key !== other) return compareStrings(key, other) < 0 ? 1 : -1
    const order = compare(a[key], b[key], level)
    if (order !== 0) return order
  }
  return left.length < right.length ? -1 : left.length > right.length ? 1 : 0
}

type Entry = readonly [unknown, unknown]

const compareSequences = (a: Iterable<unknown>, b: Iterable<unknown>, level: number): Comparison => {
  const others = b[Symbol.iterator]()
  for (const x of a) {
    const next = others.next()
    if (next.done === true) return 1
    const order = compare(x, next.value, level)
    if (order !== 0) return order
  }
  return others.next().done === true ? 0 : -1
}

const compareEntry = (x: Entry, y: Entry, level: number): Comparison =>
  compare(x[0], y[0], level) || compare(x[1], y[1], level)

const compareEntries = (a: Iterable<Entry>, b: Iterable<Entry>, level: number): Comparison => {
  const others = b[Symbol.iterator]()
  for (const x of a) {
    const next = others.next()
    if (next.done === true) return 1
    const order = compareEntry(x, next.value, level)
    if (order !== 0) return order
  }
  return others.next().done === true ? 0 : -1
}

/** The elements of a set in their order; of one without a meaningful order, in canonical order. */
const itemsOf = (value: object, kind: ValueKind, level: number): Iterable<unknown> =>
  kind === 'ImmutableSet'
    ? [...(value as Iterable<unknown>)].sort((x, y) => compare(x, y, level))
    : (value as Iterable<unknown>)

const entriesOf = (value: object, kind: ValueKind, level: number): Iterable<Entry> =>
  kind === 'ImmutableMap'
    ? [...(value as Iterable<Entry>)].sort((x, y) => compareEntry(x, y, level))
    : (value as Iterable<Entry>)

const fieldsOf = (value: object, kind: ValueKind): Fields =>
  kind === 'Record' ? (value as { toObject(): Fields }).toObject() : (value as Fields)

const compareContent = (a: object, kindA: ValueKind, b: object, kindB: ValueKind, level: number): Comparison => {
  switch (kindA) {
    case 'date':
      return compareNumbers((a as Date).getTime(), (b as Date).getTime())
    case 'bytes':
      return compareBytes(a as ArrayBuffer, b as ArrayBuffer)
    case 'array':
      if (kindB === 'array') return compareArrays(a as readonly unknown[], b as readonly unknown[], level)
      return compareMixedArrays(a as readonly unknown[], b as Iterable<unknown>, level)
    case 'List':
    case 'Stack':
      if (kindB === 'array')
        return -compareMixedArrays(b as readonly unknown[], a as Iterable<unknown>, level) as Comparison
      return compareSequences(a as Iterable<unknown>, b as Iterable<unknown>, level)
    case 'object':
    case 'Record':
      return compareObjects(fieldsOf(a, kindA), fieldsOf(b, kindB), level)
    case 'map':
    case 'ImmutableMap':
    case 'OrderedMap':
      return compareEntries(entriesOf(a, kindA, level), entriesOf(b, kindB, level), level)
    default:
      return compareSequences(itemsOf(a, kindA, level), itemsOf(b, kindB, level), level)
  }
}

/** Collections have no holes: they compare with an array as the dense array of their elements. */
const compareMixedArrays = (a: readonly unknown[], b: Iterable<unknown>, level: number): Comparison =>
  compareArrays(a, [...b], level)

const compareTwoObjects = (a: object, b: object, level: number): Comparison => {
  if (level >= mostLevels) throw notARow
  const kindA = objectKind(a)
  const kindB = objectKind(b)
  if (kindA === 'none' || kindB === 'none') throw notARow
  const order = kindA === kindB ? 0 : compareKinds(kindA, kindB)
  if (order !== 0 && Math.floor(classOf[kindA] / 10) !== Math.floor(classOf[kindB] / 10)) return order
  return compareContent(a, kindA, b, kindB, level + 1) || order
}

const kindOrNone = (value: unknown): ValueKind => {
  if (typeof value === 'object') {
    if (value === null) return 'null'
    const kind = objectKind(value)
    if (kind === 'none') throw notARow
    return kind
  }
  if (typeof value === 'function' || typeof value === 'symbol') throw notARow
  return typeof value as ValueKind
}

const compare = (a: unknown, b: unknown, level: number): Comparison => {
  if (typeof a === 'number' && typeof b === 'number') return compareNumbers(a, b)
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b)
  if (typeof a === 'object' && typeof b === 'object' && a !== null && b !== null)
    return a === b ? 0 : compareTwoObjects(a, b, level)
  const order = compareKinds(kindOrNone(a), kindOrNone(b))
  if (order !== 0 || a === b) return order
  // What is left: two booleans or two bigints.
  return (a as bigint) < (b as bigint) ? -1 : 1
}

/**
 * Compares two rows in canonical order. Total, antisymmetric, transitive, and 0 only if `identical`. Throws `NotARow` on
 * what can be no row, if it comes to compare it. O(size) up to the first difference; entries of Immutable's unordered
 * collections are sorted first.
 *
 * @example
 * compareCanonical({ a: 1 }, { a: 2 }) // -1
 * compareCanonical(NaN, 'a') // -1
 * [3, null, 'b', -0, 0].sort(compareCanonical) // [ null, -0, 0, 3, 'b' ]
 */
export const compareCanonical = (a: unknown, b: unknown): Comparison => {
  try {
    return compare(a, b, 0)
  } catch (thrown) {
    return refuse(thrown, a, b)
  }
}
