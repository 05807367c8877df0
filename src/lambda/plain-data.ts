/**
 * Whether a value is nothing but data: what a row may hold, so that reading it runs no code of a user's. And whether it is
 * such data that can never change. Knows kinds of values, nothing of functions.
 */
import { mostLevels } from '../data/check-row.ts'
import { kindOf } from '../data/value-kind.ts'

/** Own properties that are values under text names. */
const valuesOf = (value: object): readonly unknown[] | undefined => {
  if (Object.getOwnPropertySymbols(value).length > 0) return undefined
  const values: unknown[] = []
  for (const key of Object.getOwnPropertyNames(value)) {
    const property = Object.getOwnPropertyDescriptor(value, key)
    if (property === undefined || !('value' in property)) return undefined
    values.push(property.value)
  }
  return values
}

/** What is in a value that may hold others; undefined where something of it is no data. */
const partsOf = (value: object): Iterable<unknown> | undefined => {
  switch (kindOf(value)) {
    case 'object':
    case 'array':
      return valuesOf(value)
    case 'map':
    case 'set':
      // One with properties of its own may have other methods.
      if (Object.getOwnPropertyNames(value).length > 0) return undefined
      return [...(value as Iterable<unknown>)]
    case 'ImmutableMap':
    case 'OrderedMap':
    case 'List':
    case 'Stack':
    case 'ImmutableSet':
    case 'OrderedSet':
      return value as Iterable<unknown>
    case 'date':
      return Object.getOwnPropertyNames(value).length > 0 ? undefined : []
    case 'bytes':
      return []
    // Of a Record too: a class made of one may have methods of its own.
    default:
      return undefined
  }
}

const walk = (value: unknown, level: number, seen: Set<object>, isFine: (value: object) => boolean): boolean => {
  if (typeof value === 'function' || typeof value === 'symbol') return false
  if (typeof value !== 'object' || value === null || seen.has(value)) return true
  if (level > mostLevels || !isFine(value)) return false
  seen.add(value)
  const parts = partsOf(value)
  if (parts === undefined) return false
  for (const part of parts) if (!walk(part, level + 1, seen, isFine)) return false
  return true
}

/** Whether a value holds nothing but data. O(size). */
export const isPlainData = (value: unknown): boolean => walk(value, 0, new Set(), () => true)

const cannotChange = (value: object): boolean => {
  const kind = kindOf(value)
  return kind === 'object' || kind === 'array'
    ? Object.isFrozen(value)
    : kind !== 'date' && kind !== 'bytes' && kind !== 'map' && kind !== 'set'
}

/** Whether a value holds nothing but data and neither it nor anything in it can change. O(size). */
export const isFrozenData = (value: unknown): boolean => walk(value, 0, new Set(), cannotChange)
