/**
 * Any value in one short line, for messages. Deterministic, and never throws whatever it is given: this is what runs when
 * something else has gone wrong already. Runs no getter. Knows kinds of values; nothing of errors or rows.
 */
import { bytesName, bytesOf } from './bytes-of.ts'
import { kindOf } from './value-kind.ts'

/** Controls, lone surrogates, line separators and marks that reorder or hide text: shown as escapes. */
const unprintable =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /[\\'\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\p{Surrogate}/gu

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', "'": "\\'", '\\': '\\\\' }

const escapeOne = (unit: string): string => short[unit] ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`

const quote = (text: string): string => `'${text.replace(unprintable, escapeOne)}'`

const isName = (key: string): boolean => /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key)

/** Cut by code points: half a surrogate pair is never shown. */
const cut = (text: string, length: number): string => {
  if (text.length <= length) return text
  let end = length - 1
  const last = text.charCodeAt(end - 1)
  if (last >= 0xd800 && last <= 0xdbff) end--
  return `${text.slice(0, end)}…`
}

/** Nothing below this level is shown: a message of 80 characters has no room for it. */
const deepestShown = 8

interface Printing {
  text: string
  readonly limit: number
  readonly above: object[]
}

const isFull = (to: Printing): boolean => to.text.length > to.limit

const add = (to: Printing, text: string): void => {
  to.text += text
}

/** Prints items with commas between, until there is no more room. */
const addAll = <T>(to: Printing, open: string, items: Iterable<T>, close: string, one: (item: T) => void): void => {
  add(to, open)
  let first = true
  for (const item of items) {
    if (!first) add(to, ', ')
    first = false
    if (isFull(to)) return
    one(item)
  }
  add(to, close)
}

/** The name of the class of an object, or `Object`. Asks no getter. */
export const classNameOf = (value: object): string => {
  try {
    const own = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(value), 'constructor')?.value
    const name = typeof own === 'function' ? Object.getOwnPropertyDescriptor(own, 'name')?.value : undefined
    return typeof name === 'string' && name !== '' ? name : 'Object'
  } catch {
    return 'Object'
  }
}

const addProperty = (to: Printing, value: object, key: string): void => {
  add(to, isName(key) ? key : quote(key.slice(0, to.limit)))
  add(to, ': ')
  addSlot(to, value, key)
}

const addSlot = (to: Printing, value: object, key: string): void => {
  const property = Object.getOwnPropertyDescriptor(value, key)
  if (property === undefined) add(to, '[absent]')
  else if ('value' in property) addValue(to, property.value)
  else add(to, '[getter]')
}

const addObject = (to: Printing, value: object, name: string): void => {
  const keys = Object.keys(value)
  if (keys.length === 0) {
    add(to, name === '' ? '{}' : `${name} {}`)
    return
  }
  addAll(to, name === '' ? '{ ' : `${name} { `, keys, ' }', (key) => addProperty(to, value, key))
}

function* indices(length: number): Generator<string> {
  for (let i = 0; i < length; i++) yield String(i)
}

/** What is common to Maps, Sets and Immutable collections, as far as printing them needs it. */
interface Collected extends Iterable<unknown> {
  readonly size: number
}

const addEntries = (to: Printing, value: Collected, name: string): void =>
  addAll(to, `${name}(${value.size}) { `, value as Iterable<[unknown, unknown]>, ' }', ([key, item]) => {
    addValue(to, key)
    add(to, ' => ')
    addValue(to, item)
  })

const addItems = (to: Printing, value: Collected, name: string): void =>
  addAll(to, `${name}(${value.size}) { `, value, ' }', (item) => addValue(to, item))

const addKnownObject = (to: Printing, value: object): void => {
  const kind = kindOf(value)
  switch (kind) {
    case 'date': {
      const time = Date.prototype.getTime.call(value)
      add(to, Number.isNaN(time) ? 'Date(invalid)' : `Date(${new Date(time).toISOString()})`)
      break
    }
    case 'bytes': {
      const bytes = bytesOf(value as ArrayBuffer)
      const name = bytesName(value as ArrayBuffer)
      addAll(to, `${name}(${bytes.length} bytes) [`, bytes, ']', (byte) => add(to, String(byte)))
      break
    }
    case 'array':
      addAll(to, '[', indices((value as unknown[]).length), ']', (index) => addSlot(to, value, index))
      break
    case 'object':
      addObject(to, value, '')
      break
    case 'map':
    case 'OrderedMap':
      addEntries(to, value as unknown as Collected, kind === 'map' ? 'Map' : kind)
      break
    case 'ImmutableMap':
      addEntries(to, value as unknown as Collected, 'Immutable.Map')
      break
    case 'set':
    case 'List':
    case 'Stack':
    case 'OrderedSet':
      addItems(to, value as unknown as Collected, kind === 'set' ? 'Set' : kind)
      break
    case 'ImmutableSet':
      addItems(to, value as unknown as Collected, 'Immutable.Set')
      break
    case 'Record':
      addObject(to, (value as unknown as { toObject(): object }).toObject(), 'Record')
      break
    default:
      addObject(to, value, classNameOf(value))
      break
  }
}

const addWithin = (to: Printing, value: object): void => {
  if (to.above.includes(value)) {
    add(to, '[circular]')
    return
  }
  if (to.above.length >= deepestShown) {
    add(to, '…')
    return
  }
  to.above.push(value)
  addKnownObject(to, value)
  to.above.pop()
}

/**
 * The name of a field as it stands in code: bare, or in quotes.
 *
 * @example
 * printName('delay') // 'delay'
 * printName('dep. delay') // "'dep. delay'"
 */
export const printName = (name: string): string => (isName(name) ? name : printValue(name))

const functionName = (value: unknown): string => {
  const name = Object.getOwnPropertyDescriptor(value, 'name')?.value
  return typeof name === 'string' && name !== '' ? ` ${name.replace(unprintable, escapeOne)}` : ''
}

const addValue = (to: Printing, value: unknown): void => {
  if (isFull(to)) return
  switch (typeof value) {
    case 'string':
      add(to, quote(value.slice(0, to.limit)))
      break
    case 'number':
      add(to, Object.is(value, -0) ? '-0' : String(value))
      break
    case 'bigint':
      add(to, `${value}n`)
      break
    case 'function':
      add(to, `[function${functionName(value)}]`)
      break
    case 'symbol':
      add(to, `Symbol(${(value.description ?? '').replace(unprintable, escapeOne)})`)
      break
    case 'object':
      value === null ? add(to, 'null') : addWithin(to, value)
      break
    default:
      add(to, String(value))
      break
  }
}

/**
 * The value in one line of at most `maxLength` UTF-16 units (default 80, at least 1), ending in `…` if it was cut.
 * Strings are quoted and escaped, -0 is shown as -0, what cannot be read at all is `[unprintable]`. Reads no more of the
 * value than it shows. Never throws.
 *
 * @example
 * console.log(printValue({ name: "O'Hara", at: -0, tags: new Set([1]) })) // { name: 'O\'Hara', at: -0, tags: Set(1) { 1 } }
 */
export const printValue = (value: unknown, maxLength = 80): string => {
  const limit = maxLength >= 1 ? Math.floor(maxLength) : 1
  const to: Printing = { text: '', limit, above: [] }
  try {
    addValue(to, value)
  } catch {
    add(to, '[unprintable]')
  }
  return cut(to.text, limit)
}
