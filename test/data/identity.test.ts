/** Identity of values: fingerprints, `identical` and the canonical order say the same, and the same as a plain oracle. */
import { runInNewContext } from 'node:vm'
import * as fc from 'fast-check'
import { Map as ImmutableMap, Set as ImmutableSet, List, OrderedMap, Record } from 'immutable'
import { describe, expect, test } from 'vitest'
import { compareCanonical } from '../../src/data/canonical-order.ts'
import { fingerprint } from '../../src/data/fingerprint.ts'
import { identical } from '../../src/data/identical.ts'
import { runs } from '../runs.ts'
import { anyPair, anyRow, anyTightRow, identicalCopy, objectOf } from './arbitrary.ts'
import { oracleText } from './oracle.ts'

const often = { numRuns: runs(1_000) }

describe('one relation, three ways to ask', () => {
  test('identical = equal fingerprints = compared 0 = the oracle', () => {
    let pairs = 0
    let identicals = 0
    fc.assert(
      fc.property(anyPair(), ([a, b]) => {
        pairs++
        const expected = oracleText(a, false) === oracleText(b, false)
        if (expected) identicals++
        expect(identical(a, b)).toBe(expected)
        expect(fingerprint(a) === fingerprint(b)).toBe(expected)
        expect(compareCanonical(a, b) === 0).toBe(expected)
      }),
      often,
    )
    expect(identicals).toBeGreaterThan(pairs / 10)
  })

  test('a copy that shares nothing is identical', () => {
    fc.assert(
      fc.property(fc.oneof(anyRow(), anyTightRow()), (row) => {
        const copy = identicalCopy(row)
        expect(identical(row, copy)).toBe(true)
        expect(identical(row, row)).toBe(true)
        expect(fingerprint(row)).toBe(fingerprint(copy))
      }),
      often,
    )
  })

  test('symmetric and transitive', () => {
    fc.assert(
      fc.property(anyTightRow(), anyTightRow(), anyTightRow(), (a, b, c) => {
        expect(identical(a, b)).toBe(identical(b, a))
        if (identical(a, b) && identical(b, c)) expect(identical(a, c)).toBe(true)
      }),
      often,
    )
  })
})

describe('fingerprint', () => {
  // Saved fingerprints must stay valid. If one of these changes, everybody's certificates and caches are lost.
  test('is the same for ever', () => {
    const Point = Record({ a: 1 })
    expect(
      [
        undefined,
        null,
        false,
        true,
        0,
        -0,
        1.5,
        Number.NaN,
        -12345678901234567890n,
        '',
        'a',
        'hello, wörld \u{1f600}',
        new Date(0),
        new Date(Number.NaN),
        new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8, 9]),
        new Float64Array([1, Number.NaN]),
        new Uint8Array(2).buffer,
        [],
        // biome-ignore lint/suspicious/noSparseArray: a hole is meant
        [1, undefined, , 'x'],
        {},
        { origin: 'JFK', delay: 12.5, late: true, tags: ['a'], carrier: null },
        { none: '', four: 'abcd', five: 'abcde', eight: 'abcdefgh', more: 'hello, wörld \u{1f600}', nan: Number.NaN },
        new Map([[1, 2]]),
        new Set([1]),
        List([1]),
        List([1]).toStack(),
        Point(),
        ImmutableMap([
          [1, 2],
          [3, 4],
        ]),
        OrderedMap([[1, 2]]),
        ImmutableSet([1, 2]),
        ImmutableSet([1]).toOrderedSet(),
      ].map(fingerprint),
    ).toMatchInlineSnapshot(`
      [
        "v1FFKWS5B6eU44Z64ZSyGA",
        "anNTqTSoWnJ7wKQLntaREC",
        "PSqtNCgle1sEhZwfb5XxoC",
        "u38OjL9ENZ3cj8GDVmFR2B",
        "B0SQQFZyMxTVZEaRfHpEuC",
        "mnYWPigxXgBt4BZOcC98YB",
        "GCuiX3iBPOFZbKl6RYs-YC",
        "k71xKgJSgGPM5BBvFjblFC",
        "hfuF4ZiUSQRNIsfQEPi4IB",
        "CEdR44OS7ZVSWapAVM4S_A",
        "vT1__CkC2TmbNO4rvVvFBA",
        "MUxhs7CEl-ljqrVNFAoYZB",
        "1-RcZFhuDPwpmqrj_4Zv7B",
        "PFZN6c7qSggV_mITOlkXBA",
        "ke-M0U1heeaV7VG1XRRy-A",
        "qio_3tIui-21VrRviM-CuD",
        "fG6hCVZreIXpQHtCIzBqoB",
        "CWIAKqt6H5SX3_w_UFDjwB",
        "C-6b7JrWfXNid-9py25OxD",
        "eXbbhw08e9A7iBGThaebYD",
        "QKt-pixDjL2A_XA2o7dFOB",
        "wbxKRpxyhYutYE2pS8jd2B",
        "dzv5dMkCJtORuVTE0HXniC",
        "oycC75_w6Mw6B7pbxuBmsA",
        "Pg6lNRSFC4e6pHf1ymiZAA",
        "-0Tlx1e8du9rD4JbI2NYSC",
        "sXj1NeREtjSxJ4HBqd3zLB",
        "v-YOTEpx2eQkoawmtvl8mC",
        "ap7DnpAYSI2_qFcGT3BtgA",
        "Z09Xqi8XWVSEGfjxlVQ8MA",
        "ThQzK7AP299Jn7ct6hlOjB",
      ]
    `)
  })

  test('is 22 characters of base64url', () => {
    fc.assert(fc.property(anyRow(), (row) => void expect(fingerprint(row)).toMatch(/^[\w-]{22}$/)))
  })

  test('no collisions among structured values, and each part of it is as good as random', () => {
    const seen = new Set<string>()
    const parts = [new Set<string>(), new Set<string>(), new Set<string>()]
    let count = 0
    const add = (value: unknown) => {
      const text = fingerprint(value)
      seen.add(text)
      parts.forEach((part, i) => void part.add(text.slice(i * 7, i * 7 + 7)))
      count++
    }
    for (let i = 0; i < 8_000; i++) {
      add(i)
      add(-i - 1)
      add(`row${i}`)
      add([i % 50, Math.floor(i / 50) % 50, Math.floor(i / 2500)])
      add({ x: i % 250, y: Math.floor(i / 250) })
      add({ y: -(i % 250) - 1, x: [Math.floor(i / 250)] })
      add(Array.from({ length: 16 }, (_, k) => ((i >> k) & 1) === 1))
      add(Object.fromEntries(Array.from({ length: 16 }, (_, k) => [`k${k}`, (i >> k) & 1 ? 1 : -1])))
      add(ImmutableSet(Array.from({ length: 16 }, (_, k) => k).filter((k) => (i >> k) & 1)))
      add(Array.from({ length: 16 }, (_, k) => ((i >> k) & 1 ? '\uce00' : '\u4e00')).join(''))
      add(new Uint8Array([i, 0, 0, 0, i >> 8, 0, 0, 0, 0]))
    }
    expect(seen.size).toBe(count)
    // 7 characters are 42 bits: 0.001 collisions are expected among 88,000.
    for (const part of parts) expect(count - part.size).toBeLessThanOrEqual(1)
  })

  test('the place of a key among more than 32, where the fast way ends, makes no difference', () => {
    fc.assert(
      fc.property(anyRow('specials', 1), (value) => {
        const others = Array.from({ length: 40 }, (_, i): [string, unknown] => [`k${i}`, i])
        const first = objectOf([['field', value], ...others])
        const last = objectOf([...others, ['field', value]])
        expect(fingerprint(first)).toBe(fingerprint(last))
      }),
    )
  })

  test('what was fingerprinted before makes no difference', () => {
    const row = { b: 1, a: { c: [2, { d: 'x' }] } }
    const before = fingerprint(row)
    expect(() => fingerprint({ b: 1, a: { c: [2, () => 1] } })).toThrow()
    for (let i = 0; i < 200; i++) fingerprint({ [`b${i}`]: { a: i, c: { d: i } } })
    expect(fingerprint(row)).toBe(before)
  })

  test('every kind apart from every other, empty and with one element', () => {
    const Point = Record({})
    const empties = [
      undefined,
      null,
      '',
      0,
      -0,
      false,
      true,
      0n,
      new Date(0),
      new Uint8Array(),
      new Int8Array(),
      new ArrayBuffer(0),
      new DataView(new ArrayBuffer(0)),
      [],
      {},
      Point(),
      new Map(),
      new Set(),
      List(),
      List().toStack(),
      ImmutableMap(),
      OrderedMap(),
      ImmutableSet(),
      ImmutableSet().toOrderedSet(),
    ]
    const all = [...empties, ...empties.map((value) => [value]), ...empties.map((value) => ({ value }))]
    expect(new Set(all.map(fingerprint)).size).toBe(all.length)
    const wrong = all.flatMap((a) => all.filter((b) => identical(a, b) !== Object.is(a, b)))
    expect(wrong).toEqual([])
  })

  test('every bit of a number, every character and every byte counts', () => {
    const bits = new Float64Array(1)
    const words = new Uint32Array(bits.buffer)
    const seen = new Set<string>()
    for (let bit = 0; bit < 52; bit++) {
      bits[0] = 1.5
      words[bit >> 5] = ((words[bit >> 5] as number) ^ (1 << (bit & 31))) >>> 0
      seen.add(fingerprint(bits[0]))
      seen.add(fingerprint({ a: bits[0] }))
    }
    expect(seen.size).toBe(104)
    for (let length = 1; length < 20; length++) {
      const texts = new Set<string>()
      for (let i = 0; i < length; i++) {
        const text = `${'a'.repeat(i)}b${'a'.repeat(length - i - 1)}`
        texts.add(fingerprint(text)).add(fingerprint({ text }))
        texts.add(fingerprint(Uint8Array.from(text, (c) => c.charCodeAt(0))))
      }
      const same = 'a'.repeat(length)
      texts.add(fingerprint(same)).add(fingerprint({ text: same }))
      texts.add(fingerprint(new Uint8Array(length).fill(97)))
      expect(texts.size).toBe(3 * (length + 1))
    }
  })

  test('only own enumerable string keys count', () => {
    const row = Object.defineProperty({ a: 1, [Symbol('s')]: 2 }, 'hidden', { value: 3, enumerable: false })
    expect(fingerprint(row)).toBe(fingerprint({ a: 1 }))
    expect(identical(row, { a: 1 })).toBe(true)
    expect(identical({ a: 1 }, row)).toBe(true)
    expect(identical({ hidden: 3 }, Object.defineProperty({ b: 1 }, 'hidden', { value: 3 }))).toBe(false)
    const before = fingerprint({ a: 1 })
    // @ts-expect-error a polluted prototype, for the length of this test
    Object.prototype.polluted = 1
    try {
      expect(fingerprint({ a: 1 })).toBe(before)
      expect(fingerprint(row)).toBe(before)
      expect(identical({ a: 1 }, { a: 1, polluted: 1 })).toBe(false)
      expect(compareCanonical({ a: 1 }, { a: 1, polluted: 1 })).toBe(-1)
    } finally {
      delete (Object.prototype as { polluted?: number }).polluted
    }
  })

  test('values of another realm are the same values', () => {
    const code = `({ a: [1, 'x'], d: new Date(5), m: new Map([[1, new Set([2])]]), b: new Uint8Array([1]), n: Object.create(null) })`
    const here = { a: [1, 'x'], d: new Date(5), m: new Map([[1, new Set([2])]]), b: new Uint8Array([1]), n: {} }
    const foreign = runInNewContext(code)
    expect(identical(foreign, here)).toBe(true)
    expect(fingerprint(foreign)).toBe(fingerprint(here))
    expect(compareCanonical(foreign, here)).toBe(0)
  })

  test('every NaN is the same', () => {
    const bits = new BigUint64Array([0xfff8000000000001n])
    const other = new Float64Array(bits.buffer)
    expect(fingerprint(other[0])).toBe(fingerprint(Number.NaN))
    expect(fingerprint({ a: other[0] })).toBe(fingerprint({ a: Number.NaN }))
    expect(fingerprint(other)).toBe(fingerprint(new Float64Array([Number.NaN])))
    expect(identical(other, new Float64Array([Number.NaN]))).toBe(true)
    expect(bits[0]).toBe(0xfff8000000000001n)
  })
})

describe('identical', () => {
  test('bytes that begin alike are not alike', () => {
    const starts = Array.from({ length: 10 }, (_, length) => Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9).slice(0, length))
    for (const a of starts)
      for (const b of starts) {
        expect(identical(a, b)).toBe(a.length === b.length)
        expect(identical(a.buffer, b.buffer)).toBe(a.length === b.length)
      }
  })

  test('what both have in common is not looked into', () => {
    const common = {
      get a(): never {
        throw new Error('looked into')
      },
    }
    expect(identical(common, common)).toBe(true)
    expect(identical([common, 1], [common, 2])).toBe(false)
    expect(compareCanonical(common, common)).toBe(0)
    expect(compareCanonical([common, 1], [common, 2])).toBe(-1)
  })
})

describe('nesting', () => {
  const nested = (levels: number): unknown => {
    let value: unknown = 1
    for (let i = 0; i < levels; i++) value = i % 2 === 0 ? [value] : { a: value }
    return value
  }

  test('1,000 levels are a row, 1,001 are not, 10,000 neither', () => {
    expect(fingerprint(nested(1_000))).toBe(fingerprint(nested(1_000)))
    expect(identical(nested(1_000), nested(1_000))).toBe(true)
    expect(compareCanonical(nested(1_000), nested(1_000))).toBe(0)
    for (const levels of [1_001, 10_000]) {
      const error = /FLOE101 NotARow.*more than 1000 levels of nesting/
      expect(() => fingerprint(nested(levels))).toThrow(error)
      expect(() => identical(nested(levels), nested(levels))).toThrow(error)
      expect(() => compareCanonical(nested(levels), nested(levels))).toThrow(error)
    }
  })

  test('cycles are named', () => {
    const cycle: { list: unknown[] } = { list: [1] }
    cycle.list.push({ back: cycle })
    const other: { list: unknown[] } = { list: [1] }
    other.list.push({ back: other })
    const error = /FLOE101 NotARow: a row cannot hold a cycle\n {2}at field list\[1\]\.back/
    expect(() => fingerprint(cycle)).toThrow(error)
    expect(() => identical(cycle, other)).toThrow(error)
    expect(() => compareCanonical(cycle, other)).toThrow(error)
  })

  test('what is no row is refused by each', () => {
    const error = /FLOE101 NotARow: a row cannot hold an instance of Promise\n {2}at field tags\[0\]/
    const bad = () => ({ tags: [Promise.resolve()] })
    expect(() => fingerprint(bad())).toThrow(error)
    expect(() => identical(bad(), bad())).toThrow(error)
    expect(() => identical(bad(), { tags: [{}] })).toThrow(error)
    expect(() => identical({ tags: [{}] }, bad())).toThrow(error)
    expect(() => compareCanonical(bad(), bad())).toThrow(error)
    expect(() => compareCanonical(bad(), { tags: [1] })).toThrow(error)
    expect(() => compareCanonical({ tags: [{}] }, bad())).toThrow(error)
    expect(() => compareCanonical(bad(), { tags: [{}] })).toThrow(error)
    expect(() => fingerprint(Symbol('x'))).toThrow(/a symbol is no row/)
    expect(() => compareCanonical(Symbol('x'), 1)).toThrow(/a symbol is no row/)
    expect(() => compareCanonical(1, () => 1)).toThrow(/a function is no row/)
  })

  test('an error of a getter or Proxy is thrown on as it is', () => {
    const mine = new Error('mine')
    const row = {
      get a(): never {
        throw mine
      },
    }
    expect(() => fingerprint(row)).toThrow(mine)
    expect(() => identical(row, { a: 1 })).toThrow(mine)
  })
})
