/**
 * Proves which schemas cover which: nothing that was known of rows may get lost.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as S from '../../src/data/schema.ts'
import { covers } from '../../src/optimize/invariants.ts'

const leaf = fc.constantFrom(
  S.unknown,
  S.null,
  S.undefined,
  S.boolean,
  S.number,
  S.string,
  S.date,
  S.bytes,
  S.literal('a'),
  S.literal(1),
)
const { schema } = fc.letrec<{ schema: S.Schema }>((tie) => ({
  schema: fc.oneof(
    { depthSize: 'small' },
    leaf,
    tie('schema').map(S.array),
    tie('schema').map(S.dictionary),
    fc.array(tie('schema'), { maxLength: 2 }).map(S.tuple),
    fc.array(tie('schema'), { minLength: 1, maxLength: 2 }).map(S.union),
    fc
      .tuple(tie('schema'), tie('schema'), fc.boolean())
      .map(([a, b, optional]) => S.record([S.field('a', a), { name: 'b', schema: b, optional }])),
  ),
}))

const values = [
  undefined,
  null,
  true,
  0,
  1,
  'a',
  'b',
  [],
  [1],
  [1, 'a'],
  {},
  { a: 1 },
  { a: 1, b: 'a' },
  { a: null, b: undefined },
]

describe('covers', () => {
  test('itself, and is covered by unknown', () =>
    fc.assert(
      fc.property(schema, (one) => {
        expect(covers(one, one)).toBe(true)
        expect(covers(S.unknown, one)).toBe(true)
      }),
    ))

  test('only what allows no other values', () =>
    fc.assert(
      fc.property(schema, schema, (wide, narrow) => {
        fc.pre(covers(wide, narrow))
        for (const value of values) if (S.conforms(narrow, value)) expect(S.conforms(wide, value)).toBe(true)
      }),
    ))

  // biome-ignore format: one pair a line
  test.each<[string, S.Schema, S.Schema, boolean]>([
    ['a member', S.union([S.number, S.null]), S.number, true],
    ['a wider one', S.number, S.union([S.number, S.null]), false],
    ['nothing known', S.number, S.unknown, false],
    ['a literal', S.string, S.literal('a'), true],
    ['null as a literal', S.null, S.literal(null), true],
    ['a field that is always there', S.record([S.optionalField('a', S.number)]), S.record([S.field('a', S.number)]), true],
    ['a field that may be absent', S.record([S.field('a', S.number)]), S.record([S.optionalField('a', S.number)]), false],
    ['a field that is never there', S.record([S.optionalField('a', S.number)]), S.record([]), true],
    ['a field less', S.record([S.field('a', S.number)]), S.record([]), false],
    ['a field more', S.record([]), S.record([S.field('a', S.number)]), false],
    ['a tuple', S.array(S.number), S.tuple([S.number, S.literal(1)]), true],
    ['a longer tuple', S.tuple([S.number]), S.tuple([S.number, S.number]), false],
  ])('%s', (_, wide, narrow, expected) => {
    expect(covers(wide, narrow)).toBe(expected)
  })
})
