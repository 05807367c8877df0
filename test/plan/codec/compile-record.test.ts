/** Records, decoded by their fields: as io-ts does it, which reads what is absent as `undefined`. */
import * as fc from 'fast-check'
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import { compileRecord, fieldsOfRecord, isObject, setField } from '../../../src/plan/codec/compile-record.ts'
import { type Decode, Failure } from '../../../src/plan/codec/decode-failure.ts'
import { values } from './arbitrary.ts'

const number: Decode = (value) => (typeof value === 'number' ? value : new Failure(value, 'number'))
const field = (name: string, decode: Decode, optional = false) => ({ name, decode, optional })

/** Makes 5 of what is absent. */
const Five = new t.Type<number, number, unknown>(
  'Five',
  t.number.is,
  (value, context) =>
    value === undefined ? t.success(5) : typeof value === 'number' ? t.success(value) : t.failure(value, context),
  t.identity,
)
const asCodec =
  (codec: t.Mixed): Decode =>
  (value) => {
    const result = codec.decode(value)
    return result._tag === 'Right' ? result.right : new Failure(value, codec.name)
  }

describe('what is an object', () => {
  test('is what io-ts says', () =>
    fc.assert(
      fc.property(values, (value) => {
        expect(isObject(value)).toBe(t.UnknownRecord.is(value))
      }),
    ))
})

describe('setting a field', () => {
  test.each(['a', '', 'constructor', '__proto__'])('works for %o, again and again', (name) => {
    const object: Record<string, unknown> = {}
    setField(object, name, 1)
    setField(object, name, 2)
    expect(Object.entries(object)).toStrictEqual([[name, 2]])
    expect(Object.getPrototypeOf(object)).toBe(Object.prototype)
  })
})

describe('the fields of a codec', () => {
  const a = { name: 'a', codec: t.string, optional: false }
  const b = { name: 'b', codec: t.number, optional: true }
  const A = t.type({ a: t.string })
  const B = t.partial({ b: t.number })

  test.each<readonly [t.Mixed, readonly unknown[]]>([
    [t.type({}), []],
    [A, [a]],
    [B, [b]],
    [t.strict({ a: t.string }), [a]],
    [t.readonly(A), [a]],
    [t.exact(t.readonly(B)), [b]],
    [t.intersection([B, A]), [b, a]],
    [t.readonly(t.intersection([A, t.intersection([t.type({}), t.exact(B)])])), [a, b]],
  ])('%#: %s', (codec, fields) => {
    expect(fieldsOfRecord(codec)).toStrictEqual(fields)
  })

  test.each<readonly [t.Mixed]>([
    [t.string],
    [t.record(t.string, t.string)],
    [t.record(t.literal('a'), t.string)],
    [t.UnknownRecord],
    [t.array(A)],
    [t.union([A, B])],
    [t.refinement(A, () => true)],
    [t.recursion('R', () => A)],
    [t.intersection([A, t.unknown])],
    [t.intersection([t.record(t.string, t.string), A])],
    [t.intersection([A, B, t.type({ a: t.string })])],
  ])('%#: %s is not made of named fields alone, none twice', (codec) => {
    expect(fieldsOfRecord(codec)).toBe(undefined)
  })
})

describe('decoding a record', () => {
  test('has the fields in the order of the codec, frozen, and no others', () => {
    const row = { c: 3, b: 2, a: 1 }
    const decoded = compileRecord([field('a', number), field('b', number)])(row)
    expect(Object.entries(decoded as object)).toStrictEqual([
      ['a', 1],
      ['b', 2],
    ])
    expect(Object.isFrozen(decoded)).toBe(true)
    expect(Object.isFrozen(row)).toBe(false)
  })

  test('fails as the first field in the order of the codec, or as a whole', () => {
    const decode = compileRecord([field('a', number), field('b', number), field('c', number, true)])
    expect(decode({ b: 'x', a: 'y' })).toStrictEqual(new Failure('y', 'number', undefined, ['a']))
    expect(decode({ a: 1 })).toStrictEqual(new Failure(undefined, 'number', undefined, ['b']))
    expect(decode({ a: 1, b: 2, c: null })).toStrictEqual(new Failure(null, 'number', undefined, ['c']))
    expect(decode([])).toStrictEqual(new Failure([], 'object'))
  })

  test('knows a field of any name', () => {
    const decode = compileRecord([field('__proto__', number), field('a', number)])
    const decoded = decode(JSON.parse('{ "a": 2, "__proto__": 1 }'))
    expect(Object.entries(decoded as object)).toStrictEqual([
      ['__proto__', 1],
      ['a', 2],
    ])
  })

  test('reads what is inherited', () => {
    expect(compileRecord([field('a', number)])(Object.create({ a: 1 }))).toStrictEqual({ a: 1 })
  })

  const codecs: readonly (readonly [t.Mixed])[] = [[t.number], [t.undefined], [t.unknown], [Five]]
  test.each(codecs)('a field of %s that is absent or undefined is what io-ts makes of it', (codec) => {
    for (const [whole, optional] of [
      [t.type({ a: codec }), false],
      [t.partial({ a: codec }), true],
    ] as const)
      for (const value of [{}, { a: undefined }, { a: 1 }, { a: null }]) {
        const decoded = compileRecord([field('a', asCodec(codec), optional)])(value)
        const expected = whole.decode(value)
        if (expected._tag === 'Right') expect(decoded).toStrictEqual(expected.right)
        else expect(decoded).toBeInstanceOf(Failure)
      }
  })
})
