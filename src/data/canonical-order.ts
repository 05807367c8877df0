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
import { type Comparison, compareStrings } from './compare-strings.ts'
import { fewRows, sortByColumns } from './sort-by-columns.ts'
import { sortedKeys } from './sorted-keys.ts'
import { objectKind, type ValueKind } from './value-kind.ts'

export { compareStrings }

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

/** Numbers, -0 before +0 and NaN last. */
const compareNumbers = (a: number, b: number): Comparison => {
  if (a < b) return -1
  if (a > b) return 1
  if (Object.is(a, b)) return 0
  // What is left: NaN and another number, or the two zeros.
  return Number.isNaN(b) || Object.is(a, -0) ? -1 : 1
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
    const order = compareWithin(x, y, level)
    // Only the other one may be a hole; whatever stands there is at least undefined, and so after it anyway.
    if (order !== 0) return order
  }
  return a.length < b.length ? -1 : a.length > b.length ? 1 : 0
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
    if (key !== other) return compareStrings(other, key)
    const order = compareWithin(a[key], b[key], level)
    if (order !== 0) return order
  }
  return left.length < right.length ? -1 : left.length > right.length ? 1 : 0
}

type Entry = readonly [unknown, unknown]

type Compare<T> = (x: T, y: T, level: number) => Comparison

/** Entry by entry; what has ended comes first. */
const compareSequences = <T>(a: Iterable<T>, b: Iterable<T>, level: number, compareOne: Compare<T>): Comparison => {
  const others = b[Symbol.iterator]()
  for (const x of a) {
    const next = others.next()
    if (next.done === true) return 1
    const order = compareOne(x, next.value, level)
    if (order !== 0) return order
  }
  return others.next().done === true ? 0 : -1
}

const compareEntries: Compare<Entry> = (x, y, level) =>
  compareWithin(x[0], y[0], level) || compareWithin(x[1], y[1], level)

/** In place. JavaScript's own sort puts `undefined` last, whatever the comparison says. */
const sortUndefinedToo = (values: unknown[], compareTwo: (a: unknown, b: unknown) => Comparison): unknown[] => {
  values.sort(compareTwo)
  // From the end, as JavaScript left them there.
  let count = 0
  while (count < values.length && values[values.length - 1 - count] === undefined) count++
  return count === 0 ? values : values.copyWithin(count, 0).fill(undefined, 0, count)
}

/** The elements of a set in their order; of one without a meaningful order, in canonical order. */
const itemsOf = (value: object, kind: ValueKind, level: number): Iterable<unknown> =>
  kind === 'ImmutableSet'
    ? sortUndefinedToo([...(value as Iterable<unknown>)], (x, y) => compareWithin(x, y, level))
    : (value as Iterable<unknown>)

const entriesOf = (value: object, kind: ValueKind, level: number): Iterable<Entry> =>
  kind === 'ImmutableMap'
    ? [...(value as Iterable<Entry>)].sort((x, y) => compareEntries(x, y, level))
    : (value as Iterable<Entry>)

/** Collections have no holes: they compare with an array as the dense array of their elements. */
const arrayOf = (value: object): readonly unknown[] =>
  Array.isArray(value) ? value : [...(value as Iterable<unknown>)]

const fieldsOf = (value: object, kind: ValueKind): Fields =>
  kind === 'Record' ? (value as { toObject(): Fields }).toObject() : (value as Fields)

const compareContent = (a: object, kindA: ValueKind, b: object, kindB: ValueKind, level: number): Comparison => {
  switch (kindA) {
    case 'date':
      return compareNumbers((a as Date).getTime(), (b as Date).getTime())
    case 'bytes':
      return compareBytes(a as ArrayBuffer, b as ArrayBuffer)
    case 'array':
    case 'List':
    case 'Stack':
      return compareArrays(arrayOf(a), arrayOf(b), level)
    case 'object':
    case 'Record':
      return compareObjects(fieldsOf(a, kindA), fieldsOf(b, kindB), level)
    case 'map':
    case 'ImmutableMap':
    case 'OrderedMap':
      return compareSequences(entriesOf(a, kindA, level), entriesOf(b, kindB, level), level, compareEntries)
    default:
      return compareSequences(itemsOf(a, kindA, level), itemsOf(b, kindB, level), level, compareWithin)
  }
}

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

/** `compareCanonical` from within a walk that is `level` levels deep already: throws the bare signal `notARow`. */
export const compareWithin = (a: unknown, b: unknown, level: number): Comparison => {
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
    return compareWithin(a, b, 0)
  } catch (thrown) {
    return refuse(thrown, a, b)
  }
}

const comparisons = { rows: compareCanonical, cells: (a: unknown, b: unknown) => compareWithin(a, b, 1) }

/**
 * The values in canonical order, in a new array. Unlike `values.sort(compareCanonical)` it puts `undefined` first, where
 * it belongs: JavaScript's sort puts it last without asking. Throws `NotARow` as `compareCanonical` does. Stable. O(n log n);
 * O(n) where the values are numbers or strings, or records or arrays of them that are alike.
 *
 * @example
 * sortCanonically([2, undefined, 1]) // [ undefined, 1, 2 ]
 */
export const sortCanonically = <A>(values: Iterable<A>): A[] => {
  const all = [...values]
  return (all.length <= fewRows ? sortUndefinedToo(all, compareCanonical) : sortByColumns(all, comparisons)) as A[]
}
