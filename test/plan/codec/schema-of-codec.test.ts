/** Proves what is known of a codec's values, kind by kind of codec, and that an unknown one is unknown. */
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import * as S from '../../../src/data/schema.ts'
import { conforms, printSchema } from '../../../src/data/schema.ts'
import { schemaOfCodec } from '../../../src/plan/codec/schema-of-codec.ts'

const Point = t.type({ x: t.number })
const recursive: t.Mixed = t.recursion('Tree', (self): t.Mixed => t.type({ left: self }))
const own = new t.Type<number>('own', t.number.is, t.number.validate, t.identity)

describe('the schema of a codec', () => {
  test.each<readonly [t.Mixed, string]>([
    [t.string, 'string'],
    [t.number, 'number'],
    [t.boolean, 'boolean'],
    [t.bigint, 'bigint'],
    [t.null, 'null'],
    [t.undefined, 'undefined'],
    [t.void, 'undefined'],
    [t.unknown, 'unknown'],
    [t.literal('a'), '"a"'],
    [t.literal(-0), '-0'],
    [t.keyof({ a: null, b: null }), '"a" | "b"'],
    [t.array(t.string), 'string[]'],
    [t.readonlyArray(t.union([t.string, t.null])), '(string | null)[]'],
    [t.tuple([t.string, t.number]), '[string, number]'],
    [t.type({ 'a b': t.string, c: t.number }), '{ "a b": string, c: number }'],
    [t.type({}), '{}'],
    [t.partial({ a: t.string }), '{ a?: string }'],
    [t.record(t.string, t.number), '{ [name]: number }'],
    [t.union([t.string, t.union([t.null, t.string])]), 'string | null'],
    [t.union([t.string, t.unknown]), 'unknown'],
    [t.intersection([Point, t.partial({ y: t.string })]), '{ x: number, y?: string }'],
    [t.intersection([t.partial({ x: t.number }), Point]), '{ x: number }'],
    [t.intersection([Point, t.partial({ x: t.number })]), '{ x: number }'],
    [t.intersection([Point, t.unknown]), '{ x: number }'],
    [t.intersection([Point, t.type({ x: t.literal(1) })]), '{ x: number }'],
    [t.intersection([t.unknown, t.string]), 'string'],
    [t.intersection([t.unknown, t.unknown]), 'unknown'],
    [t.intersection([Point, t.array(t.string)]), 'unknown'],
    [t.intersection([t.string, t.number]) as unknown as t.Mixed, 'unknown'],
    [t.readonly(Point), '{ x: number }'],
    [t.exact(Point), '{ x: number }'],
    [t.strict({ x: t.number }), '{ x: number }'],
    [
      t.brand(t.number, (n): n is t.Branded<number, { readonly Positive: unique symbol }> => n > 0, 'Positive'),
      'number',
    ],
    [recursive, 'unknown'],
    [own, 'unknown'],
  ])('%#: %s', (codec, printed) => {
    expect(printSchema(schemaOfCodec(codec))).toBe(printed)
  })

  test('of nothing is that of undefined', () => {
    expect(schemaOfCodec(t.undefined)).toBe(S.undefined)
    expect(schemaOfCodec(t.void)).toBe(S.undefined)
  })

  test('says of decoded values what is so', () => {
    const codec = t.type({ a: t.union([t.string, t.null]), b: t.array(t.tuple([t.number, t.literal(true)])) })
    expect(conforms(schemaOfCodec(codec), { a: null, b: [[1, true]] })).toBe(true)
    expect(conforms(schemaOfCodec(codec), { a: 1, b: [[1, true]] })).toBe(false)
    expect(conforms(schemaOfCodec(codec), { a: 'x', b: [[1, false]] })).toBe(false)
  })
})
