/** Proves what a plan makes of arguments that are right, and of rows in no order: each is built where it is looked at. */

import fc from 'fast-check'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import * as W from 'floe/window'
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import { compareCanonical } from '../../src/data/canonical-order.ts'
import { compareSortKeys } from '../../src/plan/compare-sort-keys.ts'
import type { SortKey } from '../../src/plan/node.ts'
import { printNode } from '../../src/plan/print.ts'
import { schemaOf } from '../../src/plan/tree.ts'
import { asBag } from '../semantics/page-names.ts'

interface Row {
  readonly a: number
  readonly b: number
}
const a = (row: Row) => row.a
const b = (row: Row) => row.b
const rows = () => F.rows<Row>([])
const bag = () => asBag(rows())
const none = { _tag: 'InvalidArgument', summary: expect.stringMatching(/needs rows in an order/) }

test('counts begin with 0, or with 1', () => {
  expect(F.pipe(rows(), F.take(0)).plan).toMatchObject({ kind: 'take', count: 0 })
  expect(F.pipe(rows(), F.chunk(1)).plan).toMatchObject({ kind: 'chunk', size: 1 })
  for (const wrong of [0, 1.5, '1' as never])
    expect(() => F.chunk(wrong)).toThrow(
      /^FLOE100 InvalidArgument: chunk was given .+, and takes a whole number of rows, 1 or more$/,
    )
})

test('seeds are numbers or texts', () => {
  expect(F.pipe(rows(), F.sample(0.5, { seed: 7 })).plan).toMatchObject({ kind: 'sample', seed: 7 })
  expect(F.pipe(rows(), F.shuffle({ seed: 'a' })).plan).toMatchObject({ kind: 'shuffle', seed: 'a' })
})

test('a name that is given twice is one', () => {
  const { plan } = F.pipe(rows(), F.select('a', 'b', 'a'))
  expect(plan).toMatchObject({ kind: 'select', names: ['a', 'b'] })
  expect(printNode(F.pipe(rows(), F.omit('a', 'b')).plan)).toMatch(/^omit a, b/)
})

test('a key called key is printed with its name beside another', () => {
  expect(printNode(F.pipe(rows(), F.groupBy({ key: a, b }, {})).plan)).toMatch(/^groupBy \{ key: \(row\) => row.a, b: /)
})

test('sources are sources', () => {
  expect(rows().plan.kind).toBe('source')
})

describe('rows in no order', () => {
  const take = (): readonly ((rows: F.Bag<Row>) => F.Bag<unknown>)[] => [
    F.map(a),
    F.groupBy(a, { n: A.count(), most: A.max(b) }),
    F.rollup({ a }, { n: A.count() }),
    F.aggregate({ n: A.count() }),
    F.over({ orderBy: a }, { n: W.rowNumber() }),
    F.over({}, { n: W.whole(A.count()) }),
  ]
  const refuse = (): readonly ((rows: F.Sequence<Row>) => F.Bag<unknown>)[] => [
    F.take(1),
    F.groupBy(a, { n: A.count(), first: A.first(b) }),
    F.rollup({ a }, { all: A.toList() }),
    F.aggregate({ n: A.count(), first: A.first() }),
    F.over({}, { n: W.rowNumber() }),
    F.over({}, { n: W.whole(A.count()), m: W.rowNumber() }),
  ]

  test('are taken where none is needed', () => {
    for (const stage of take()) expect(F.isDataset(stage(bag()))).toBe(true)
  })
  test('are refused where one is', () => {
    for (const stage of refuse()) {
      expect(F.isDataset(stage(rows()))).toBe(true)
      expect(() => stage(bag() as never)).toThrow(expect.objectContaining(none))
    }
  })
})

describe('unpivot', () => {
  const to = { name: 'x', value: 'y' } as const
  const over = (codec: t.Mixed) => () => F.pipe(F.rows<unknown>([]), F.decode(codec), F.unpivot(['a'] as never, to))

  test('refuses a name that a field is known to have, and no other', () => {
    const taken = expect.objectContaining({ summary: "unpivot would give two fields the name 'x'" })
    expect(over(t.type({ a: t.number, x: t.number }))).toThrow(taken)
    for (const codec of [t.type({ a: t.number }), t.partial({ x: t.number }), t.record(t.string, t.number), t.unknown])
      expect(F.isDataset(over(codec)())).toBe(true)
  })

  test('says what a field may hold that is optional, or is not there', () => {
    expect(schemaOf(over(t.partial({ a: t.number }))().plan)).toEqual(
      schemaOf(over(t.type({ a: t.union([t.number, t.undefined]) }))().plan),
    )
    const absent = { name: 'y', schema: { kind: 'undefined' } }
    expect(schemaOf(over(t.type({ b: t.number }))().plan)).toMatchObject({
      fields: [{ name: 'b' }, { name: 'x' }, absent],
    })
  })
})

test('nothing is known of the fields of what is no record', () => {
  const lists = F.pipe(F.rows<unknown>([]), F.decode(t.array(t.number)))
  const omit = F.omit('a' as never) as unknown as (rows: F.Bag<unknown>) => F.Bag<unknown>
  expect(schemaOf(omit(lists).plan)).toEqual({ kind: 'unknown' })
})

test('windows are told from what only has a name', () => {
  for (const [given, print] of [
    [{ name: 'n' }, "{ name: 'n' }"],
    [{ step: 1 }, '{ step: 1 }'],
    ['looksAt', "'looksAt'"],
  ] as const)
    expect(() => F.over({}, { n: given } as never)).toThrow(`over was given ${print} as n, and takes a window function`)
})

test('keys to sort by: the first that tells two rows apart, nulls at their end, whatever the direction', () => {
  const value = fc.constantFrom<unknown>(null, undefined, 1, 2, 'x')
  const key = fc.record({
    direction: fc.constantFrom('ascending', 'descending'),
    nulls: fc.constantFrom('first', 'last'),
  })
  const cells = fc.array(fc.record({ key, a: value, b: value }), { maxLength: 3 })
  fc.assert(
    fc.property(cells, (given) => {
      const orders = given.map(({ key, a, b }) => {
        const [x, y] = [a ?? null, b ?? null].map((one) => one === null)
        if (x !== y) return x === (key.nulls === 'first') ? -1 : 1
        return compareCanonical(a, b) * (key.direction === 'ascending' ? 1 : -1)
      })
      const keys = given.map(({ key }) => key) as unknown as readonly SortKey[]
      const found = compareSortKeys(
        keys,
        given.map(({ a }) => a),
        given.map(({ b }) => b),
      )
      expect(Math.sign(found) + 0).toBe(Math.sign(orders.find((order) => order !== 0) ?? 0) + 0)
    }),
  )
})

const later = () => async () => ({ _tag: 'Right', right: 1 }) as const
const tried = (options: object) => () => F.mapAsync(later, { concurrency: 1, ...options } as F.MapAsyncOptions)

test.each<readonly [() => unknown, string]>([
  [() => F.drop(-1), 'drop was given -1, and takes a whole number of rows, 0 or more'],
  [() => F.chunk(0), 'chunk was given 0, and takes a whole number of rows, 1 or more'],
  [() => F.sliding(0), 'sliding was given 0, and takes a whole number of rows, 1 or more'],
  [() => F.sliding(1, 0), 'sliding was given 0, and takes a whole number of rows, 1 or more'],
  [() => F.topBy(-1, a), 'topBy was given -1, and takes a whole number of rows, 0 or more'],
  [() => F.shuffle({ seed: null as never }), 'shuffle was given seed: null, and takes a number or text'],
  [() => F.sample(-0.5), 'sample was given -0.5, and takes a fraction from 0 to 1'],
  [tried({ concurrency: 0 }), 'mapAsync was given concurrency: 0, and takes a whole number from 1'],
  [tried({ concurrency: 1.5 }), 'mapAsync was given concurrency: 1.5, and takes a whole number from 1'],
  [tried({ timeout: 0 }), 'mapAsync was given timeout: 0, and takes milliseconds, more than 0'],
  [tried({ timeout: '5' }), "mapAsync was given timeout: '5', and takes milliseconds, more than 0"],
  [tried({ timeout: 2 ** 31 }), 'mapAsync was given timeout: 2147483648, and takes milliseconds, more than 0'],
  [tried({ retry: { times: -1, delay: 0 } }), 'mapAsync was given retry.times: -1, and takes a whole number from 0'],
  [tried({ retry: { times: 0.5, delay: 0 } }), 'mapAsync was given retry.times: 0.5, and takes a whole number from 0'],
  [tried({ retry: { times: 1, delay: -1 } }), 'mapAsync was given retry.delay: -1, and takes milliseconds'],
  [tried({ retry: { times: 1, delay: Infinity } }), 'mapAsync was given retry.delay: Infinity, and takes milliseconds'],
  [
    tried({ retry: { times: 1, delay: 1, longest: Number.NaN } }),
    'mapAsync was given retry.longest: NaN, and takes milliseconds',
  ],
])('%#: %s', (build, summary) => {
  expect(build).toThrow(expect.objectContaining({ _tag: 'InvalidArgument', summary }))
})

test('how tasks are tried is kept as it was given, and no more', () => {
  const optionsOf = (options: object) => {
    const { kind, inputs, lambda, ...kept } = F.pipe(rows(), tried(options)()).plan as never as Record<string, unknown>
    return kept
  }
  expect(Object.entries(optionsOf({}))).toEqual([['concurrency', 1]])
  expect(Object.entries(optionsOf({ timeout: 5 }))).toEqual(Object.entries({ concurrency: 1, timeout: 5 }))
  const retry = { times: 0, delay: 0 }
  expect(Object.entries(optionsOf({ retry }))).toEqual(
    Object.entries({ concurrency: 1, retry: { ...retry, longest: 30_000 } }),
  )
  expect(optionsOf({ retry: { ...retry, longest: 7 }, timeout: 5 })).toEqual({
    concurrency: 1,
    retry: { ...retry, longest: 7 },
    timeout: 5,
  })
})
