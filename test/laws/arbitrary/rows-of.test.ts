/**
 * Proves that rows of a codec are rows of that codec, of all profiles, with the values on which functions go wrong; that they
 * shrink to next to nothing; and that codecs of which there are none are refused.
 */
import * as fc from 'fast-check'
import * as C from 'floe/codec'
import * as L from 'floe/laws'
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'

const Tree: t.Mixed = t.recursion('Tree', (): t.Mixed => t.type({ value: t.number, within: t.array(Tree) }))
const Chain: t.Mixed = t.recursion('Chain', (): t.Mixed => t.union([t.type({ value: t.number, next: Chain }), t.null]))
const Endless: t.Mixed = t.recursion('Endless', (): t.Mixed => t.type({ next: Endless }))

const brand = <A>(codec: t.Type<A>, is: (value: A) => boolean, name: string) =>
  t.brand(codec, (value): value is t.Branded<A, { readonly [name]: symbol }> => is(value), name as never)

const isDate = (value: unknown): value is Date => value instanceof Date
const DateFromText = new t.Type<Date, string, unknown>(
  'DateFromText',
  isDate,
  (value, context) => {
    const made = new Date(String(value))
    const isTime = typeof value === 'string' && !Number.isNaN(made.getTime())
    return isTime ? t.success(made) : t.failure(value, context)
  },
  (date) => date.toISOString(),
)

const codecs: Readonly<Record<string, t.Mixed>> = {
  text: t.string,
  number: t.number,
  bigint: t.bigint,
  boolean: t.boolean,
  null: t.null,
  undefined: t.undefined,
  unknown: t.unknown,
  literal: t.literal('a'),
  keys: t.keyof({ a: null, b: null }),
  tuple: t.tuple([t.string, t.number]),
  readonly: t.readonly(t.readonlyArray(t.string)),
  record: t.type({ name: t.string, ['__proto__']: t.number, tags: t.array(t.string) }),
  partial: t.partial({ name: t.string, toString: t.string }),
  exact: t.exact(t.type({ a: t.number })),
  dictionary: t.record(t.string, t.number),
  'dictionary of listed names': t.record(t.keyof({ a: null, b: null }), t.number),
  union: t.union([t.number, t.null, t.string]),
  'tagged union': t.union([t.type({ kind: t.literal('a'), a: t.number }), t.type({ kind: t.literal('b') })]),
  intersection: t.intersection([t.type({ a: t.number }), t.partial({ b: t.string })]),
  'same field twice': t.intersection([t.type({ a: t.number }), t.type({ a: t.Int })]),
  recursion: Tree,
  'recursion by a union': Chain,
  whole: t.Int,
  rare: brand(t.number, (n) => n > 100 && n < 110, 'Rare'),
  email: brand(t.string, (text) => /^[^@ ]+@[^@ ]+\.\w+$/.test(text), 'Email'),
  'long text': brand(t.string, (text) => text.length > 5, 'Long'),
  'refined record': brand(t.type({ from: t.number, to: t.number }), ({ from, to }) => from <= to, 'Span'),
  'of its own kind': DateFromText,
  iso: C.dateFromIso,
  postgres: C.dateFromPostgres,
  seconds: C.dateFromSeconds,
  micros: C.dateFromMicros,
  'number in text': C.numberFromText,
  'bigint in text': C.bigintFromText,
  'one of': C.oneOf('S', 'M'),
  'boolean of two': C.booleanFrom('Y', 'N'),
  'null if empty': C.nullIfEmpty(C.dateFromIso),
}

const profiles: readonly (L.Profile | undefined)[] = [undefined, 'plain', 'ties', 'specials']

const sample = (rows: fc.Arbitrary<unknown>, numRuns = 200) => fc.sample(rows, { seed: 1, numRuns })

describe('rows of a codec are rows of it', () => {
  test.each(Object.keys(codecs))('%s', (name) => {
    const codec = codecs[name] as t.Mixed
    for (const profile of profiles) expect(sample(L.rowsOf(codec, profile)).filter((row) => !codec.is(row))).toEqual([])
  })
})

test('a schema of another library is a codec', () => {
  const standard = {
    '~standard': {
      version: 1,
      vendor: 'us',
      validate: (value: unknown) => (typeof value === 'number' ? { value } : { issues: [{ message: 'no' }] }),
    },
  } as const
  expect(sample(L.rowsOf(standard)).every((value) => typeof value === 'number')).toBe(true)
})

const leaves = (row: unknown): readonly unknown[] =>
  typeof row === 'object' && row !== null ? Object.values(row).flatMap(leaves) : [row]

describe('an instance has values of one profile', () => {
  const Row = t.type({ name: t.string, n: t.number })
  const instances = fc.sample(L.rows(() => 0, { rows: L.rowsOf(Row) }).instances, { seed: 1, numRuns: 600 })
  const numbersOf = (rows: readonly unknown[]): readonly number[] =>
    leaves(rows).filter((leaf) => typeof leaf === 'number')
  const isSpecial = (n: number): boolean => !Number.isFinite(n) || n === Number.MAX_VALUE || n === 5e-324
  const hasSpecial = (rows: readonly unknown[]): boolean => numbersOf(rows).some(isSpecial)

  test('specials are among themselves', () => {
    const special = instances.filter(({ rows }) => hasSpecial(rows))
    expect(special.length).toBeGreaterThan(60)
    const usual = special
      .flatMap(({ rows }) => numbersOf(rows))
      .filter((n) => n !== 0.1 && n % 1 !== 0 && !isSpecial(n))
    expect(usual).toEqual([])
  })

  test('sums of others depend on their order', () => {
    const sum = (numbers: readonly number[]) => numbers.reduce((before, n) => before + n, 0)
    const fickle = instances
      .filter(({ rows }) => !hasSpecial(rows))
      .map(({ rows }) => numbersOf(rows))
      .filter((numbers) => sum(numbers) !== sum(numbers.toReversed()))
    expect(fickle.length).toBeGreaterThan(50)
  })

  test('some rows are equal, and some nearly so', () => {
    const texts = instances.map(({ rows }) => rows.map((row) => JSON.stringify(row)))
    expect(texts.filter((all) => new Set(all).size < all.length).length).toBeGreaterThan(150)
    const near = instances.filter(({ rows }) =>
      (rows as readonly t.TypeOf<typeof Row>[]).some(({ name, n }, i, all) =>
        all.slice(i + 1).some((other) => (other.name === name) !== Object.is(other.n, n)),
      ),
    )
    expect(near.length).toBeGreaterThan(150)
  })
})

test.each([
  [Number.NaN, t.number],
  [Number.NEGATIVE_INFINITY, t.number],
  [-0, t.number],
  [5e-324, t.number],
  [0, t.number],
  ['', t.string],
  ['İ', t.string],
  ['ß', t.string],
  ['e\u0301', t.string],
  ['__proto__', t.string],
  ['\ud83d', t.string],
  [Date.UTC(2024, 2, 31, 1), C.dateFromIso],
  [Date.UTC(2024, 10, 3, 6) - 1, C.dateFromIso],
  [0, C.dateFromIso],
])('%s is among them', (value, codec) => {
  expect(sample(L.rowsOf(codec as t.Mixed), 3000).some((one) => Object.is(one, value))).toBe(true)
})

describe('it shrinks', () => {
  const Row = t.type({
    name: t.string,
    n: t.number,
    tags: t.array(t.string),
    more: t.partial({ a: t.number }),
    or: t.union([t.number, t.null]),
  })
  const { instances } = L.rows(() => 0, { rows: L.rowsOf(Row) })
  const least = (isFine: (rows: readonly t.TypeOf<typeof Row>[]) => boolean): unknown => {
    const property = fc.property(instances, ({ rows }) => isFine(rows as readonly t.TypeOf<typeof Row>[]))
    return fc.check(property, { seed: 1, numRuns: 1000 }).counterexample?.[0].rows
  }
  const small = { name: '', n: 0, tags: [], more: {}, or: null }

  test('to one small row', () => {
    expect(least((rows) => rows.length < 1)).toEqual([small])
  })

  test('to the value that matters', () => {
    expect(least((rows) => rows.every(({ n }) => !Number.isNaN(n)))).toEqual([{ ...small, n: Number.NaN }])
    expect(least((rows) => rows.every(({ tags }) => tags.length < 2))).toEqual([{ ...small, tags: ['', ''] }])
    expect(least((rows) => rows.every(({ name }) => name !== 'ß'))).toEqual([{ ...small, name: 'ß' }])
  })

  test('to two rows where it takes two', () => {
    expect(least((rows) => new Set(rows.map(({ name }) => name)).size === rows.length)).toEqual([small, small])
  })
})

describe('refuses', () => {
  test.each<readonly [string, () => unknown]>([
    ['no value of Never was found', () => L.rowsOf(t.type({ a: brand(t.number, () => false, 'Never') }))],
    ['values of Function cannot be made: it is a codec of its own kind', () => L.rowsOf(t.type({ a: t.Function }))],
    ['there is no value of never', () => L.rowsOf(t.type({ a: t.never as unknown as t.Mixed }))],
    ['Endless contains itself, and comes to no end', () => L.rowsOf(Endless)],
    ['rowsOf was given 7, and takes a codec', () => L.rowsOf(7 as never)],
  ])('%s', (message, make) => {
    expect(make).toThrow(message)
  })

  test('with the place', () => {
    expect(() => L.rowsOf(t.type({ a: t.array(t.type({ b: t.Function })) }))).toThrow('at field a[].b')
  })
})
