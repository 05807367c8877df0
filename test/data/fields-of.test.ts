/** A plain object has fields, its own; nothing else has, and says so. */
import fc from 'fast-check'
import { Map as ImmutableMap } from 'immutable'
import { expect, test } from 'vitest'
import { fieldsOf } from '../../src/data/fields-of.ts'
import { printValue } from '../../src/data/print-value.ts'

test('the fields of a plain object are its own, in its order', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.anything()), (row) => {
      expect(fieldsOf(row)).toEqual(Object.entries(row))
    }),
  )
  expect(fieldsOf({ b: 1, a: undefined, 0: null })).toEqual(Object.entries({ 0: null, b: 1, a: undefined }))
})

test.each([[1, 2], null, 'text', new Map([['a', 1]]), ImmutableMap({ a: 1 }), new Date(0)].map((row) => [row]))(
  '%s has none',
  (row) =>
    expect(() => fieldsOf(row)).toThrow(
      expect.objectContaining({
        _tag: 'InvalidRow',
        summary: `${printValue(row)} is not a plain object, which has fields`,
        found: printValue(row),
        expected: 'a plain object',
        hint: 'make one of it: F.map(([flight, airport]) => ({ ...flight, ...airport }))',
      }),
    ),
)
