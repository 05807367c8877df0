/** The canonical order: total, antisymmetric, transitive, refining identity, and where each kind stands. */
import * as fc from 'fast-check'
import { Map as ImmutableMap, Set as ImmutableSet, List, OrderedMap, OrderedSet, Record, Stack } from 'immutable'
import { describe, expect, test } from 'vitest'
import { compareCanonical, compareStrings, sortCanonically } from '../../src/data/canonical-order.ts'
import { sortedKeys } from '../../src/data/sorted-keys.ts'
import { runs } from '../runs.ts'
import { anyText } from './any-text.ts'
import { anyPair, anyRow, anyString, anyTightRow, objectOf } from './arbitrary.ts'

const often = { numRuns: runs(1_000) }

/** Every value is less than all that follow. */
const expectAscending = (...values: readonly unknown[]): void => {
  const wrong: unknown[] = []
  values.forEach((a, i) => {
    values.forEach((b, j) => {
      if (compareCanonical(a, b) !== Math.sign(i - j)) wrong.push([i, j, compareCanonical(a, b)])
    })
  })
  expect(wrong).toEqual([])
}

describe('laws (C9)', () => {
  test('antisymmetric', () => {
    fc.assert(
      fc.property(anyPair(), ([a, b]) => {
        expect(compareCanonical(a, b) + compareCanonical(b, a)).toBe(0)
      }),
      often,
    )
  })

  test('transitive: any three values are in an order', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(anyTightRow(), anyRow()), { minLength: 3, maxLength: 3 }), (values) => {
        const [a, b, c] = sortCanonically(values)
        expect(compareCanonical(a, b)).not.toBe(1)
        expect(compareCanonical(b, c)).not.toBe(1)
        // Less if either step is.
        expect(compareCanonical(a, c)).toBe(Math.min(compareCanonical(a, b), compareCanonical(b, c)))
      }),
      often,
    )
  })

  test('sorting depends on the values alone', () => {
    fc.assert(
      fc.property(fc.array(anyTightRow(), { maxLength: 12 }), fc.infiniteStream(fc.nat()), (values, weights) => {
        const sorted = sortCanonically(values)
        const shuffled = values
          .map((value) => ({ value, weight: weights.next().value as number }))
          .sort((x, y) => x.weight - y.weight)
          .map(({ value }) => value)
        const again = sortCanonically(shuffled)
        expect(again.length).toBe(sorted.length)
        again.forEach((value, i) => void expect(compareCanonical(value, sorted[i])).toBe(0))
      }),
      { numRuns: runs(500) },
    )
  })
})

describe('where things stand', () => {
  const Point = Record({ a: 1 })

  test('kinds', () => {
    expectAscending(
      undefined,
      null,
      false,
      true,
      Number.NEGATIVE_INFINITY,
      -1,
      -5e-324,
      -0,
      0,
      5e-324,
      1,
      Number.POSITIVE_INFINITY,
      Number.NaN,
      -(2n ** 70n),
      -1n,
      0n,
      1n,
      '',
      'a',
      'aa',
      'b',
      new Date(-1),
      new Date(0),
      new Date(Number.NaN),
      new Uint8Array(),
      new Uint8Array([0]),
      new Uint8Array([0, 1]),
      new Uint8Array([0, 1, 0]),
      new Uint8Array([0, 255]),
      new Uint8Array([1]),
      [],
      {},
      new Map(),
      new Set(),
    )
  })

  test('bytes of equal content by the name of their type', () => {
    const content = new Uint8Array([1, 0])
    expectAscending(
      content.buffer,
      new DataView(content.buffer),
      new Int16Array([1]),
      new Int8Array([1, 0]),
      new Uint16Array([1]),
      content,
      new Uint8ClampedArray([1, 0]),
    )
  })

  test('arrays and their kin: element by element, holes first, then the kind', () => {
    expectAscending(
      [],
      List(),
      Stack(),
      // biome-ignore lint/suspicious/noSparseArray: a hole is meant
      [,],
      // biome-ignore lint/suspicious/noSparseArray: a hole is meant
      [, undefined],
      // biome-ignore lint/suspicious/noSparseArray: a hole is meant
      [, 5],
      [undefined],
      List([undefined]),
      // biome-ignore lint/suspicious/noSparseArray: a hole is meant
      [undefined, ,],
      [undefined, undefined],
      [undefined, 1],
      List([undefined, 1]),
      Stack([undefined, 1]),
      [1],
      List([1]),
      Stack([1]),
      [1, 0],
      Stack([1, 0]),
      [1, [0]],
      [1, List([0])],
      [2],
      [[]],
    )
  })

  test('objects and Records: at the first key at which they differ, absent first', () => {
    expectAscending(
      {},
      { b: 1 },
      { a: undefined },
      { a: undefined, b: 1 },
      { b: 0, a: 1 },
      { a: 1, b: 0, c: 0 },
      { b: 1, a: 1 },
      { a: 2 },
    )
    expectAscending({ a: 1 }, Point(), { b: 0, a: 1 }, { a: 2 }, Point({ a: 2 }))
    expectAscending(objectOf([['\u{1f600}', 1]]), objectOf([['\uffff', 1]]), objectOf([['__proto__', 1]]), { A: 1 })
  })

  test('maps and their kin: entry by entry in their order, unordered ones sorted first', () => {
    expectAscending(
      new Map(),
      ImmutableMap(),
      OrderedMap(),
      new Map([[1, 1]]),
      ImmutableMap([[1, 1]]),
      OrderedMap([[1, 1]]),
      new Map([
        [1, 1],
        [2, 2],
      ]),
      ImmutableMap([
        [2, 2],
        [1, 1],
      ]),
      new Map([[1, 2]]),
      new Map([[2, 2]]),
      OrderedMap([
        [2, 2],
        [1, 1],
      ]),
    )
    expect(
      compareCanonical(
        ImmutableMap<unknown, unknown>([
          [undefined, 1],
          [0, 2],
        ]),
        new Map<unknown, unknown>([
          [undefined, 1],
          [0, 1],
        ]),
      ),
    ).toBe(1)
  })

  test('sets and their kin', () => {
    expectAscending(
      new Set(),
      ImmutableSet(),
      OrderedSet(),
      new Set([undefined, 1]),
      ImmutableSet([1, undefined]),
      new Set([1]),
      ImmutableSet([1]),
      OrderedSet([1]),
      new Set([1, 2]),
      ImmutableSet([2, 1]),
      OrderedSet([1, 2]),
      new Set([2, 1]),
    )
  })

  test('equal content of different kinds is decided inside out', () => {
    expectAscending([[1], 2], [List([1]), 1], List([List([1]), 1]))
  })
})

describe('sortCanonically', () => {
  test('puts undefined first, unlike sort', () => {
    expect(sortCanonically([2, undefined, null, 1, undefined])).toEqual([undefined, undefined, null, 1, 2])
    expect(sortCanonically([undefined])).toEqual([undefined])
    expect(sortCanonically(new Set([2, 1]))).toEqual([1, 2])
    expect(sortCanonically([])).toEqual([])
  })

  test('leaves its argument alone, and refuses what is no row', () => {
    const values = Object.freeze([2, 1])
    expect(sortCanonically(values)).toEqual([1, 2])
    expect(() => sortCanonically([1, () => 1])).toThrow(/NotARow/)
  })
})

describe('strings by code point', () => {
  /** The oracle: arrays of code points. */
  const codePoints = (text: string): number[] => Array.from(text, (character) => character.codePointAt(0) as number)
  const slow = (a: string, b: string): number => {
    const left = codePoints(a)
    const right = codePoints(b)
    for (let i = 0; i < Math.min(left.length, right.length); i++)
      if (left[i] !== right[i]) return (left[i] as number) < (right[i] as number) ? -1 : 1
    return Math.sign(left.length - right.length)
  }

  test('as the slow way, lone surrogates included', () => {
    const units = fc
      .array(fc.constantFrom(0x61, 0xd7ff, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xe000, 0xffff), { maxLength: 5 })
      .map((codes) => String.fromCharCode(...codes))
    const pair = fc.oneof(fc.tuple(units, units), fc.tuple(anyString(), anyString()))
    const prefixed = fc.tuple(units, pair).map(([p, [a, b]]) => [p + a, p + b] as const)
    fc.assert(
      fc.property(prefixed, ([a, b]) => void expect(compareStrings(a, b)).toBe(slow(a, b))),
      { numRuns: runs(5_000) },
    )
  })

  test('as the bytes of UTF-8', () => {
    const whole = anyText({ maxLength: 4 }).filter((text) => !/\p{Surrogate}/u.test(text))
    fc.assert(
      fc.property(whole, whole, (a, b) => {
        expect(compareStrings(a, b)).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)))
      }),
    )
  })

  test('not as UTF-16, and by no locale', () => {
    expect(compareStrings('\uffff', '\u{10000}')).toBe(-1)
    expect(compareStrings('\u{10000}', '\uffff')).toBe(1)
    expect(compareStrings('Z', 'a')).toBe(-1)
    expect(compareStrings('é', 'f')).toBe(1)
    expect(compareStrings('e\u0301', 'é')).toBe(-1)
    expect(compareStrings('a10', 'a9')).toBe(-1)
    expect(compareStrings('\ud83d\ude00', '\ud83da')).toBe(1)
    expect(compareStrings('\ud83da', '\ud83d\ude00')).toBe(-1)
    expect(compareStrings('\ude00', '\ud83d\ude00')).toBe(-1)
    expect(compareStrings('a\ude00', 'a\ude01')).toBe(-1)
  })
})

describe('sorted keys', () => {
  test('are sorted once for many objects alike, as long as those are not very wide', () => {
    const wide = (count: number): object => Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${-i}`, i]))
    for (const count of [1, 2, 63]) expect(sortedKeys(wide(count))).toBe(sortedKeys(wide(count)))
    for (const count of [64, 65]) {
      expect(sortedKeys(wide(count))).toEqual(sortedKeys(wide(count)))
      expect(sortedKeys(wide(count))).not.toBe(sortedKeys(wide(count)))
    }
  })

  test('by code point, whatever was asked before', () => {
    expect(sortedKeys({ b: 1, a: 1 })).toEqual(['a', 'b'])
    expect(sortedKeys({ b: 1, a: 1 })).toEqual(['a', 'b'])
    expect(sortedKeys({ a: 1, b: 1 })).toEqual(['a', 'b'])
    expect(sortedKeys({ c: 1, a: 1 })).toEqual(['a', 'c'])
    expect(sortedKeys({})).toEqual([])
    expect(
      sortedKeys(
        objectOf([
          ['\u{10000}', 1],
          ['\uffff', 1],
          ['__proto__', 1],
        ]),
      ),
    ).toEqual(['__proto__', '\uffff', '\u{10000}'])
  })

  test('of many keys too', () => {
    for (const count of [62, 63, 64, 65, 200]) {
      const keys = Array.from({ length: count }, (_, i) => `k${String(i).padStart(3, '0')}`)
      const object = objectOf(keys.toReversed().map((key) => [key, 1] as const))
      expect(sortedKeys(object)).toEqual(keys)
      expect(sortedKeys(object)).toEqual(keys)
    }
  })
})
