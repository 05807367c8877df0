/** A row that does not fit its codec is an error that says what was found where. */
import * as t from 'io-ts'
import { expect, test } from 'vitest'
import { FloeError } from '../../../src/error/floe-error.ts'
import { decodeRow } from '../../../src/plan/codec/decode-row.ts'

const Point = t.type({ x: t.number })

const thrownBy = (codec: t.Mixed, row: unknown): unknown => {
  try {
    return decodeRow(codec)(row)
  } catch (thrown) {
    return thrown
  }
}

test('a row that fits comes out with the fields of its codec', () => {
  expect(decodeRow(Point)({ x: 1, y: 2 })).toStrictEqual({ x: 1 })
})

test('one that does not says what was found where', () => {
  const thrown = thrownBy(Point, { x: 'one' })
  expect(thrown).toBeInstanceOf(FloeError)
  expect(thrown).toMatchObject({
    _tag: 'InvalidRow',
    summary: "'one' is not a number",
    found: "'one'",
    expected: 'number',
  })
  expect((thrown as FloeError).place).toStrictEqual({ field: 'x' })
})

test('a row that is wrong as a whole is in no field', () => {
  const thrown = thrownBy(t.number, 'one')
  expect(thrown).toMatchObject({ _tag: 'InvalidRow', summary: "'one' is not a number", found: "'one'" })
  expect((thrown as FloeError).place).toStrictEqual({})
})
