/**
 * Rows that are packed come back as they were: the same values, fields in their order, frozen if they were.
 */
import fc from 'fast-check'
import * as Immutable from 'immutable'
import { describe, expect, test } from 'vitest'
import { identical } from '../../../src/data/identical.ts'
import { newIn, newOut } from '../../../src/engine/spill/out.ts'
import { newPack } from '../../../src/engine/spill/pack.ts'
import { newKnown } from '../../../src/engine/spill/tags.ts'
import { newUnpack } from '../../../src/engine/spill/unpack.ts'
import { anyRow } from '../../data/arbitrary.ts'

const thereAndBack = (values: readonly unknown[], room = 1): readonly unknown[] => {
  const known = newKnown()
  const pack = newPack(known)
  const unpack = newUnpack(known)
  const out = newOut(room)
  for (const value of values) pack(out, value)
  const source = newIn(out.bytes.subarray(0, out.at))
  const back = values.map(() => unpack(source))
  expect(source.at).toBe(out.at)
  return back
}

const again = (value: unknown): unknown => thereAndBack([value])[0]

/** What identity does not tell apart. */
const looks = (value: unknown): unknown =>
  typeof value !== 'object' || value === null
    ? value
    : Immutable.isCollection(value) ||
        Immutable.isRecord(value) ||
        !['Object', 'Array', undefined].includes(value.constructor?.name)
      ? Object.prototype.toString.call(value)
      : [
          Object.isFrozen(value),
          Object.getPrototypeOf(value) === null,
          Object.entries(value).map(([key, item]) => [key, looks(item)]),
        ]

describe('packed values', () => {
  test('come back the same', () => {
    fc.assert(
      fc.property(fc.array(anyRow()), (rows) => {
        const back = thereAndBack(rows)
        for (const [i, value] of rows.entries()) {
          expect(identical(back[i], value)).toBe(true)
          expect(looks(back[i])).toEqual(looks(value))
        }
      }),
    )
  })

  test('are frozen if they were', () => {
    const row = Object.freeze({ a: Object.freeze([1]), b: [2], c: { d: 3 } })
    const back = again(row) as typeof row
    expect([back, back.a, back.b, back.c].map(Object.isFrozen)).toEqual([true, true, false, false])
  })

  test('keep the order of fields, and names that are no fields elsewhere', () => {
    const rows = [{ b: 1, a: 2 }, { a: 2, b: 1 }, JSON.parse('{"__proto__": 1, "constructor": 2}')]
    // So many that code is written for them.
    const back = thereAndBack(Array.from({ length: 600 }, (_, i) => rows[i % 3]))
    for (const [i, value] of back.entries()) {
      expect(Object.entries(value as object)).toEqual(Object.entries(rows[i % 3]))
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    }
  })

  test('keep forms of which there are too many to know', () => {
    const rows = Array.from({ length: 5000 }, (_, i) => Object.freeze({ [`n${i}`]: i }))
    expect(thereAndBack(rows)).toEqual(rows)
    expect(Object.isFrozen(thereAndBack(rows).at(-1))).toBe(true)
  })

  test('keep texts of every length and kind', () => {
    const texts = [0, 1, 47, 48, 49, 127, 128, 5000].flatMap((length) =>
      ['a', 'ÿ', 'Ā', '\ud800'].flatMap((unit) => [unit.repeat(length), 'x'.repeat(length) + unit]),
    )
    expect(thereAndBack(texts)).toEqual(texts)
  })

  test('keep numbers at the edges', () => {
    const numbers = [
      0,
      -0,
      127,
      128,
      -1,
      2 ** 31 - 1,
      2 ** 31,
      -(2 ** 31),
      -(2 ** 31) - 1,
      2 ** 53,
      0.1,
      NaN,
      -Infinity,
    ]
    expect(thereAndBack(numbers)).toEqual(numbers)
    expect(thereAndBack([0n, -1n, 36n ** 10n, -(36n ** 21n) + 7n])).toEqual([0n, -1n, 36n ** 10n, -(36n ** 21n) + 7n])
  })

  test('keep the factory of Records, and what a Buffer is', () => {
    const Point = Immutable.Record({ x: 0, y: 0 }, 'Point')
    const back = again([Point({ x: 3 }), Buffer.from('ab')]) as readonly [InstanceType<typeof Point>, Buffer]
    expect([back[0].x, back[0].y, Immutable.Record.getDescriptiveName(back[0])]).toEqual([3, 0, 'Point'])
    expect(back[1].toString('hex')).toBe('6162')
  })

  test('are no functions and no circles', () => {
    const circle: unknown[] = []
    circle.push(circle)
    for (const value of [() => 1, { a: Symbol('a') }, [new Error('no')], circle])
      expect(() => again(value)).toThrow(expect.objectContaining({ _tag: 'NotARow' }))
  })
})
