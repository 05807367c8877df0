/**
 * What a value takes on V8's heap, about: rather too much than too little, as what is thrown away counts too until it is
 * collected.
 */

const ofObject = 40
const ofField = 16

/** In bytes. O(size), but of what has many parts only some are looked at. */
export const heapBytes = (value: unknown): number => {
  switch (typeof value) {
    case 'string':
      return 24 + value.length * 2
    case 'number':
      return Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? 0 : 16
    case 'bigint':
      return 32
    case 'object':
      return value === null ? 0 : bytesOfObject(value)
    default:
      return 0
  }
}

/** So many parts stand for all. */
const looked = 32

const bytesOfItems = (items: Iterable<unknown>, count: number): number => {
  let bytes = 0
  let seen = 0
  for (const item of items) {
    bytes += heapBytes(item) + ofField
    if (++seen === looked) return Math.ceil((bytes / seen) * count)
  }
  return bytes
}

const bytesOfObject = (value: object): number => {
  if (Array.isArray(value)) return ofObject + bytesOfItems(value, value.length)
  if (ArrayBuffer.isView(value)) return 3 * ofObject + value.byteLength
  if (value instanceof ArrayBuffer) return 3 * ofObject + value.byteLength
  if (value instanceof Date) return 3 * ofObject
  if (value instanceof Set) return 2 * ofObject + 2 * bytesOfItems(value, value.size)
  if (value instanceof Map) return 2 * ofObject + 2 * bytesOfItems(value as Iterable<unknown>, value.size)
  const { size } = value as { readonly size?: unknown }
  // Immutable's collections are trees.
  if (typeof size === 'number' && Symbol.iterator in value)
    return 4 * ofObject + 3 * bytesOfItems(value as Iterable<unknown>, size)
  let bytes = ofObject
  for (const name in value) bytes += ofField + heapBytes((value as { readonly [name: string]: unknown })[name])
  return bytes
}
