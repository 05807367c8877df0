/** `toSet` and `toMap`: lawful, with the keys of `groupBy`, in an order that no hash has a say in. */
import fc from 'fast-check'
import { is, List, OrderedMap, OrderedSet, Stack } from 'immutable'
import { describe, expect, it, test } from 'vitest'
import * as A from '../../src/aggregate/index.ts'
import { sortCanonically } from '../../src/data/canonical-order.ts'
import { fingerprint } from '../../src/data/fingerprint.ts'
import { keyOf, normaliseKey } from '../../src/data/key.ts'
import { anyRow, anyTightRow } from '../data/arbitrary.ts'
import { aggregateLaws } from './laws.ts'
import { sameEncoding } from './same-encoding.ts'

const value = fc.oneof(anyTightRow(), anyRow('specials', 1))

interface Row {
  readonly key: unknown
  readonly value: unknown
}
const row: fc.Arbitrary<Row> = fc.record({ key: value, value })
const key = (r: Row) => r.key
const item = (r: Row) => r.value

aggregateLaws('toSet', () => A.toSet<unknown>(), value)
aggregateLaws('toSet of', () => A.toSet(key), row)
aggregateLaws('toMap', () => A.toMap(key, item), row)
sameEncoding('toSet', () => A.toSet<unknown>(), value)
sameEncoding('countDistinct', () => A.countDistinct((x: unknown) => x), value)

const prints = (values: Iterable<unknown>) => [...values].map(fingerprint)

/** One of each key that no other is the same to Immutable. */
const unlike = (values: readonly unknown[]): readonly unknown[] =>
  values.filter((a, i) => !values.some((b, j) => j < i && is(normaliseKey(a), normaliseKey(b))))

describe('toSet', () => {
  test('has each key once, in canonical order', () =>
    fc.assert(
      fc.property(fc.array(value, { maxLength: 12 }), (given) => {
        const values = unlike(given)
        const found = A.fold(A.toSet<unknown>())([...values, ...values])
        const different = new Map(values.map((x) => [keyOf(x), normaliseKey(x)]))
        expect(prints(found)).toEqual(prints(sortCanonically(different.values())))
      }),
    ))

  test('of text it is a Set as any other', () =>
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 2 })), (words) => {
        expect(A.fold(A.toSet<string>())(words).equals(OrderedSet(sortCanonically(new Set(words))))).toBe(true)
      }),
    ))

  it('of what Immutable takes for one has the canonically lesser', () => {
    expect(prints(A.fold(A.toSet<unknown>())([new Date(5), 5, Stack([1]), List([1])]))).toEqual(prints([5, List([1])]))
  })

  it('has objects by value, and shows zeros as keys are shown', () => {
    expect(prints(A.fold(A.toSet<unknown>())([{ a: -0 }, { a: 0 }, -0]))).toEqual(prints([0, { a: 0 }]))
  })
})

describe('toMap', () => {
  test('is what a Map of the entries is: the last wins, at the place of the first', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', null, undefined, 1, Number.NaN), value)),
        (pairs) => {
          const found = A.fold(
            A.toMap(
              (pair: (typeof pairs)[number]) => pair[0],
              (pair) => pair[1],
            ),
          )(pairs)
          expect(OrderedMap.isOrderedMap(found)).toBe(true)
          expect(prints(found)).toEqual(prints(new Map<unknown, unknown>(pairs)))
        },
      ),
    ))

  it('keeps objects apart by value, and shows zeros as keys are shown', () => {
    const rows = [{ a: 0 }, { a: 1 }, { a: -0 }]
    const found = A.fold(
      A.toMap(
        (r: { a: number }) => r,
        (r) => 1 / r.a,
      ),
    )(rows)
    expect(prints(found)).toEqual(
      prints([
        [{ a: 0 }, Number.NEGATIVE_INFINITY],
        [{ a: 1 }, 1],
      ]),
    )
  })

  it('has one entry of what Immutable takes for one: the later', () => {
    const found = A.fold(
      A.toMap(
        (x: unknown) => x,
        (x) => [x],
      ),
    )([5, 'a', new Date(5)])
    expect(prints(found)).toEqual(
      prints([
        [new Date(5), [new Date(5)]],
        ['a', ['a']],
      ]),
    )
  })

  it('calls both functions for every row', () => {
    const failing = (n: number) => {
      if (n === 2) throw new Error('two')
      return n
    }
    expect(() => A.fold(A.toMap(failing, () => 0))([1, 2, 3])).toThrow('two')
    expect(() => A.fold(A.toMap(() => 0, failing))([1, 2, 3])).toThrow('two')
  })
})

describe('both', () => {
  const plain = (text: string): string => text.replace(/[\s()]/g, '')

  it('take explicit parameters, which are shown', () => {
    const times = (n: number, p: { readonly k: number }) => n * p.k
    const p = { k: 10 }
    const set = A.toSet(times, p)
    const map = A.toMap(times, (n, { k }) => n + k, p)
    expect(A.fold(set)([2, 1, 2]).toArray()).toEqual([10, 20])
    expect(A.fold(map)([2, 1, 2]).toArray()).toEqual([
      [20, 12],
      [10, 11],
    ])
    expect(plain(set.name)).toBe(plain('toSet (n, p) => n * p.k with { k: 10 }'))
    expect(plain(map.name)).toBe(plain('toMap (n, p) => n * p.k with { k: 10 } to (n, { k }) => n + k with { k: 10 }'))
    expect(A.toSet().name).toBe('toSet')
  })

  it('say what they need', () => {
    expect([A.toSet().needs, A.toSet().splits]).toEqual(['bag', true])
    expect([A.toMap(key, item).needs, A.toMap(key, item).splits]).toEqual(['sequence', true])
  })

  it('take no function, class instance, or symbol for a key', () => {
    for (const given of [() => 1, new URL('a:b'), Symbol('a')]) {
      expect(() => A.fold(A.toSet<unknown>())([given])).toThrow(/NotARow/)
      expect(() =>
        A.fold(
          A.toMap(
            (x: unknown) => x,
            () => 0,
          ),
        )([given]),
      ).toThrow(/NotARow/)
    }
  })

  it('functions are functions', () => {
    const none = undefined as never
    expect(() => A.toMap(none, item)).toThrow(/toMap was given undefined/)
    expect(() => A.toMap(key, none)).toThrow(/toMap was given undefined/)
  })
})
