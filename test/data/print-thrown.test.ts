/** Proves that whatever was thrown can be told. */
import { expect, test } from 'vitest'
import { printThrown } from '../../src/data/print-thrown.ts'

test('errors by name and message, other things by what they are', () => {
  expect(printThrown(new RangeError('too far'))).toBe('RangeError: too far')
  expect(printThrown('oops')).toBe("'oops'")
  expect(printThrown(Object.create(null))).toBe('{}')
})
