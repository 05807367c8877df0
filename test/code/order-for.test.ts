/** The compiled order is the canonical one, whatever the schema says and whatever the rows are. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { orderFor } from '../../src/code/order-for.ts'
import { compareCanonical } from '../../src/data/canonical-order.ts'
import { printThrown } from '../../src/data/print-thrown.ts'
import * as S from '../../src/data/schema.ts'
import { conforms, printSchema } from '../../src/data/schema.ts'
import { anyRow } from '../data/arbitrary.ts'
import { anySchema, Instance, nearly } from './schemas.ts'

const outcomeOf = (compare: () => number): number | string => {
  try {
    return compare()
  } catch (thrown) {
    return printThrown(thrown)
  }
}

const pair = anySchema.chain((schema) => fc.tuple(fc.constant(schema), nearly(schema), nearly(schema)))

test('it is compareCanonical, for rows that are as the schema says, and for all others', () => {
  fc.assert(
    fc.property(pair, ([schema, a, b]) => {
      const compare = orderFor(schema)
      for (const [x, y] of [
        [a, b],
        [b, a],
        [a, a],
      ])
        expect(outcomeOf(() => compare(x, y))).toBe(outcomeOf(() => compareCanonical(x, y)))
    }),
    { numRuns: 3000 },
  )
})

test('and for rows of which the schema says nothing', () => {
  fc.assert(
    fc.property(anySchema, anyRow(), anyRow(), (schema, a, b) => {
      expect(orderFor(schema)(a, b)).toBe(compareCanonical(a, b))
    }),
    { numRuns: 1000 },
  )
})

test('the rows are mostly as the schema says, and the schemas mostly more than nothing', () => {
  const samples = fc.sample(pair, { numRuns: 1000, seed: 1 })
  expect(samples.filter(([schema, a, b]) => conforms(schema, a) && conforms(schema, b)).length).toBeGreaterThan(300)
  expect(samples.filter(([schema]) => orderFor(schema) !== compareCanonical).length).toBeGreaterThan(100)
  expect(new Set(samples.map(([schema]) => printSchema(schema))).size).toBeGreaterThan(300)
})

test('as described it is decided by the generated code alone', () => {
  const schema = S.record([S.field('n', S.number), S.optionalField('a', S.string), S.field('in', S.record([]))])
  const compare = orderFor(schema)
  const row = (n: number, a?: string) => ({ n, ...(a === undefined ? {} : { a }), in: {} })
  expect(compare(row(1), row(1, ''))).toBe(-1)
  expect(compare(row(1, 'b'), row(1, 'a'))).toBe(1)
  expect(compare(row(-0, 'a'), row(0, 'a'))).toBe(-1)
  expect(compare(row(Number.NaN, 'a'), row(Number.NaN, 'a'))).toBe(0)
})

test('what can be no row is told of as ever, with its place', () => {
  const compare = orderFor(S.record([S.field('a', S.record([S.field('b', S.number)]))]))
  expect(() => compare({ a: { b: 1 } }, { a: { b: () => 1 } })).toThrow(
    /NotARow: a row cannot hold a function\n {2}at field a\.b/,
  )
  expect(() => compare(new Instance(), { a: { b: 1 } })).toThrow(/NotARow: an instance of Instance is no row/)
})
