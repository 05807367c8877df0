/** A tag is believed where io-ts made the codec, and nowhere else. */
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import { type KnownTag, knownTag } from '../../../src/plan/codec/codec-origin.ts'

const Point = t.type({ x: t.number })
const A = t.type({ k: t.literal('a') })
const B = t.type({ k: t.literal('b') })

const known: readonly (readonly [KnownTag, t.Mixed])[] = [
  ['StringType', t.string],
  ['NumberType', t.number],
  ['BooleanType', t.boolean],
  ['BigIntType', t.bigint],
  ['NullType', t.null],
  ['UndefinedType', t.undefined],
  ['VoidType', t.void],
  ['UnknownType', t.unknown],
  ['AnyType', t.any],
  ['NeverType', t.never as unknown as t.Mixed],
  ['LiteralType', t.literal(5)],
  ['KeyofType', t.keyof({ x: null })],
  ['ArrayType', t.array(Point)],
  ['ReadonlyArrayType', t.readonlyArray(Point)],
  ['TupleType', t.tuple([t.string, t.number])],
  ['InterfaceType', Point],
  ['PartialType', t.partial({ x: t.number })],
  ['DictionaryType', t.record(t.string, t.number)],
  ['EnumerableDictionaryType', t.record(t.keyof({ a: null }), t.number)],
  ['UnionType', t.union([t.string, t.number])],
  ['TaggedUnionType', t.union([A, B])],
  ['IntersectionType', t.intersection([Point, t.partial({ y: t.number })])],
  ['ExactType', t.strict({ x: t.number })],
  ['ReadonlyType', t.readonly(Point)],
  ['RefinementType', t.Int],
  ['RecursiveType', t.recursion('R', () => t.string)],
]

/** A copy of a codec with another `validate`. */
const altered = (codec: t.Mixed, validate: t.Validate<unknown, unknown>): t.Mixed =>
  Object.assign(Object.create(Object.getPrototypeOf(codec)), codec, { validate })

describe('the tag of a codec', () => {
  test.each(known)('%s is known', (tag, codec) => {
    expect(knownTag(codec)).toBe(tag)
  })

  test.each(known)('%s is not believed of a copy with a validate of its own', (_, codec) => {
    expect(knownTag(altered(codec, (value, context) => codec.validate(value, context)))).toBe(undefined)
  })

  test('is not believed of a copy with the validate of another kind', () => {
    const textOf = (codec: t.Mixed) => String(codec.validate)
    const tagOf = (codec: t.Mixed) => (codec as unknown as { readonly _tag: string })._tag
    let compared = 0
    for (const [, codec] of known)
      for (const [, other] of known) {
        if (textOf(codec) === textOf(other)) continue
        // io-ts gives one tag to two kinds of unions, and to two of dictionaries, which are told by what they do.
        const sibling = known.find(([, third]) => tagOf(third) === tagOf(codec) && textOf(third) === textOf(other))
        expect(knownTag(altered(codec, other.validate))).toBe(sibling?.[0])
        compared++
      }
    expect(compared).toBeGreaterThan(300)
  })

  test.each<readonly [t.Mixed]>([
    [new t.Type('own', t.string.is, t.string.validate, t.identity)],
    [t.UnknownRecord],
    [t.UnknownArray],
    [t.Function],
  ])('%#: nothing is known of %s', (codec) => {
    expect(knownTag(codec)).toBe(undefined)
  })

  test('of a readonly codec is known if its validate is that of the one within', () => {
    const within = altered(Point, (value, context) => Point.validate(value, context))
    expect(knownTag(t.readonly(within))).toBe('ReadonlyType')
    expect(knownTag(altered(t.readonly(within), Point.validate))).toBe(undefined)
  })

  test('of a recursive codec is known before its definition can be run', () => {
    expect(knownTag(t.recursion('R', () => expect.unreachable()))).toBe('RecursiveType')
  })
})
