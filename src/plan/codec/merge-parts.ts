/**
 * The values that the parts of an intersection have made of one value, made into one.
 *
 * io-ts lays them over each other one level deep, which is enough for it because it keeps fields that nobody named. Here
 * each part has only its own fields, so they are merged all the way down.
 */
import { isObject, setField } from './compile-record.ts'

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> => {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

const mergeObjects = (base: unknown, parts: readonly Readonly<Record<string, unknown>>[]): unknown => {
  const names = new Set(parts.flatMap((part) => Object.keys(part)))
  const merged: Record<string, unknown> = {}
  for (const name of names) {
    const values = parts.filter((part) => Object.hasOwn(part, name)).map((part) => part[name])
    const before = isObject(base) ? base[name] : undefined
    setField(merged, name, merge(before, values))
  }
  return Object.freeze(merged)
}

/** Of values that cannot be merged: the last that a part has changed, or the first. */
const merge = (base: unknown, parts: readonly unknown[]): unknown => {
  const [first] = parts
  if (parts.length === 1) return first
  if (parts.every(isPlain)) return mergeObjects(base, parts)
  if (Array.isArray(base) && parts.every((part) => Array.isArray(part) && part.length === base.length))
    return Object.freeze(
      base.map((item, i) =>
        merge(
          item,
          parts.map((part) => (part as readonly unknown[])[i]),
        ),
      ),
    )
  return [first, ...parts.filter((part) => part !== base)].at(-1)
}

/** `parts` are what decoding `base` by each part of an intersection gave. */
export const mergeParts = (base: unknown, parts: readonly unknown[]): unknown =>
  parts.every((part) => typeof part !== 'object' || part === null)
    ? // So does io-ts with primitives: all unchanged, or the last.
      parts.every((part) => part === base)
      ? base
      : parts[parts.length - 1]
    : merge(base, parts)
