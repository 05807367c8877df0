/**
 * What any value looks like, as one text: equal texts for values that are alike through and through, whatever they are.
 *
 * Fingerprints are for rows. What is under test here may give anything: class instances, functions, regular expressions
 * with their `lastIndex`, errors, cycles. The relation is that of `identical` where that has one. Runs getters. Knows nothing
 * of laws.
 */
import { bytesName, bytesOf } from '../../data/bytes-of.ts'
import { classNameOf } from '../../data/print-value.ts'
import { objectKind } from '../../data/value-kind.ts'

/** Immutable's collections, which say themselves what they hold. */
type Collection = Iterable<unknown> & { readonly entries: () => Iterable<readonly [unknown, unknown]> }

const lookNumber = (value: number): string => (Object.is(value, -0) ? '-0' : `${value}`)

/** Short texts in quotes, each worked out once. */
const quoted = new Map<string, string>()
const mostQuoted = 10_000
const longestQuoted = 40

const quote = (text: string): string => {
  if (text.length > longestQuoted) return JSON.stringify(text)
  const known = quoted.get(text)
  if (known !== undefined) return known
  const made = JSON.stringify(text)
  if (quoted.size < mostQuoted) quoted.set(text, made)
  return made
}

/** Names of fields as they are told: in their order, and in quotes. */
interface Told {
  /** As an object has them, */
  readonly names: readonly string[]
  /** and in order. */
  readonly sorted: readonly string[]
  readonly quoted: readonly string[]
}

/** Those of the last few objects, by their number: rows have the same, one after the other. */
const lastTold: Told[] = []
const mostFields = 100

const toldOf = (names: readonly string[]): Told => {
  const known = lastTold[names.length]
  if (known !== undefined) {
    let i = 0
    while (i < names.length && names[i] === known.names[i]) i++
    if (i === names.length) return known
  }
  const sorted = names.toSorted()
  const told = { names, sorted, quoted: sorted.map((name) => `${quote(name)}:`) }
  if (names.length < mostFields) lastTold[names.length] = told
  return told
}

const lookFields = (value: object, above: object[]): string => {
  const fields = value as Readonly<Record<string, unknown>>
  let text = ''
  const { sorted, quoted: told } = toldOf(Object.keys(value))
  for (let i = 0; i < sorted.length; i++) text += `${told[i]}${lookAt(fields[sorted[i] as string], above)},`
  for (const one of Object.getOwnPropertySymbols(value))
    if (Object.prototype.propertyIsEnumerable.call(value, one))
      text += `${String(one)}:${lookAt(Reflect.get(value, one), above)},`
  return text
}

/** Holes are told from undefined. What an array has besides, such as the groups of a match, counts. */
const lookArray = (value: readonly unknown[], above: object[]): string => {
  let text = ''
  let filled = 0
  for (let i = 0; i < value.length; i++) {
    if (i in value) {
      filled++
      text += lookAt(value[i], above)
    }
    text += ','
  }
  // Without holes, and with nothing besides, there are as many names as items.
  const names = Object.keys(value)
  if (names.length > filled)
    for (const name of names.slice(filled)) text += `${quote(name)}:${lookAt(Reflect.get(value, name), above)},`
  return `[${text}]`
}

const lookAll = (values: Iterable<unknown>, above: object[]): string[] => [...values].map((one) => lookAt(one, above))

const lookEntries = (entries: Iterable<readonly [unknown, unknown]>, above: object[]): string[] =>
  [...entries].map(([key, one]) => `${lookAt(key, above)}=>${lookAt(one, above)}`)

/** What is no row: told by its class and by what it holds. */
const lookOther = (value: object, above: object[]): string => {
  const name = classNameOf(value)
  if (value instanceof Error) return `${name}(${JSON.stringify(value.message)},${lookFields(value, above)})`
  if (value instanceof RegExp) return `${value}@${value.lastIndex}`
  if (value instanceof Map) return `${name}{${lookEntries(value, above).join()}}`
  if (value instanceof Set) return `${name}{${lookAll(value, above).join()}}`
  if (value instanceof Date) return `${name}(${lookNumber(value.getTime())})`
  if (Array.isArray(value)) return `${name}${lookArray(value, above)}`
  return `${name}{${lookFields(value, above)}}`
}

const lookKind = (value: object, above: object[]): string => {
  const kind = objectKind(value)
  switch (kind) {
    case 'object':
      return `{${lookFields(value, above)}}`
    case 'array':
      return lookArray(value as readonly unknown[], above)
    case 'date':
      return `date(${lookNumber((value as Date).getTime())})`
    case 'bytes':
      return `${bytesName(value as Uint8Array)}(${bytesOf(value as Uint8Array).join()})`
    case 'map':
    case 'OrderedMap':
      return `${kind}{${lookEntries((value as Collection).entries(), above).join()}}`
    case 'set':
    case 'List':
    case 'Stack':
    case 'OrderedSet':
      return `${kind}{${lookAll(value as Set<unknown>, above).join()}}`
    case 'Record':
      return `record{${lookEntries((value as { toSeq: () => Collection }).toSeq().entries(), above)
        .sort()
        .join()}}`
    case 'ImmutableMap':
      return `${kind}{${lookEntries((value as Collection).entries(), above)
        .sort()
        .join()}}`
    case 'ImmutableSet':
      return `${kind}{${lookAll(value as Collection, above)
        .sort()
        .join()}}`
    default:
      return lookOther(value, above)
  }
}

const lookObject = (value: object, above: object[]): string => {
  const level = above.lastIndexOf(value)
  if (level !== -1) return `^${above.length - level}`
  above.push(value)
  const text = lookKind(value, above)
  above.pop()
  return text
}

const lookAt = (value: unknown, above: object[]): string => {
  switch (typeof value) {
    case 'number':
      return lookNumber(value)
    case 'string':
      return quote(value)
    case 'bigint':
      return `${value}n`
    case 'symbol':
      return String(value)
    case 'function':
      return 'function'
    case 'object':
      return value === null ? 'null' : lookObject(value, above)
    default:
      return `${value}`
  }
}

/** The look of a value. Functions all look alike. */
export const look = (value: unknown): string => lookAt(value, [])
