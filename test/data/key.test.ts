/** Keys: the canonical primitive, the relation and the representative agree, and agree with a plain oracle. */
import * as fc from 'fast-check'
import { Map as ImmutableMap, Set as ImmutableSet, List, OrderedMap, OrderedSet, Record, Stack } from 'immutable'
import { describe, expect, test } from 'vitest'
import { compareCanonical } from '../../src/data/canonical-order.ts'
import { identical } from '../../src/data/identical.ts'
import { isNull, isNullKey, keyOf, normaliseKey, sameKey } from '../../src/data/key.ts'
import { runs } from '../runs.ts'
import { anyPair, anyRow, anyTightRow, identicalCopy, objectOf } from './arbitrary.ts'
import { oracleText } from './oracle.ts'

const often = { numRuns: runs(1_000) }

describe('one relation, three ways to ask', () => {
  test('sameKey = the same entry of a Map = identical representatives = the oracle', () => {
    let pairs = 0
    let same = 0
    fc.assert(
      fc.property(anyPair(), ([a, b]) => {
        pairs++
        const expected = oracleText(a, true) === oracleText(b, true)
        if (expected) same++
        expect(sameKey(a, b)).toBe(expected)
        expect(new Map([[keyOf(a), 1]]).has(keyOf(b))).toBe(expected)
        expect(identical(normaliseKey(a), normaliseKey(b))).toBe(expected)
      }),
      often,
    )
    expect(same).toBeGreaterThan(pairs / 10)
  })

  test('identical values are the same key', () => {
    fc.assert(
      fc.property(fc.oneof(anyRow(), anyTightRow()), (row) => {
        expect(sameKey(row, identicalCopy(row))).toBe(true)
        expect(keyOf(identicalCopy(row))).toBe(keyOf(row))
      }),
      often,
    )
  })

  test('a key is a primitive', () => {
    fc.assert(
      fc.property(anyRow(), (row) => {
        const key = keyOf(row)
        expect(key === null || (typeof key !== 'object' && typeof key !== 'function')).toBe(true)
        expect(sameKey(key, key)).toBe(true)
      }),
    )
  })

  test('the representative is the same key, and its own representative', () => {
    fc.assert(
      fc.property(fc.oneof(anyRow(), anyTightRow()), (row) => {
        const representative = normaliseKey(row)
        expect(sameKey(representative, row)).toBe(true)
        expect(normaliseKey(representative)).toBe(representative)
        if (identical(representative, row)) expect(representative).toBe(row)
      }),
      often,
    )
  })
})

describe('keyOf', () => {
  test('primitives are themselves', () => {
    for (const value of [undefined, null, true, false, 1, 0.1, Number.NaN, 5n, '', 'a', 'n1;', '\u0001'])
      expect(keyOf(value)).toBe(value)
    expect(keyOf(-0)).toBe(0)
  })

  test('no string is taken for a compound key', () => {
    for (const value of [[], [1], { a: 1 }, new Date(0), new Set(['x']), '\u0000', '\u0000x']) {
      const key = keyOf(value) as string
      expect(key.startsWith('\u0000')).toBe(true)
      expect(keyOf(key)).not.toBe(key)
    }
  })

  test('what is adjacent does not run together', () => {
    const values = [
      [1, 2],
      [12],
      ['1', 2],
      ['12'],
      ['1', '2'],
      [[1], 2],
      [[1, 2]],
      [[], 1, 2],
      ['s1:a'],
      ['s1:as1:b'],
      ['a', 'b'],
      ['as1:b'],
      [1n, 2],
      [true],
      [false],
      ['t'],
      [null],
      [undefined],
      // biome-ignore lint/suspicious/noSparseArray: a hole is meant
      [,],
      [-1],
      [1e21],
      [Number.NaN],
      [Number.POSITIVE_INFINITY],
      ['NaN'],
      [new Date(1)],
      [new Date(Number.NaN)],
      { a: 1, b: 2 },
      { a: [1, 2] },
      { 'a1:b': 2 },
      { ab: 1 },
      {},
      [{}],
      [{}, {}],
      new Map([[1, 2]]),
      new Set([1, 2]),
      new Map([[[1], 2]]),
      new Map([[1, [2]]]),
      new Uint8Array([1, 2]),
      new Int8Array([1, 2]),
    ]
    expect(new Set(values.map(keyOf)).size).toBe(values.length)
  })

  test('of all small values, no two that differ have one key', () => {
    type Items = readonly unknown[]
    const sequences = (items: Items, most: number): Items[] =>
      most === 0 ? [[]] : [[], ...sequences(items, most - 1).flatMap((rest) => items.map((item) => [...rest, item]))]
    const fields = (items: Items): object[] =>
      sequences(items, 2).map((values) => Object.fromEntries(values.map((value, i) => ['ab'[i], value])))
    const bytes = [new Uint8Array(), Uint8Array.of(1), Int8Array.of(1), Uint8Array.of(1).buffer]
    const leaves = [undefined, null, true, false, 0, 1, 11, Number.NaN, 1n, '', 'a', '1', 'n1;', new Date(1), ...bytes]
    const collections = (items: Items): unknown[] =>
      [(values: Items) => [...values], List, Stack, OrderedSet, (values: Items) => new Set(values)].map((make) =>
        make(items),
      )
    const holes = [new Array(1), new Array(2), Object.assign(new Array(2), { 1: 1 }), Object.assign(new Array(2), [1])]
    const small = [1, 'a', [], [1], {}, { a: 1 }, new Set([1]), new Map([[1, 1]]), new Date(1), null]
    const values = [
      ...leaves,
      ...holes,
      ...sequences(leaves, 2).flatMap(collections),
      ...fields(leaves),
      ...sequences(small, 3).map((items) => [...items]),
      ...fields(small),
    ]
    const textsOf = new Map<unknown, Set<string>>()
    for (const value of values) {
      const key = keyOf(value)
      textsOf.set(key, (textsOf.get(key) ?? new Set()).add(oracleText(value, true)))
    }
    expect([...textsOf].filter(([, texts]) => texts.size > 1)).toEqual([])
    expect(textsOf.size).toBe(new Set(values.map((value) => oracleText(value, true))).size)
  })

  test('is no longer than twice the JSON', () => {
    const makers: readonly ((items: readonly unknown[]) => unknown)[] = [
      ...[(items: readonly unknown[]) => items, List, Stack, ImmutableSet, OrderedSet],
      ...[(items: readonly unknown[]) => new Set(items), (items: readonly unknown[]) => ({ items })],
      (items) => new Map(items.map((item, i) => [i, item])),
      (items) => ImmutableMap(items.map((item, i) => [i, item])),
      (items) => OrderedMap(items.map((item, i) => [i, item])),
    ]
    const expectShort = (make: (items: readonly unknown[]) => unknown, items: readonly unknown[]): void => {
      const value = make(items) as object
      const json = JSON.stringify(Symbol.iterator in value ? [...(value as Iterable<unknown>)] : value)
      // One more for the character that says: no text.
      expect((keyOf(value) as string).length).toBeLessThanOrEqual(2 * json.length + 1)
    }
    for (const make of makers) {
      expectShort(make, [])
      expectShort(make, [...Array(100).keys()])
    }
    fc.assert(fc.property(fc.constantFrom(...makers), fc.array(fc.jsonValue()), expectShort))
  })

  test('each kind of collection is a key of its own, empty or not', () => {
    const Point = Record({ a: 1 })
    const Empty = Record({})
    const makers = [
      (items: unknown[]) => items,
      (items: unknown[]) => List(items),
      (items: unknown[]) => Stack(items),
      (items: unknown[]) => new Set(items),
      (items: unknown[]) => ImmutableSet(items),
      (items: unknown[]) => OrderedSet(items),
      (items: unknown[]) => new Map(items.map((item) => [item, 1])),
      (items: unknown[]) => ImmutableMap(items.map((item) => [item, 1])),
      (items: unknown[]) => OrderedMap(items.map((item) => [item, 1])),
    ]
    const all = [...makers.map((make) => make([])), ...makers.map((make) => make([1])), {}, { a: 1 }, Empty(), Point()]
    expect(new Set(all.map(keyOf)).size).toBe(all.length)
  })

  test('order counts where it means something', () => {
    expect(sameKey(new Set([1, 2]), new Set([2, 1]))).toBe(true)
    expect(
      sameKey(
        new Map([
          [1, 'a'],
          [2, 'b'],
        ]),
        new Map([
          [2, 'b'],
          [1, 'a'],
        ]),
      ),
    ).toBe(true)
    expect(
      sameKey(
        new Map([
          [1, 'a'],
          [2, 'b'],
        ]),
        new Map([
          [1, 'b'],
          [2, 'a'],
        ]),
      ),
    ).toBe(false)
    expect(sameKey(ImmutableSet([1, 2]), ImmutableSet([2, 1]))).toBe(true)
    expect(
      sameKey(
        ImmutableMap([
          [1, 'a'],
          [2, 'b'],
        ]),
        ImmutableMap([
          [2, 'b'],
          [1, 'a'],
        ]),
      ),
    ).toBe(true)
    expect(sameKey(OrderedSet([1, 2]), OrderedSet([2, 1]))).toBe(false)
    expect(
      sameKey(
        OrderedMap([
          [1, 'a'],
          [2, 'b'],
        ]),
        OrderedMap([
          [2, 'b'],
          [1, 'a'],
        ]),
      ),
    ).toBe(false)
    expect(sameKey(List([1, 2]), List([2, 1]))).toBe(false)
    expect(sameKey(Stack([1, 2]), Stack([2, 1]))).toBe(false)
    expect(sameKey([1, 2], [2, 1])).toBe(false)
    // Elements are counted: a Set may hold equal arrays.
    expect(sameKey(new Set([[1], [1]]), new Set([[1]]))).toBe(false)
  })

  test('many bytes', () => {
    const bytes = new Uint8Array(200_000).fill(7)
    const other = bytes.slice()
    other[199_999] = 8
    expect(sameKey(bytes, bytes.slice())).toBe(true)
    expect(sameKey(bytes, other)).toBe(false)
    const early = bytes.slice()
    early[4_096] = 8
    expect(sameKey(bytes, early)).toBe(false)
  })
})

describe('normaliseKey', () => {
  test('+0 for -0 everywhere, Map and Set in canonical order', () => {
    const Point = Record<{ a: unknown }>({ a: 1 })
    const key = {
      array: [-0, 1],
      map: new Map<unknown, unknown>([
        ['b', -0],
        ['a', [-0]],
      ]),
      set: new Set([3, undefined, 1]),
      list: List([2, -0, 1]),
      stack: Stack([-0, 1]),
      record: Point({ a: -0 }),
      immutableMap: ImmutableMap([['a', -0]]),
      orderedMap: OrderedMap([
        ['b', -0],
        ['a', 0],
      ]),
      immutableSet: ImmutableSet([List([-0])]),
      orderedSet: OrderedSet([List([-0]), 1]),
    }
    const expected = {
      array: [0, 1],
      map: new Map<unknown, unknown>([
        ['a', [0]],
        ['b', 0],
      ]),
      set: new Set([undefined, 1, 3]),
      list: List([2, 0, 1]),
      stack: Stack([0, 1]),
      record: Point({ a: 0 }),
      immutableMap: ImmutableMap([['a', 0]]),
      orderedMap: OrderedMap([
        ['b', 0],
        ['a', 0],
      ]),
      immutableSet: ImmutableSet([List([0])]),
      orderedSet: OrderedSet([List([0]), 1]),
    }
    const normalised = normaliseKey(key)
    expect(compareCanonical(normalised, expected)).toBe(0)
    expect(Object.is(key.array[0], -0)).toBe(true)
    expect(Object.keys(normalised)).toEqual(Object.keys(key))
    for (const name of Object.keys(expected) as (keyof typeof expected)[])
      expect(`${name} ${identical(normalised[name], expected[name])}`).toBe(`${name} true`)
  })

  test('what it makes is frozen, what needs no change is the same object', () => {
    expect(Object.isFrozen(normaliseKey([-0]))).toBe(true)
    expect(Object.isFrozen(normaliseKey({ a: -0 }))).toBe(true)
    const key = { a: [1], b: new Set([1, 2]), c: new Map([[1, 2]]), d: new Date(0), e: new Uint8Array(1), f: List([1]) }
    expect(normaliseKey(key)).toBe(key)
    const orders: readonly (readonly unknown[])[] = [[1, 2, 3], [3, 2, 1], [...'zyxwvutsrqponmlkjihgfedcba']]
    for (const items of orders) {
      const collections = [items, List(items), Stack(items), ImmutableSet(items), OrderedSet(items)]
      const pairs = items.map((item): [unknown, unknown] => [item, item])
      for (const same of [...collections, ImmutableMap(pairs), OrderedMap(pairs)]) expect(normaliseKey(same)).toBe(same)
    }
    const part = [1]
    expect(normaliseKey([part, -0])[0]).toBe(part)
  })

  test('hostile keys stay keys, holes stay holes', () => {
    const key = normaliseKey(
      objectOf([
        ['__proto__', -0],
        ['b', 1],
      ]),
    ) as object
    expect(Object.entries(key)).toEqual([
      ['__proto__', 0],
      ['b', 1],
    ])
    expect(Object.getPrototypeOf(key)).toBe(Object.prototype)
    // biome-ignore lint/suspicious/noSparseArray: a hole is meant
    expect(Object.keys(normaliseKey([-0, , 1]))).toEqual(['0', '2'])
  })
})

describe('keys that join none', () => {
  // To a Record, undefined is its default.
  const Pair = Record<{ a: unknown; b: unknown }>({ a: undefined, b: undefined })
  const composites: readonly ((a: unknown, b: unknown) => unknown)[] = [
    (a, b) => [a, b],
    (a, b) => ({ a, b }),
    (a, b) => List([a, b]),
    (a, b) => Pair({ a, b }),
  ]

  test('null and undefined, and composites with such a part', () => {
    for (const none of [null, undefined]) {
      expect(isNull(none)).toBe(true)
      expect(isNullKey(none)).toBe(true)
      for (const make of composites) {
        expect(isNullKey(make(none, 1))).toBe(true)
        expect(isNullKey(make(1, none))).toBe(true)
        expect(isNullKey(make(none, none))).toBe(true)
      }
    }
    expect(isNullKey(new Array(1))).toBe(true)
  })

  test('nothing else: no other value, no composite of others, nothing deeper, and no other collection', () => {
    const someRow = fc.oneof(anyRow(), anyTightRow()).filter((row) => row !== null && row !== undefined)
    fc.assert(
      fc.property(someRow, someRow, fc.constantFrom(...composites), (a, b, make) => {
        expect(isNull(a)).toBe(false)
        expect(isNullKey(make(a, b))).toBe(false)
      }),
    )
    for (const value of [0, -0, '', false, Number.NaN, 0n, [], {}, List(), [[null]], { a: { b: undefined } }])
      expect(isNullKey(value)).toBe(false)
    for (const none of [null, undefined])
      for (const value of [new Set([none]), new Map([[none, none]]), Stack([none]), ImmutableMap([[none, none]])])
        expect(isNullKey(value)).toBe(false)
    expect(isNullKey(new Date(Number.NaN))).toBe(false)
    expect(isNullKey(new Uint8Array())).toBe(false)
  })
})

describe('what is no key', () => {
  const nested = (levels: number): unknown => {
    let value: unknown = 1
    for (let i = 0; i < levels; i++) value = [value]
    return value
  }

  test('is refused by name and place', () => {
    const error = /FLOE101 NotARow: a row cannot hold a function\n {2}at field a\[0\]/
    expect(() => keyOf({ a: [() => 1] })).toThrow(error)
    expect(() => normaliseKey({ a: [() => 1] })).toThrow(error)
    expect(() => sameKey({ a: [() => 1] }, 1)).toThrow(error)
    expect(() => keyOf(Symbol('x'))).toThrow(/a symbol is no row/)
    expect(() => keyOf(new Error('x'))).toThrow(/an instance of Error is no row/)
    expect(() => normaliseKey(new Error('x'))).toThrow(/an instance of Error is no row/)
    expect(() => normaliseKey(Symbol('x'))).toThrow(/a symbol is no row/)
  })

  test('1,000 levels are a key, more are not', () => {
    expect(sameKey(nested(1_000), nested(1_000))).toBe(true)
    expect(sameKey(normaliseKey(nested(1_000)), nested(1_000))).toBe(true)
    expect(() => keyOf(nested(1_001))).toThrow(/more than 1000 levels/)
    expect(() => normaliseKey(nested(1_001))).toThrow(/more than 1000 levels/)
  })
})
