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
const fields = (value: unknown): readonly (readonly [string, unknown])[] => Object.entries(value as object)
const recordFields = (value: unknown): readonly (readonly [string, unknown])[] =>
  fields((value as { readonly toObject: () => object }).toObject())

const inOrder = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, i) => sameKey(item, b[i]))

const inAnyOrder = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item) => b.some((other) => sameKey(item, other)))

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
      return inAnyOrder(fields(a), fields(b))
    case 'Record':
      return inAnyOrder(recordFields(a), recordFields(b))
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
  if (kind === 'object') return fields(key).some(([, part]) => isMissing(part))
  return kind === 'Record' && recordFields(key).some(([, part]) => isMissing(part))
}
