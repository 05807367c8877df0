/**
 * Says what in a value keeps it from being a row, and where. The slow, thorough walk: the fast walks (fingerprints,
 * order, keys) only notice *that* something is wrong, throw `notARow`, and leave it to this module to say what.
 *
 * Beside values of no kind (see value-kind.ts) these are refused: accessor properties (a getter may answer otherwise next
 * time), symbol keys (the fast walks do not see them), named properties of arrays (likewise), cycles, and nesting beyond
 * `mostLevels`. The fast walks do not pay for the first three: they read the property, and see string keys only.
 */
import { FloeError } from '../error/floe-error.ts'
import { classNameOf, printValue } from './print-value.ts'
import { kindOf } from './value-kind.ts'

/**
 * How deep a row may be nested, in levels. A constant, not what the stack happens to have room for, so that the same
 * row is refused everywhere or nowhere.
 */
export const mostLevels = 1_000

/** What the fast walks throw when they meet what cannot be in a row. Never leaves this folder: see `refuse`. */
export const notARow: unique symbol = Symbol('not a row')

const isName = (key: string): boolean => /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(key)

const stepTo = (path: string, key: string): string => {
  if (!isName(key)) return `${path}[${JSON.stringify(key)}]`
  return path === '' ? key : `${path}.${key}`
}

const refusal = (path: string, what: string, hint: string, found: unknown): FloeError<'NotARow'> =>
  new FloeError('NotARow', {
    message: path === '' ? `${what} is no row` : `a row cannot hold ${what}`,
    hint,
    found: printValue(found),
    expected: 'plain values, or Immutable collections of them',
    ...(path === '' ? {} : { place: { field: path } }),
  })

const refuseNone = (path: string, value: unknown): FloeError<'NotARow'> => {
  if (typeof value === 'function') return refusal(path, 'a function', 'call it and keep what it returns', value)
  if (typeof value === 'symbol') return refusal(path, 'a symbol', 'use a string', value)
  const name = classNameOf(value as object)
  const what = `an instance of ${name}`
  if (name === 'Promise') return refusal(path, what, 'await it before it enters the pipeline', value)
  if (value instanceof String || value instanceof Number || value instanceof Boolean)
    return refusal(path, `a boxed primitive (${name})`, 'use value.valueOf()', value)
  if ('@@__IMMUTABLE_SEQ__@@' in (value as object))
    return refusal(path, `a lazy Seq (${name})`, 'turn it into a collection: .toList() or .toMap()', value)
  return refusal(path, what, 'turn it into a plain object, such as { ...value }', value)
}

const checkProperty = (owner: object, key: string | number, path: string, above: object[]): void => {
  const property = Object.getOwnPropertyDescriptor(owner, key)
  if (property === undefined) return // a hole
  if (!('value' in property))
    throw refusal(path, 'a getter', 'it may answer differently each time: copy it, such as { ...value }', owner)
  check(property.value, path, above)
}

const checkKeys = (value: object, path: string): void => {
  const symbol = Object.getOwnPropertySymbols(value)[0]
  if (symbol !== undefined)
    throw refusal(path, `a property keyed by ${printValue(symbol)}`, 'use string keys: others would be lost', value)
}

/** Not every number is one: not -1, 1.5 or 1e0. */
const isIndex = (key: string, length: number): boolean => Number(key) < length && String(Number(key) >>> 0) === key

const checkArray = (value: readonly unknown[], path: string, above: object[]): void => {
  for (let i = 0; i < value.length; i++) checkProperty(value, i, `${path}[${i}]`, above)
  // Indices come first among the own keys of an array, in ascending order, so the last key tells.
  const last = Object.keys(value).at(-1)
  if (last !== undefined && !isIndex(last, value.length))
    throw refusal(stepTo(path, last), 'a named property of an array', 'use an object, or a copy: [...value]', value)
}

const checkEntries = (value: Iterable<unknown>, path: string, above: object[]): void => {
  let i = 0
  for (const [key, item] of value as Iterable<[unknown, unknown]>) {
    check(key, `${path}.keys()[${i++}]`, above)
    check(item, `${path}.get(${printValue(key, 40)})`, above)
  }
}

const checkItems = (value: Iterable<unknown>, path: string, above: object[]): void => {
  let i = 0
  for (const item of value) check(item, `${path}[${i++}]`, above)
}

const checkInside = (value: object, path: string, above: object[]): void => {
  switch (kindOf(value)) {
    case 'array':
      checkKeys(value, path)
      checkArray(value as unknown[], path, above)
      break
    case 'object':
      checkKeys(value, path)
      for (const key of Object.keys(value)) checkProperty(value, key, stepTo(path, key), above)
      break
    case 'Record': {
      const fields = (value as { toObject(): object }).toObject()
      for (const [key, item] of Object.entries(fields)) check(item, stepTo(path, key), above)
      break
    }
    case 'map':
    case 'ImmutableMap':
    case 'OrderedMap':
      checkEntries(value as Iterable<unknown>, path, above)
      break
    case 'set':
    case 'List':
    case 'Stack':
    case 'ImmutableSet':
    case 'OrderedSet':
      checkItems(value as Iterable<unknown>, path, above)
      break
  }
}

const check = (value: unknown, path: string, above: object[]): void => {
  if (kindOf(value) === 'none') throw refuseNone(path, value)
  if (typeof value !== 'object' || value === null) return
  if (above.includes(value)) throw refusal(path, 'a cycle', 'refer to the outer value by a key instead', value)
  if (above.length >= mostLevels)
    throw refusal(`${path.slice(0, 60)}…`, `more than ${mostLevels} levels of nesting`, 'flatten it', value)
  above.push(value)
  checkInside(value, path, above)
  above.pop()
}

/**
 * Throws `NotARow` unless the value can be a row: names the path (`tags[1].owner`), what is there, and what to do. Walks
 * the whole value: O(size), and some hundred nanoseconds a field, so not for every row of a big run.
 *
 * @example
 * checkRow({ name: 'Ada', tags: [new Set(['x'])] }) // undefined
 * checkRow({ tags: [1, () => 2] })
 * // throws FLOE101 NotARow: a row cannot hold a function
 * //   at field tags[1]
 */
export const checkRow = (value: unknown): void => check(value, '', [])

/**
 * Turns the signal of a fast walk into the error for the user. Anything else that was thrown is thrown on.
 *
 * @example
 * refuse(notARow, { tags: [Symbol('x')] }) // throws FLOE101 NotARow: a row cannot hold a symbol
 */
export const refuse = (thrown: unknown, ...roots: readonly unknown[]): never => {
  if (thrown !== notARow) throw thrown
  for (const root of roots) checkRow(root)
  // Reached only by a value that answers differently when asked again, such as a Proxy.
  throw refusal('', 'a value that changes while it is read', 'turn it into a plain object', roots[0])
}
