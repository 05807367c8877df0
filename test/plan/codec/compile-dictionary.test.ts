/** Dictionaries: which names a domain lists, and what becomes of names and values. */
import * as fc from 'fast-check'
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import { compileDictionary, domainKeys } from '../../../src/plan/codec/compile-dictionary.ts'
import { type Decode, Failure } from '../../../src/plan/codec/decode-failure.ts'
import { decoderOf } from '../../../src/plan/codec/decode-value.ts'
import { withFallback } from './arbitrary.ts'

const number: Decode = (value) => (typeof value === 'number' ? value : new Failure(value, 'number'))
const asIs: Decode = (value) => value
const short: Decode = (value) => (typeof value === 'string' && value.length < 2 ? value : new Failure(value, 'short'))

describe('the names of a domain', () => {
  test.each<readonly [t.Mixed, readonly string[]]>([
    [t.literal('a'), ['a']],
    [t.keyof({ b: null, a: null }), ['b', 'a']],
    [
      t.union([t.literal('b'), t.keyof({ a: null, b: null }), t.union([t.literal('c'), t.literal('a')])]),
      ['b', 'a', 'c'],
    ],
    [withFallback(t.literal('a'), 'a'), ['a']],
    [t.union([t.literal('__proto__'), t.literal('a')]), ['a']],
  ])('%#: %s', (domain, names) => {
    expect(domainKeys(domain)).toStrictEqual(names)
  })

  test('are those that io-ts asks for', () => {
    const name = fc.constantFrom('a', 'b', 'toString', '__proto__', '1')
    const leaf = fc.oneof(
      name.map((value): t.Mixed => t.literal(value)),
      fc
        .array(name, { maxLength: 3 })
        .map((names): t.Mixed => t.keyof(Object.fromEntries(names.map((n) => [n, null])))),
    )
    const domains = fc.oneof(
      leaf,
      fc.tuple(leaf, leaf).map((both): t.Mixed => t.union(both)),
    )
    fc.assert(
      fc.property(domains, fc.dictionary(name, fc.constantFrom<unknown>(1, 2, 'x')), (domain, value) => {
        const codec = t.record(domain, t.number)
        const expected = codec.decode(value)
        const decoded = decoderOf(codec)(value)
        expect(decoded.ok).toBe(expected._tag === 'Right')
        if (decoded.ok && expected._tag === 'Right')
          expect(Object.keys(decoded.value as object).sort()).toEqual(Object.keys(expected.right).sort())
      }),
    )
  })
})

describe('a dictionary', () => {
  test('has the names of the object in their order, frozen', () => {
    const value = { b: 1, a: 2 }
    const decoded = compileDictionary(asIs, number, false)(value)
    expect(Object.entries(decoded as object)).toStrictEqual(Object.entries(value))
    expect(Object.isFrozen(decoded)).toBe(true)
    expect(Object.isFrozen(value)).toBe(false)
  })

  test('leaves out names that do not fit, whatever stands there', () => {
    expect(compileDictionary(short, number, false)({ long: 'x', a: 1 })).toStrictEqual({ a: 1 })
  })

  test('fails where the first value does not fit', () => {
    expect(compileDictionary(asIs, number, false)({ a: 1, b: 'x', c: 'y' })).toStrictEqual(
      new Failure('x', 'number', undefined, ['b']),
    )
  })

  test('takes objects alone, and arrays if it is of anything', () => {
    const array = ['a', 'b']
    expect(compileDictionary(asIs, asIs, false)(array)).toStrictEqual(new Failure(array, 'object'))
    expect(compileDictionary(asIs, asIs, true)('a')).toStrictEqual(new Failure('a', 'object'))
    const decoded = compileDictionary(asIs, asIs, true)(array)
    expect(decoded).toStrictEqual(array)
    expect(Object.isFrozen(decoded)).toBe(true)
    expect(Object.isFrozen(array)).toBe(false)
  })

  test('may get other names from its domain', () => {
    const first: Decode = (name) => (name as string).slice(0, 1)
    expect(compileDictionary(first, number, false)({ ab: 1, cd: 2, ae: 3 })).toStrictEqual({ a: 3, c: 2 })
    expect(compileDictionary(() => 5, number, false)({ a: 1 })).toStrictEqual({ 5: 1 })
  })

  test('may have a field of any name', () => {
    const decoded = compileDictionary(asIs, number, false)(JSON.parse('{ "__proto__": 1 }'))
    expect(Object.entries(decoded as object)).toStrictEqual([['__proto__', 1]])
  })
})
