/** The compiled key is `keyOf`, whatever the schema says and whatever the rows are. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keyFor } from '../../src/code/key-for.ts'
import { mostLevels } from '../../src/data/check-row.ts'
import { keyOf } from '../../src/data/key.ts'
import { printThrown } from '../../src/data/print-thrown.ts'
import * as S from '../../src/data/schema.ts'
import { anyRow } from '../data/arbitrary.ts'
import { anySchema, Instance, nearly } from './schemas.ts'

const outcomeOf = (key: () => unknown): readonly unknown[] => {
  try {
    return ['is', key()]
  } catch (thrown) {
    return ['threw', printThrown(thrown)]
  }
}

const given = anySchema.chain((schema) => fc.tuple(fc.constant(schema), nearly(schema)))

test('it is keyOf, for rows that are as the schema says, and for all others', () => {
  fc.assert(
    fc.property(given, anyRow(), ([schema, row], other) => {
      const key = keyFor(schema)
      for (const one of [row, other]) expect(outcomeOf(() => key(one))).toEqual(outcomeOf(() => keyOf(one)))
    }),
    { numRuns: 3000 },
  )
})

test('of records it is made by the generated code', () => {
  const schema = S.record([S.field('n', S.number), S.optionalField('a', S.string), S.field('in', S.record([]))])
  expect(keyFor(schema)).not.toBe(keyOf)
  for (const row of [
    { n: -0, in: {} },
    { n: Number.NaN, a: '\u0000;', in: {} },
    { n: 1, a: undefined, in: {} },
  ])
    expect(keyFor(schema)(row)).toBe(keyOf(row))
  expect(keyFor(S.string)).toBe(keyOf)
})

test('what can be no row is told of as ever, with its place', () => {
  const key = keyFor(S.record([S.field('a', S.record([S.field('b', S.number)]))]))
  expect(() => key({ a: { b: () => 1 } })).toThrow(/NotARow: a row cannot hold a function\n {2}at field a\.b/)
  expect(() => key(new Instance())).toThrow(/NotARow: an instance of Instance is no row/)
  const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)])
  expect(key({ a: { b: nested(mostLevels - 2) } })).toBe(keyOf({ a: { b: nested(mostLevels - 2) } }))
  expect(() => key({ a: { b: nested(mostLevels - 1) } })).toThrow(/levels of nesting/)
})
