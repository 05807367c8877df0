/** Proves what schemas say, how they are printed, and which values conform to them. */
import { describe, expect, test } from 'vitest'
import * as S from '../../src/data/schema.ts'

const point = S.record([S.field('x', S.number), S.optionalField('y z', S.union([S.string, S.null]))])

/** A schema, its text, values that conform and values that do not. */
const cases: readonly (readonly [S.Schema, string, readonly unknown[], readonly unknown[]])[] = [
  [S.unknown, 'unknown', [null, undefined, 1, {}], []],
  [S.null, 'null', [null], [undefined, 0, 'null']],
  [S.undefined, 'undefined', [undefined], [null, 0]],
  [S.boolean, 'boolean', [true, false], [0, 'true', null]],
  [S.number, 'number', [0, -0, Number.NaN], ['1', 1n, null]],
  [S.bigint, 'bigint', [1n], [1, '1']],
  [S.string, 'string', ['', 'x'], [1, null]],
  [S.date, 'Date', [new Date(0)], [0, '1970', null]],
  [S.bytes, 'Uint8Array', [new Uint8Array(1)], [[1], 'x', null]],
  [S.literal('a'), '"a"', ['a'], ['b', null]],
  [S.literal(-0), '-0', [-0], [0, '-0']],
  [S.literal(1n), '1n', [1n], [1]],
  [S.literal(true), 'true', [true], [false, 'true']],
  [S.literal(null), 'null', [null], [undefined]],
  [S.array(S.number), 'number[]', [[], [1, 2]], [[1, '2'], 1, null, { length: 0 }]],
  [S.array(S.union([S.number, S.null])), '(number | null)[]', [[null, 1]], [[undefined]]],
  [
    S.tuple([S.number, S.string]),
    '[number, string]',
    [[1, 'a']],
    [[1], [1, 'a', 2], ['a', 1], [1, 1], ['a', 'a'], null, { 0: 1, 1: 'a', length: 2 }],
  ],
  [S.tuple([]), '[]', [[]], [[1], null, {}]],
  [
    point,
    '{ x: number, "y z"?: string | null }',
    [{ x: 1 }, { x: 1, 'y z': null }, { x: 1, more: true }],
    [{}, { x: '1' }, { x: 1, 'y z': 2 }, { x: 1, 'y z': undefined }, null, 1, 'x', Object.create({ x: 1 })],
  ],
  [S.record([]), '{}', [{}, { a: 1 }], [null, 1]],
  [S.record([S.field('$a_1', S.null)]), '{ $a_1: null }', [{ $a_1: null }], [{}]],
  [S.record([S.field('1a', S.null)]), '{ "1a": null }', [{ '1a': null }], [{}]],
  [S.dictionary(S.number), '{ [name]: number }', [{}, { a: 1, b: 2 }], [{ a: 1, b: '2' }, null, 1]],
  [S.union([S.string, S.null]), 'string | null', ['', null], [undefined, 1]],
]

describe('a schema', () => {
  test.each(cases)('%#', (schema, text, yes, no) => {
    expect(S.printSchema(schema)).toBe(text)
    expect(yes.map((value) => S.conforms(schema, value))).toEqual(yes.map(() => true))
    expect(no.map((value) => S.conforms(schema, value))).toEqual(no.map(() => false))
    expect(Object.isFrozen(schema)).toBe(true)
  })

  test('is frozen within', () => {
    expect(point.kind === 'record' && [Object.isFrozen(point.fields), ...point.fields.map(Object.isFrozen)]).toEqual([
      true,
      true,
      true,
    ])
    const items = [S.number, S.string]
    const pair = S.tuple(items)
    expect(pair.kind === 'tuple' && Object.isFrozen(pair.items)).toBe(true)
    items.pop()
    expect(S.printSchema(pair)).toBe('[number, string]')
    const either = S.union([S.number, S.null])
    expect(either.kind === 'union' && Object.isFrozen(either.members)).toBe(true)
  })
})

describe('a union', () => {
  test('is flat, says nothing twice, and is its only member where there is one', () => {
    expect(S.printSchema(S.union([S.union([S.number, S.null]), S.null, S.string]))).toBe('number | null | string')
    expect(S.union([S.number, S.number])).toBe(S.number)
    expect(S.union([S.number])).toBe(S.number)
    expect(S.conforms(S.union([]), 1)).toBe(false)
    expect(S.union([])).toEqual({ kind: 'union', members: [] })
  })

  test('with unknown knows nothing', () => {
    expect(S.union([S.number, S.unknown])).toBe(S.unknown)
    expect(S.union([S.union([S.number, S.null]), S.string]).kind).toBe('union')
  })
})

test('fields are there, or may be absent', () => {
  expect(S.field('a', S.number)).toEqual({ name: 'a', schema: S.number, optional: false })
  expect(S.optionalField('a', S.number)).toEqual({ name: 'a', schema: S.number, optional: true })
})
