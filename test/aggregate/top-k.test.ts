/** `topK`, `bottomK`, `topKBy`, `bottomKBy`: lawful, and what a sort of all rows would give. */
import fc from 'fast-check'
import { List } from 'immutable'
import { describe, expect, it, test } from 'vitest'
import * as A from '../../src/aggregate/index.ts'
import { compareCanonical, sortCanonically } from '../../src/data/canonical-order.ts'
import { fingerprint } from '../../src/data/fingerprint.ts'
import { anyRow, anyTightRow } from '../data/arbitrary.ts'
import { aggregateLaws } from './laws.ts'
import { specials } from './numbers.ts'
import { sameEncoding } from './same-encoding.ts'

const value = fc.oneof(anyTightRow(), anyRow('specials', 1))

interface Row {
  readonly key: unknown
  readonly value: unknown
}
const row: fc.Arbitrary<Row> = fc.record({ key: fc.oneof(specials, value), value })

type Of = <A, P>(k: number, f: (row: A, params: P) => unknown, params?: P) => A.Aggregate<A, List<unknown>>
const all: { readonly [name: string]: Of } = {
  topK: A.topK,
  bottomK: A.bottomK,
  topKBy: A.topKBy,
  bottomKBy: A.bottomKBy,
}

for (const [name, of] of Object.entries(all)) {
  aggregateLaws(`${name} 2`, () => of(2, (r: Row) => r.key), row)
  sameEncoding(`${name} 2`, () => of(2, (r: Row) => r.key), row)
}
aggregateLaws('topK 0', () => A.topK(0, (r: Row) => r.key), row)

const some = fc.array(row, { maxLength: 20 })
const isValue = (x: unknown) => x !== null && x !== undefined
const prints = (values: Iterable<unknown>) => [...values].map(fingerprint)

describe('what a sort of all rows gives', () => {
  test('topK and bottomK', () =>
    fc.assert(
      fc.property(some, fc.nat(6), (rows, k) => {
        const sorted = sortCanonically(rows.map((r) => r.key).filter(isValue))
        expect(prints(A.fold(A.bottomK(k, (r: Row) => r.key))(rows))).toEqual(prints(sorted.slice(0, k)))
        expect(prints(A.fold(A.topK(k, (r: Row) => r.key))(rows))).toEqual(prints(sorted.reverse().slice(0, k)))
      }),
    ))

  test('topKBy and bottomKBy', () =>
    fc.assert(
      fc.property(some, fc.nat(6), (rows, k) => {
        const keyed = sortCanonically(rows).filter((r) => isValue(r.key))
        const ascending = keyed.toSorted((a, b) => compareCanonical(a.key, b.key))
        const descending = keyed.toSorted((a, b) => compareCanonical(b.key, a.key))
        expect(prints(A.fold(A.bottomKBy(k, (r: Row) => r.key))(rows))).toEqual(prints(ascending.slice(0, k)))
        expect(prints(A.fold(A.topKBy(k, (r: Row) => r.key))(rows))).toEqual(prints(descending.slice(0, k)))
      }),
    ))

  test('the first of each is max, min, maxBy, minBy', () =>
    fc.assert(
      fc.property(some, (rows) => {
        const key = (r: Row) => r.key
        const first = (of: A.Aggregate<Row, List<unknown>>) => fingerprint(A.fold(of)(rows).first())
        expect(first(A.topK(1, key))).toBe(fingerprint(A.fold(A.max(key))(rows)))
        expect(first(A.bottomK(1, key))).toBe(fingerprint(A.fold(A.min(key))(rows)))
        expect(first(A.topKBy(1, key))).toBe(fingerprint(A.fold(A.maxBy(key))(rows)))
        expect(first(A.bottomKBy(1, key))).toBe(fingerprint(A.fold(A.minBy(key))(rows)))
      }),
    ))
})

describe('arguments', () => {
  it('k is a whole number from 0', () => {
    for (const [name, of] of Object.entries(all))
      for (const k of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '2' as unknown as number])
        expect(() => of(k, (r: Row) => r.key)).toThrow(
          expect.objectContaining({
            _tag: 'InvalidArgument',
            summary: expect.stringMatching(new RegExp(`^${name} was given .+, and takes a whole number, 0 or more$`)),
            expected: 'a whole number, 0 or more',
            hint: `A.${name}(3, (row) => row.field)`,
          }),
        )
  })

  it('parameters come last, and are shown', () => {
    const times = (n: number, p: { readonly k: number }) => n * p.k
    const p = { k: -1 }
    const plain = (text: string): string => text.replace(/[\s()]/g, '')
    const results = { topK: [-1, -2], bottomK: [-3, -2], topKBy: [1, 2], bottomKBy: [3, 2] }
    for (const [name, of] of Object.entries(all)) {
      const aggregate = of(2, times, p)
      expect(A.fold(aggregate)([2, 1, 3])).toEqual(List(results[name as keyof typeof results]))
      expect(plain(aggregate.name)).toBe(plain(`${name} 2 (n, p) => n * p.k with { k: -1 }`))
      expect([aggregate.needs, aggregate.splits]).toEqual(['bag', true])
    }
  })

  it('what can be no row cannot be compared', () => {
    for (const of of Object.values(all))
      expect(() => A.fold(of(2, (x: unknown) => x))([() => 1, () => 2])).toThrow(/NotARow/)
  })
})
