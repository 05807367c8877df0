import fc from 'fast-check'
import * as Immutable from 'immutable'
import { Map as ImmutableMap, Set as ImmutableSet, List, OrderedMap, OrderedSet, Record, Stack } from 'immutable'
import { describe, expect, it } from 'vitest'
import { decodeValue, hasImmutable } from '../../src/data/decode-value.ts'
import { encodeValue } from '../../src/data/encode-value.ts'
import { fingerprint } from '../../src/data/fingerprint.ts'
import { FloeError } from '../../src/error/floe-error.ts'
import { runs } from '../runs.ts'
import { anyPair, anyRow, anyTightRow, identicalCopy } from './arbitrary.ts'

hasImmutable(Immutable)

const textOf = (value: unknown): string => JSON.stringify(encodeValue(value))
const back = (text: string): unknown => decodeValue(JSON.parse(text))

/** Bytes of every type, which `anyRow` has not. */
const views: readonly unknown[] = [
  new Float64Array([Number.NaN, -0, 1.5]),
  new Float32Array([0.1, Number.NaN]),
  new Uint16Array([258]),
  new Int8Array([-1]),
  new Uint8ClampedArray([255]),
  new Int16Array([-2]),
  new Int32Array([-3]),
  new Uint32Array([3]),
  new BigInt64Array([-1n]),
  new BigUint64Array([1n]),
  new DataView(Uint8Array.of(1, 2, 3).buffer),
  Uint8Array.of(1, 2, 3).buffer,
  new Uint8Array(Uint8Array.of(9, 1, 2, 9).buffer, 1, 2),
  new Uint16Array(Uint8Array.of(9, 9, 1, 2, 9, 9).buffer, 2, 1),
]

const anyValue = fc.oneof(anyRow(), anyTightRow(), fc.constantFrom(...views))

describe('the laws of codecs', () => {
  it('C1 round trip: decode(encode x) ≡ x, through JSON', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(fingerprint(back(textOf(value)))).toBe(fingerprint(value))
      }),
      { numRuns: runs(1000) },
    )
  })

  it('C2 canonical: encode(decode(encode x)) = encode x', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(textOf(back(textOf(value)))).toBe(textOf(value))
      }),
      { numRuns: runs(1000) },
    )
  })

  it('C3 deterministic: x ≡ y ⇒ same bytes, whatever order keys were inserted in', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(textOf(identicalCopy(value))).toBe(textOf(value))
      }),
      { numRuns: runs(1000) },
    )
    const fields = { x: 1, y: 2 }
    expect(textOf(Record({ y: 0, x: 0 })(fields))).toBe(textOf(Record({ x: 1, y: 2 })()))
    expect(textOf(Buffer.from([1, 2]))).toBe(textOf(Uint8Array.of(1, 2)))
    expect(textOf(Object.assign(Object.create(null), fields))).toBe(textOf(fields))
  })

  it('C3 and C4: same bytes exactly where x ≡ y', () => {
    fc.assert(
      fc.property(anyPair(), ([x, y]) => {
        expect(textOf(x) === textOf(y)).toBe(fingerprint(x) === fingerprint(y))
      }),
      { numRuns: runs(3000) },
    )
  })

  it('C4 injective: values that are easily taken for each other have bytes of their own', () => {
    const alike: readonly unknown[] = [
      ...[undefined, null, false, 0, -0, '', '0', '-0', 0n, Number.NaN, 'NaN', 'undefined', Number.POSITIVE_INFINITY],
      ...[Number.NEGATIVE_INFINITY, '1', 1, 1n, new Date(1), new Date(Number.NaN), [], [1], [undefined], [null], {}],
      ...[
        new Array(1),
        [[]],
        { a: 1 },
        { a: undefined },
        { 0: 1 },
        ['a', 1],
        { object: ['a', 1] },
        { bigint: '1' },
        { hole: true },
      ],
      ...[
        { undefined: true },
        { number: '-0' },
        new Map(),
        new Map([['a', 1]]),
        new Set(),
        new Set([1]),
        List(),
        List([1]),
      ],
      ...[
        new Set([1, 2]),
        new Set([2, 1]),
        new Map(Object.entries({ a: 1, b: 2 })),
        new Map(Object.entries({ b: 2, a: 1 })),
      ],
      ...[
        Stack([1]),
        ImmutableMap({ a: 1 }),
        OrderedMap({ a: 1 }),
        ImmutableSet([1]),
        OrderedSet([1]),
        Record({ a: 1 })(),
      ],
      ...[new Uint8Array(0), new ArrayBuffer(0), Uint8Array.of(1), Int8Array.of(1), [[1], 2], [1, [2]], [1, 2]],
      JSON.parse('{ "__proto__": 1 }'),
    ]
    expect(new Set(alike.map(textOf)).size).toBe(alike.length)
    expect(new Set(alike.map(fingerprint)).size).toBe(alike.length)
  })
})

describe('encodeValue', () => {
  it('leaves alone what JSON knows', () => {
    for (const value of [null, true, false, 1, -1.5, 'a', '', [], [1, ['a', null]]])
      expect(encodeValue(value)).toEqual(value)
  })

  it('wraps the rest', () => {
    expect(encodeValue({ b: 2n, a: -0 })).toEqual({ object: ['a', { number: '-0' }, 'b', { bigint: '2' }] })
    expect(encodeValue([undefined, Number.NaN])).toEqual([{ undefined: true }, { number: 'NaN' }])
    expect(encodeValue([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])).toEqual([
      { number: 'Infinity' },
      { number: '-Infinity' },
    ])
    expect(encodeValue(new Array(1))).toEqual([{ hole: true }])
    expect(encodeValue(new Date(5))).toEqual({ date: 5 })
    expect(encodeValue(Uint8Array.of(97, 98))).toEqual({ bytes: ['Uint8Array', 'YWI='] })
    expect(encodeValue(new Map([[1, 'x']]))).toEqual({ map: [[1, 'x']] })
    expect(encodeValue(ImmutableSet(['b', 'a']))).toEqual({ ImmutableSet: ['a', 'b'] })
  })

  it('changes nothing, also not through what it gave', () => {
    const value = Object.freeze({ tags: Object.freeze(['b', 'a']) })
    const before = fingerprint(value)
    encodeValue(value)
    expect(fingerprint(value)).toBe(before)
  })

  it('refuses what can be no row, and says where it is', () => {
    const cycle: unknown[] = []
    cycle.push(cycle)
    for (const value of [() => 1, Symbol('x'), new (class Point {})(), cycle, new Error('no'), Promise.resolve()])
      expect(() => encodeValue(value)).toThrow(/NotARow/)
    expect(() => encodeValue({ tags: [1, () => 2] })).toThrow(/tags\[1\]/)
  })

  it('takes 1,000 levels and no more', () => {
    const nest = (levels: number): unknown => {
      let value: unknown = 1
      for (let i = 0; i < levels; i++) value = [value]
      return value
    }
    expect(textOf(back(textOf(nest(1000))))).toBe(textOf(nest(1000)))
    expect(() => encodeValue(nest(1001))).toThrow(/NotARow/)
  })
})

describe('decodeValue', () => {
  it('makes nothing a prototype', () => {
    const value = back(textOf(JSON.parse('{ "__proto__": { "polluted": true } }'))) as { readonly polluted?: unknown }
    expect(Object.keys(value)).toEqual(['__proto__'])
    expect(value.polluted).toBeUndefined()
  })

  it('gives back the type of a value', () => {
    for (const value of [new Map([[1, 2]]), new Set([1]), new Date(1), Uint8Array.of(1), new Float32Array(2)]) {
      const decoded = back(textOf(value)) as object
      expect(Object.getPrototypeOf(decoded)).toBe(Object.getPrototypeOf(value))
    }
    expect(List.isList(back(textOf(List([1]))))).toBe(true)
    expect(Record.isRecord(back(textOf(Record({ a: 1 })())))).toBe(true)
  })

  it('refuses what is no encoding', () => {
    for (const encoded of [{}, { nope: 1 }, { toString: 1 }, { __proto__: null, constructor: 1 }, [{ hole: true }, {}]])
      expect(() => decodeValue(encoded)).toThrow(FloeError)
    expect(() => decodeValue({ nope: 1 })).toThrow(/InvalidArgument: this is not the encoding of a value/)
    expect(() => decodeValue({ nope: 1 })).toThrow(
      expect.objectContaining({ found: '{ nope: 1 }', expected: 'what encodeValue gives' }),
    )
  })
})
