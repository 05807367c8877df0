/**
 * Are two values identical? The exact relation that fingerprints stand for: structural, without hashing, stopping at the
 * first difference. See fingerprint.ts for what counts. Knows nothing of keys or sorting, except that the entries of
 * Immutable's unordered collections are paired off by the canonical order.
 */
import { bytesName, bytesOf } from './bytes-of.ts'
import { compareWithin } from './canonical-order.ts'
import { mostLevels, notARow, refuse } from './check-row.ts'
import { objectKind, type ValueKind } from './value-kind.ts'

const isEnumerable = Object.prototype.propertyIsEnumerable

type Fields = Readonly<Record<string, unknown>>

const sameFields = (a: Fields, b: Fields, level: number): boolean => {
  const left = Object.keys(a)
  const right = Object.keys(b)
  if (left.length !== right.length) return false
  for (let i = 0; i < left.length; i++) {
    const key = left[i] as string
    // As many keys on both sides, so it is enough that each on the left is on the right. Most have the same order.
    if (key !== right[i] && !isEnumerable.call(b, key)) return false
    if (!same(a[key], b[key], level)) return false
  }
  return true
}

const sameArrays = (a: readonly unknown[], b: readonly unknown[], level: number): boolean => {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) {
    const item = a[i]
    if (!same(item, b[i], level)) return false
    if (item === undefined && Object.hasOwn(a, i) !== Object.hasOwn(b, i)) return false
  }
  return true
}

const sameBytes = (a: ArrayBuffer, b: ArrayBuffer): boolean => {
  if (a.byteLength !== b.byteLength || bytesName(a) !== bytesName(b)) return false
  const left = bytesOf(a)
  const right = bytesOf(b)
  for (let i = 0; i < left.length; i++) if (left[i] !== right[i]) return false
  return true
}

type Sized = Iterable<unknown> & { readonly size: number }

const sameItems = (a: Sized, b: Sized, level: number): boolean => {
  if (a.size !== b.size) return false
  const others = b[Symbol.iterator]()
  for (const item of a) if (!same(item, others.next().value, level)) return false
  return true
}

/** The entries of Immutable's Map and Set have no order that means anything: they are put in one. */
const sameUnordered = (a: Sized, b: Sized, level: number): boolean =>
  a.size === b.size && compareWithin(a, b, level) === 0

const sameContent = (a: object, b: object, kind: ValueKind, level: number): boolean => {
  switch (kind) {
    case 'object':
      return sameFields(a as Fields, b as Fields, level)
    case 'array':
      return sameArrays(a as readonly unknown[], b as readonly unknown[], level)
    case 'date':
      return Object.is((a as Date).getTime(), (b as Date).getTime())
    case 'bytes':
      return sameBytes(a as ArrayBuffer, b as ArrayBuffer)
    case 'Record':
      return sameFields((a as { toObject(): Fields }).toObject(), (b as { toObject(): Fields }).toObject(), level)
    case 'ImmutableMap':
    case 'ImmutableSet':
      return sameUnordered(a as Sized, b as Sized, level - 1)
    case 'map':
    case 'OrderedMap':
      // Their entries are arrays, but no level of the value.
      return sameItems(a as Sized, b as Sized, level - 1)
    default:
      return sameItems(a as Sized, b as Sized, level)
  }
}

const same = (a: unknown, b: unknown, level: number): boolean => {
  if (typeof a === 'object' && typeof b === 'object' && a !== null && b !== null) {
    if (a === b) return true
    if (level >= mostLevels) throw notARow
    const kind = objectKind(a)
    const other = objectKind(b)
    if (kind === 'none' || other === 'none') throw notARow
    return kind === other && sameContent(a, b, kind, level + 1)
  }
  return Object.is(a, b)
}

/**
 * True if no pure function of rows could tell the two apart: exactly when their fingerprints are equal. Throws `NotARow`
 * on a class instance, cycle or the like, if it comes to look into it. O(size) up to the first difference, O(1) for
 * shared parts.
 *
 * @example
 * identical({ a: 1, b: NaN }, { b: NaN, a: 1 }) // true
 * identical([0], [-0]) // false
 * identical({ a: undefined }, {}) // false
 */
export const identical = (a: unknown, b: unknown): boolean => {
  try {
    return same(a, b, 0)
  } catch (thrown) {
    return refuse(thrown, a, b)
  }
}
