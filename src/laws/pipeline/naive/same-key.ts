/**
 * When two keys are the same, found by comparing them part by part: no text, no hash, and nothing of `data/key.ts`.
 */
import { bytesName, bytesOf } from '../../../data/bytes-of.ts'
import { fingerprint } from '../../../data/fingerprint.ts'
import { kindOf } from '../../../data/value-kind.ts'

/** The key, if it can be one. @throws FloeError NotARow */
export const asKey = <A>(value: A): A => {
  fingerprint(value)
  return value
}

const items = (value: unknown): readonly unknown[] => [...(value as Iterable<unknown>)]
type Fields = Readonly<Record<string, unknown>>
const recordFields = (value: unknown): Fields => (value as { readonly toObject: () => Fields }).toObject()

const inOrder = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, i) => sameKey(item, b[i]))

const inAnyOrder = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item) => b.some((other) => sameKey(item, other)))

const inFields = (a: Fields, b: Fields): boolean => {
  const names = Object.keys(a)
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name)) &&
    names.every((name) => sameKey(a[name], b[name]))
  )
}

/** Whether two values are one key. -0 is 0, and the order of fields, of Map and of Set has no say. */
export const sameKey = (a: unknown, b: unknown): boolean => {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return true
  const kind = kindOf(a)
  if (kind !== kindOf(b)) return false
  switch (kind) {
    case 'array':
    case 'List':
    case 'Stack':
    case 'OrderedSet':
    case 'OrderedMap':
      return inOrder(items(a), items(b))
    case 'set':
    case 'map':
    case 'ImmutableSet':
    case 'ImmutableMap':
      return inAnyOrder(items(a), items(b))
    case 'object':
      return inFields(a as Fields, b as Fields)
    case 'Record':
      return inFields(recordFields(a), recordFields(b))
    case 'date':
      return sameKey((a as Date).getTime(), (b as Date).getTime())
    case 'bytes':
      return (
        bytesName(a as Uint8Array) === bytesName(b as Uint8Array) &&
        inOrder(items(bytesOf(a as Uint8Array)), items(bytesOf(b as Uint8Array)))
      )
    default:
      return false
  }
}

export const isMissing = (value: unknown): boolean => value === null || value === undefined

/** A key that is nothing, or has a part that is: it equals none. */
export const equalsNone = (key: unknown): boolean => {
  if (isMissing(key)) return true
  const kind = kindOf(key)
  if (kind === 'array' || kind === 'List') return items(key).some(isMissing)
  if (kind === 'object') return Object.values(key as object).some(isMissing)
  return kind === 'Record' && Object.values(recordFields(key)).some(isMissing)
}
