/**
 * What kind of value is this? Asked once per value, answered by brand and prototype, never by duck typing.
 *
 * Everything in this folder that walks a value starts here, so that all of them agree on what a row may hold. This
 * module knows kinds only: nothing of content, order, depth or error messages.
 *
 * Decided here:
 * - *Plain objects* have `Object.prototype` (of any realm) or `null` as prototype. Every other object with own state is a
 *   class instance, and no row. So are subclasses of Array, Map and Set: they may hold more than their elements.
 * - A subclass of `Date` is a date (test runners' fake clocks make such). An invalid Date is a date whose time is NaN.
 * - *Bytes* are all typed arrays (`Buffer` included), `DataView` and `ArrayBuffer`. `SharedArrayBuffer` is not: another
 *   thread may be writing to it.
 * - Immutable's `Seq` (and so `Range` and `Repeat`) is no row: it is lazy, may run code when read, and need not end.
 * - Immutable's collections are told by the marks by which it tells them itself, whichever copy of it they are from. So it
 *   need not be loaded, which takes longer than loading Floe.
 */

/** The kinds of value that a row may be or hold, each named after its constructor where two are kin. */
export type ValueKind =
  | 'undefined'
  | 'null'
  | 'boolean'
  | 'number'
  | 'bigint'
  | 'string'
  | 'date'
  | 'bytes'
  | 'array'
  | 'List'
  | 'Stack'
  | 'object'
  | 'Record'
  | 'map'
  | 'ImmutableMap'
  | 'OrderedMap'
  | 'set'
  | 'ImmutableSet'
  | 'OrderedSet'

const objectPrototype = Object.prototype
const arrayPrototype = Array.prototype
const mapPrototype = Map.prototype
const setPrototype = Set.prototype
const { getPrototypeOf, hasOwn } = Object
const timeOf = Date.prototype.getTime

const getterOf = (prototype: object, name: PropertyKey): ((this: unknown) => unknown) => {
  const getter = Object.getOwnPropertyDescriptor(prototype, name)?.get
  /* v8 ignore next */
  if (getter === undefined) throw new TypeError(`this JavaScript engine has no ${String(name)} getter`)
  return getter
}

const mapSize = getterOf(Map.prototype, 'size')
const setSize = getterOf(Set.prototype, 'size')
const bufferLength = getterOf(ArrayBuffer.prototype, 'byteLength')

/** True if the brand check, a built-in that throws on anything but its own kind, does not throw. */
const branded = (check: (this: unknown) => unknown, value: object): boolean => {
  try {
    check.call(value)
    return true
  } catch {
    return false
  }
}

/** `Object.prototype` of another realm: the root of a prototype chain that has what only a root has. */
const isForeignRoot = (prototype: object): boolean =>
  getPrototypeOf(prototype) === null && hasOwn(prototype, 'isPrototypeOf') && hasOwn(prototype, 'hasOwnProperty')

/** Of a Map or Set of any realm, the prototype is right below the root. Of a subclass it is one step further away. */
const isNoSubclass = (prototype: object): boolean => {
  const root: object | null = getPrototypeOf(prototype)
  return root !== null && getPrototypeOf(root) === null
}

const has = (value: object, mark: string): boolean =>
  Boolean((value as Readonly<Record<string, unknown>>)[`@@__IMMUTABLE_${mark}__@@`])

const immutableKind = (value: object): ValueKind | 'none' => {
  if (has(value, 'LIST')) return 'List'
  if (has(value, 'RECORD')) return 'Record'
  if (has(value, 'MAP')) return has(value, 'ORDERED') ? 'OrderedMap' : 'ImmutableMap'
  if (has(value, 'SET')) return has(value, 'ORDERED') ? 'OrderedSet' : 'ImmutableSet'
  if (has(value, 'STACK')) return 'Stack'
  return 'none'
}

/** The rare kinds of object, kept apart so that the frequent ones stay small enough to be inlined. */
const rareObjectKind = (value: object, prototype: object): ValueKind | 'none' => {
  // The prototype of arrays is itself an array, in every realm; that of a subclass of Array is not.
  if (Array.isArray(value)) return Array.isArray(prototype) ? 'array' : 'none'
  if (isForeignRoot(prototype)) return 'object'
  // A brand check that fails throws, which takes long: first what can be told without, or is likely to pass.
  if (ArrayBuffer.isView(value)) return 'bytes'
  if (prototype === mapPrototype && branded(mapSize, value)) return 'map'
  if (prototype === setPrototype && branded(setSize, value)) return 'set'
  const immutable = immutableKind(prototype)
  if (immutable !== 'none') return immutable
  if (branded(timeOf, value)) return 'date'
  if (branded(bufferLength, value)) return 'bytes'
  if (branded(mapSize, value)) return isNoSubclass(prototype) ? 'map' : 'none'
  if (branded(setSize, value)) return isNoSubclass(prototype) ? 'set' : 'none'
  return immutableKind(value)
}

/**
 * The kind of an object, or `'none'` if no row may hold it. For callers that have dealt with primitives already.
 *
 * @example
 * objectKind([1, 2]) // 'array'
 * objectKind(new Error('no')) // 'none'
 */
export const objectKind = (value: object): ValueKind | 'none' => {
  const prototype: object | null = getPrototypeOf(value)
  if (prototype === objectPrototype || prototype === null) return 'object'
  if (prototype === arrayPrototype && Array.isArray(value)) return 'array'
  return rareObjectKind(value, prototype)
}

/**
 * The kind of a value, or `'none'` if no row may hold it (functions, symbols, class instances, lazy sequences). Looks at
 * the value itself, not into it. O(1).
 *
 * @example
 * kindOf(null) // 'null'
 * kindOf({ a: 1 }) // 'object'
 * kindOf(() => 1) // 'none'
 */
export const kindOf = (value: unknown): ValueKind | 'none' => {
  if (typeof value === 'object') return value === null ? 'null' : objectKind(value)
  if (typeof value === 'function' || typeof value === 'symbol') return 'none'
  return typeof value as ValueKind
}
