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

const lookFields = (value: object, above: readonly object[]): string => {
  const fields = value as Readonly<Record<string, unknown>>
  const parts = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${lookAt(fields[name], above)}`)
  const symbols = Object.getOwnPropertySymbols(value).filter((one) =>
    Object.prototype.propertyIsEnumerable.call(value, one),
  )
  for (const one of symbols) parts.push(`${String(one)}:${lookAt(Reflect.get(value, one), above)}`)
  return parts.join()
}

/** Holes are told from undefined. What an array has besides, such as the groups of a match, counts. */
const lookArray = (value: readonly unknown[], above: readonly object[]): string => {
  const items: string[] = []
  for (let i = 0; i < value.length; i++) items.push(i in value ? lookAt(value[i], above) : '')
  const others = Object.keys(value).filter((name) => !/^\d+$/.test(name))
  const more = others.map((name) => `${name}:${lookAt(Reflect.get(value, name), above)}`)
  return `[${items.join()}${more.length === 0 ? '' : `;${more.join()}`}]`
}

const lookAll = (values: Iterable<unknown>, above: readonly object[]): string[] =>
  [...values].map((one) => lookAt(one, above))

const lookEntries = (entries: Iterable<readonly [unknown, unknown]>, above: readonly object[]): string[] =>
  [...entries].map(([key, one]) => `${lookAt(key, above)}=>${lookAt(one, above)}`)

/** What is no row: told by its class and by what it holds. */
const lookOther = (value: object, above: readonly object[]): string => {
  const name = classNameOf(value)
  if (value instanceof Error) return `${name}(${JSON.stringify(value.message)},${lookFields(value, above)})`
  if (value instanceof RegExp) return `${value}@${value.lastIndex}`
  if (value instanceof Map) return `${name}{${lookEntries(value, above).join()}}`
  if (value instanceof Set) return `${name}{${lookAll(value, above).join()}}`
  if (value instanceof Date) return `${name}(${lookNumber(value.getTime())})`
  if (Array.isArray(value)) return `${name}${lookArray(value, above)}`
  return `${name}{${lookFields(value, above)}}`
}

const lookObject = (value: object, above: readonly object[]): string => {
  const level = above.lastIndexOf(value)
  if (level !== -1) return `^${above.length - level}`
  const within = [...above, value]
  const kind = objectKind(value)
  switch (kind) {
    case 'object':
    case 'Record':
      return `{${
        kind === 'object'
          ? lookFields(value, within)
          : lookEntries((value as unknown as { toSeq: () => Collection }).toSeq().entries(), within)
              .sort()
              .join()
      }}`
    case 'array':
      return lookArray(value as readonly unknown[], within)
    case 'date':
      return `date(${lookNumber((value as Date).getTime())})`
    case 'bytes':
      return `${bytesName(value as Uint8Array)}(${bytesOf(value as Uint8Array).join()})`
    case 'map':
      return `map{${lookEntries(value as Map<unknown, unknown>, within).join()}}`
    case 'set':
    case 'List':
    case 'Stack':
    case 'OrderedSet':
      return `${kind}{${lookAll(value as Set<unknown>, within).join()}}`
    case 'OrderedMap':
      return `${kind}{${lookEntries((value as Collection).entries(), within).join()}}`
    case 'ImmutableMap':
      return `${kind}{${lookEntries((value as Collection).entries(), within)
        .sort()
        .join()}}`
    case 'ImmutableSet':
      return `${kind}{${lookAll(value as Collection, within)
        .sort()
        .join()}}`
    default:
      return lookOther(value, within)
  }
}

const lookAt = (value: unknown, above: readonly object[]): string => {
  switch (typeof value) {
    case 'number':
      return lookNumber(value)
    case 'string':
      return JSON.stringify(value)
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
