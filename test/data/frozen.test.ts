/** Readonly in the type, frozen at run time. */
import { type Map as ImmutableMap, List, Record, type RecordOf } from 'immutable'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { deepFreeze, type Frozen } from '../../src/data/frozen.ts'

type Brand<T, B> = T & { readonly __brand: B }
interface Tree {
  value: number
  children: Tree[]
}
interface FrozenTree {
  readonly value: number
  readonly children: readonly FrozenTree[]
}

describe('Frozen<T>', () => {
  test('containers become readonly, deeply', () => {
    expectTypeOf<Frozen<{ a: { b: string[] } }>>().toEqualTypeOf<{ readonly a: { readonly b: readonly string[] } }>()
    expectTypeOf<Frozen<[number, string[]]>>().toEqualTypeOf<readonly [number, readonly string[]]>()
    expectTypeOf<Frozen<[a: number, b?: string, ...rest: Date[]]>>().toEqualTypeOf<
      readonly [a: number, b?: string, ...rest: Date[]]
    >()
    expectTypeOf<Frozen<Map<string, { a: number }>>>().toEqualTypeOf<ReadonlyMap<string, { readonly a: number }>>()
    expectTypeOf<Frozen<Map<{ k: 1 }, 1>>>().toEqualTypeOf<ReadonlyMap<{ readonly k: 1 }, 1>>()
    expectTypeOf<Frozen<Set<string[]>>>().toEqualTypeOf<ReadonlySet<readonly string[]>>()
    expectTypeOf<Frozen<{ a?: string[] }>>().toEqualTypeOf<{ readonly a?: readonly string[] }>()
  })

  test('leaves stay what they are', () => {
    expectTypeOf<Frozen<Date>>().toEqualTypeOf<Date>()
    expectTypeOf<Frozen<Uint8Array>>().toEqualTypeOf<Uint8Array>()
    expectTypeOf<Frozen<ArrayBuffer>>().toEqualTypeOf<ArrayBuffer>()
    expectTypeOf<Frozen<bigint | symbol | null | undefined | boolean>>().toEqualTypeOf<
      bigint | symbol | null | undefined | boolean
    >()
    expectTypeOf<Frozen<(a: string[]) => number[]>>().toEqualTypeOf<(a: string[]) => number[]>()
    expectTypeOf<Frozen<List<string[]>>>().toEqualTypeOf<List<string[]>>()
    expectTypeOf<Frozen<ImmutableMap<string, number>>>().toEqualTypeOf<ImmutableMap<string, number>>()
    expectTypeOf<Frozen<RecordOf<{ a: number }>>>().toEqualTypeOf<RecordOf<{ a: number }>>()
    expectTypeOf<Frozen<{ f: List<number> }>>().toEqualTypeOf<{ readonly f: List<number> }>()
  })

  test('any, unknown, never, unions, brands, recursion', () => {
    // biome-ignore lint/suspicious/noExplicitAny: any is what is tested
    expectTypeOf<Frozen<any>>().toBeAny()
    expectTypeOf<Frozen<unknown>>().toBeUnknown()
    expectTypeOf<Frozen<never>>().toBeNever()
    expectTypeOf<Frozen<{ a: unknown }>>().toEqualTypeOf<{ readonly a: unknown }>()
    expectTypeOf<Frozen<string[] | { a: 1 } | 'x'>>().toEqualTypeOf<readonly string[] | { readonly a: 1 } | 'x'>()
    expectTypeOf<Frozen<Brand<string, 'Id'>>>().toEqualTypeOf<Brand<string, 'Id'>>()
    expectTypeOf<Frozen<{ id: Brand<number, 'N'> }>>().toEqualTypeOf<{ readonly id: Brand<number, 'N'> }>()
    expectTypeOf<Frozen<Tree>>().toExtend<FrozenTree>()
    expectTypeOf<FrozenTree>().toExtend<Frozen<Tree>>()
  })

  test('twice is once, and frozen rows are taken where plain ones are written', () => {
    expectTypeOf<Frozen<Frozen<{ a: { b: string[] } }>>>().toEqualTypeOf<Frozen<{ a: { b: string[] } }>>()
    const generic = <R extends { readonly a: number }>(row: Frozen<R>): number => row.a as number
    expect(generic({ a: 1 })).toBe(1)
    const row: Frozen<{ tags: string[] }> = { tags: ['a'] }
    // @ts-expect-error rows are immutable
    ;() => row.tags.push('b')
  })
})

describe('deepFreeze', () => {
  test('plain objects and arrays, in place, deeply', () => {
    const row = { a: { b: [{ c: 1 }] }, n: Object.assign(Object.create(null), { d: {} }) }
    expect(deepFreeze(row)).toBe(row)
    for (const part of [row, row.a, row.a.b, row.a.b[0], row.n, row.n.d]) expect(Object.isFrozen(part)).toBe(true)
  })

  test('looks into what is frozen already', () => {
    const row = Object.freeze({ tags: ['a'] })
    deepFreeze(row)
    expect(Object.isFrozen(row.tags)).toBe(true)
  })

  test('leaves all else alone, with what is in it', () => {
    class Person {
      tags = []
    }
    const inner = { a: 1 }
    const row = {
      date: new Date(0),
      bytes: new Uint8Array(2),
      map: new Map([[1, inner]]),
      set: new Set([inner]),
      list: List([inner]),
      record: Record({ a: 1 })(),
      person: new Person(),
      f: () => 1,
      n: null,
      u: undefined,
    }
    deepFreeze(row)
    expect(Object.isFrozen(row)).toBe(true)
    for (const part of [row.date, row.bytes, row.map, row.set, row.person, row.f, row.person.tags, inner])
      expect(Object.isFrozen(part)).toBe(false)
    row.map.set(2, inner)
    row.bytes[0] = 1
  })

  test('primitives', () => {
    for (const value of [undefined, null, 1, 'a', true, 1n]) expect(deepFreeze(value)).toBe(value)
  })

  test('cycles and depth are refused', () => {
    const cycle: { a?: unknown } = {}
    cycle.a = [cycle]
    expect(() => deepFreeze(cycle)).toThrow(/a row cannot hold a cycle\n {2}at field a\[0\]/)
    const nested = (levels: number): unknown => {
      let value: unknown = 1
      for (let i = 0; i < levels; i++) value = [value]
      return value
    }
    expect(Object.isFrozen(deepFreeze(nested(1_000)))).toBe(true)
    expect(() => deepFreeze(nested(1_001))).toThrow(/more than 1000 levels/)
  })
})
