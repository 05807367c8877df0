/**
 * Values of every kind that a row may hold, as fast-check arbitraries, for all tests of this repository. Small domains on
 * purpose, so that equal values, near-duplicates and ties are frequent; numbers in two profiles, as specials mixed with
 * finite numbers would mask what reordering does to sums.
 */
import * as fc from 'fast-check'
import { Map as ImmutableMap, Set as ImmutableSet, List, OrderedMap, OrderedSet, Record, Stack } from 'immutable'
import { anyText } from './any-text.ts'

/** Finite numbers of mixed magnitude; or specials: NaN, ±Infinity, ±0, subnormals, the edges of integers. */
export type NumberProfile = 'finite' | 'specials'

export const anyNumber = (profile: NumberProfile): fc.Arbitrary<number> =>
  profile === 'finite'
    ? fc.oneof(
        { weight: 4, arbitrary: fc.integer({ min: -3, max: 3 }).map((n) => n + 0) },
        { weight: 2, arbitrary: fc.constantFrom(0.1, 0.2, 0.3, 1e16, -1e16, 1e-9, 123456789.25) },
        { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
      )
    : fc.oneof(
        fc.constantFrom(
          Number.NaN,
          0,
          -0,
          1,
          Number.POSITIVE_INFINITY,
          Number.NEGATIVE_INFINITY,
          5e-324,
          -5e-324,
          2.225073858507201e-308,
          Number.MAX_VALUE,
          2 ** 31,
          -(2 ** 31),
          2 ** 32,
          2 ** 53,
          2 ** 53 - 1,
        ),
        fc.double(),
      )

const stringsOnPurpose = [
  '',
  'a',
  'b',
  'ab',
  'abcd',
  'abcde',
  '1',
  'n1;',
  '\u0000',
  '\u0000s1:a',
  'é',
  'e\u0301',
  '\uffff',
  '\u{1f600}',
  '\u{1f601}',
  '\u{10000}',
  '\ud83d',
  '\ude00',
  '\ud83da',
  '\ue000',
  '\ud800\ud800\udc00',
]

export const anyString = (): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...stringsOnPurpose) },
    { weight: 1, arbitrary: anyText({ maxLength: 12 }) },
    {
      weight: 1,
      arbitrary: fc
        .array(fc.constantFrom(0x61, 0xd7ff, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xe000, 0xffff), { maxLength: 4 })
        .map((units) => String.fromCharCode(...units)),
    },
  )

/** Names of fields: few, so that objects have them in common, some of them hostile. */
export const anyKey = (): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom('a', 'b', 'c') },
    {
      weight: 2,
      arbitrary: fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', '0', '1', '10', '-1', ''),
    },
    { weight: 1, arbitrary: anyString() },
  )

export const anyDate = (): fc.Arbitrary<Date> =>
  fc.constantFrom(0, -1, 1, 86_400_000, 951_782_400_000, Number.NaN).map((time) => new Date(time))

export const anyBytes = (): fc.Arbitrary<ArrayBufferView | ArrayBuffer> =>
  fc
    .tuple(fc.array(fc.constantFrom(0, 1, 255), { maxLength: 9 }), fc.nat(6))
    .map(([bytes, kind]): ArrayBufferView | ArrayBuffer => {
      switch (kind) {
        case 0:
          return Uint8Array.from(bytes)
        case 1:
          return Buffer.from(bytes)
        case 2:
          return Uint8Array.from(bytes).buffer
        case 3:
          return new DataView(Uint8Array.from(bytes).buffer)
        case 4:
          return Int16Array.from(bytes)
        case 5:
          return Float64Array.from(bytes.slice(0, 2), (byte) => (byte === 255 ? Number.NaN : byte === 1 ? -0 : 0))
        default:
          return new Uint8Array(Uint8Array.from([7, ...bytes]).buffer, 1)
      }
    })

export const anyPrimitive = (profile: NumberProfile = 'specials'): fc.Arbitrary<unknown> =>
  fc.oneof(
    fc.constantFrom<unknown>(undefined, null, true, false),
    anyNumber(profile),
    fc.constantFrom(0n, 1n, -1n, 2n ** 64n, -(2n ** 64n)),
    anyString(),
  )

/** A plain object with just these own properties, whatever they are called. */
export const objectOf = (entries: readonly (readonly [string, unknown])[], isBare = false): object => {
  const object = isBare ? Object.create(null) : {}
  for (const [key, value] of entries)
    Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true })
  return object
}

const Point = Record<{ a: unknown; b: unknown }>({ a: 0, b: undefined })
const Other = Record<{ a: unknown }>({ a: 0 })

const sparse = (items: readonly unknown[]): unknown[] => {
  const array: unknown[] = []
  array.length = items.length
  items.forEach((item, i) => {
    if (i % 2 === 0) array[i] = item
  })
  return array
}

/** Containers around what `inner` gives. */
const anyContainer = (inner: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => {
  const items = fc.array(inner, { maxLength: 3 })
  const entries = fc.array(fc.tuple(inner, inner), { maxLength: 3 })
  const fields = fc.uniqueArray(fc.tuple(anyKey(), inner), { maxLength: 4, selector: ([key]) => key })
  return fc.oneof(
    { weight: 4, arbitrary: fields.map((pairs) => objectOf(pairs)) },
    { weight: 1, arbitrary: fields.map((pairs) => objectOf(pairs, true)) },
    { weight: 4, arbitrary: items },
    { weight: 1, arbitrary: items.map(sparse) },
    { weight: 1, arbitrary: entries.map((pairs) => new Map(pairs)) },
    { weight: 1, arbitrary: items.map((values) => new Set(values)) },
    { weight: 1, arbitrary: items.map((values) => List(values)) },
    { weight: 1, arbitrary: items.map((values) => Stack(values)) },
    { weight: 1, arbitrary: entries.map((pairs) => ImmutableMap(pairs)) },
    { weight: 1, arbitrary: entries.map((pairs) => OrderedMap(pairs)) },
    { weight: 1, arbitrary: items.map((values) => ImmutableSet(values)) },
    { weight: 1, arbitrary: items.map((values) => OrderedSet(values)) },
    { weight: 1, arbitrary: fc.tuple(inner, inner).map(([a, b]) => Point({ a, b })) },
    { weight: 1, arbitrary: inner.map((a) => Other({ a })) },
  )
}

/** Any value that can be a row: every kind, nested up to `depth` containers deep. */
export const anyRow = (profile: NumberProfile = 'specials', depth = 3): fc.Arbitrary<unknown> => {
  const leaf = fc.oneof(
    { weight: 6, arbitrary: anyPrimitive(profile) },
    { weight: 1, arbitrary: anyDate() },
    { weight: 1, arbitrary: anyBytes() },
  )
  let rows = leaf
  for (let level = 0; level < depth; level++) {
    const inner = rows
    rows = fc.oneof({ weight: 1, arbitrary: leaf }, { weight: level + 1, arbitrary: anyContainer(inner) })
  }
  return rows
}

/** Rows that have much in common: containers of one or two kinds over a tiny domain. Ties and near-duplicates abound. */
export const anyTightRow = (): fc.Arbitrary<unknown> => {
  const leaf = fc.constantFrom<unknown>(0, -0, 1, Number.NaN, undefined, 'a', '\uffff', '\u{10000}')
  return fc.oneof(leaf, anyContainer(leaf), anyContainer(fc.oneof(leaf, anyContainer(leaf))))
}

type Walk = (value: unknown) => unknown

const rebuild = (value: unknown, each: Walk, fields: (entries: [string, unknown][]) => object): unknown => {
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Date) return new Date(value.getTime())
  if (value instanceof ArrayBuffer) return value.slice(0)
  if (value instanceof DataView) return new DataView(value.buffer.slice(0), value.byteOffset, value.byteLength)
  if (ArrayBuffer.isView(value)) return (value as Uint8Array).slice()
  if (Array.isArray(value)) return value.map(each)
  const pairs = () =>
    [...(value as Map<unknown, unknown>)].map(([key, item]): [unknown, unknown] => [each(key), each(item)])
  const items = () => [...(value as Set<unknown>)].map(each)
  if (value instanceof Map) return new Map(pairs())
  if (value instanceof Set) return new Set(items())
  if (List.isList(value)) return List(items())
  if (Stack.isStack(value)) return Stack(items())
  if (OrderedMap.isOrderedMap(value)) return OrderedMap(pairs())
  if (ImmutableMap.isMap(value)) return ImmutableMap(pairs().reverse())
  if (OrderedSet.isOrderedSet(value)) return OrderedSet(items())
  if (ImmutableSet.isSet(value)) return ImmutableSet(items().reverse())
  if (Record.isRecord(value)) {
    const copied = [...value.toSeq()].map(([key, item]): [string, unknown] => [String(key), each(item)])
    return (copied.length === 2 ? Point : Other)(Object.fromEntries(copied))
  }
  return fields(Object.entries(value).map(([key, item]): [string, unknown] => [key, each(item)]))
}

/** An identical value that shares nothing with this one: other key order, other prototype, other insertion history. */
export const identicalCopy: Walk = (value) =>
  rebuild(value, identicalCopy, (entries) => objectOf(entries.reverse(), entries.length % 2 === 1))

/** Pairs of which about half are identical or differ in one place. */
export const anyPair = (): fc.Arbitrary<readonly [unknown, unknown]> =>
  fc.oneof(
    fc.tuple(anyTightRow(), anyTightRow()),
    fc.tuple(anyRow(), anyRow()),
    fc.oneof(anyRow(), anyTightRow()).map((row) => [row, identicalCopy(row)] as const),
  )
