/** Kinds of values, and what bytes are made of. */
import { runInNewContext } from 'node:vm'
import * as Either from 'fp-ts/lib/Either.js'
import * as Option from 'fp-ts/lib/Option.js'
import {
  Map as ImmutableMap,
  Set as ImmutableSet,
  List,
  OrderedMap,
  OrderedSet,
  Range,
  Record,
  Repeat,
  Seq,
  Stack,
} from 'immutable'
import { describe, expect, test } from 'vitest'
import { bytesName, bytesOf, swapped } from '../../src/data/bytes-of.ts'
import { kindOf, objectKind } from '../../src/data/value-kind.ts'
import { objectOf } from './arbitrary.ts'

class Person {
  name = 'Ada'
}
class Point extends Record({ x: 1 }) {}

describe('kindOf', () => {
  test.each<[string, unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['boolean', false],
    ['number', Number.NaN],
    ['bigint', 1n],
    ['string', ''],
    ['date', new Date(Number.NaN)],
    ['date', new (class Clock extends Date {})()],
    ['bytes', new Uint8Array()],
    ['bytes', Buffer.from('a')],
    ['bytes', new BigInt64Array(1)],
    ['bytes', new DataView(new ArrayBuffer(1))],
    ['bytes', new ArrayBuffer(1)],
    ['array', []],
    ['array', Object.freeze([1])],
    ['object', {}],
    ['object', Object.create(null)],
    ['object', Option.some(1)],
    ['object', Option.none],
    ['object', Either.left('x')],
    ['object', { '@@__IMMUTABLE_LIST__@@': true, constructor: 1, getTime: 3, size: 4 }],
    ['object', new Proxy({}, {})],
    ['array', new Proxy([], {})],
    ['map', new Map()],
    ['set', new Set()],
    ['List', List()],
    ['Stack', Stack()],
    ['Record', Record({ a: 1 })()],
    ['Record', new Point()],
    ['ImmutableMap', ImmutableMap()],
    ['OrderedMap', OrderedMap()],
    ['ImmutableSet', ImmutableSet()],
    ['OrderedSet', OrderedSet()],
    ['none', () => 1],
    ['none', Person],
    ['none', Symbol('x')],
    ['none', new Person()],
    ['none', Object.create({})],
    ['none', Object.create({ isPrototypeOf: 1 })],
    ['none', Object.create(Object.create(null))],
    ['none', Object.create(Object.defineProperty(Object.create(null), 'isPrototypeOf', { value: 1 }))],
    ['none', Object.create(objectOf([['hasOwnProperty', 1]], true))],
    ['none', Object.create({ isPrototypeOf: 1, hasOwnProperty: 1 })],
    ['none', Object.setPrototypeOf(new Map(), Object.create(null))],
    ['none', Object.setPrototypeOf(new Set(), Object.create(null))],
    ['none', Object.create(Array.prototype)],
    ['none', Object.create(Date.prototype)],
    ['none', Object.create(Map.prototype)],
    ['none', Object.create(Set.prototype)],
    ['none', Object.create(Uint8Array.prototype)],
    ['none', new (class Rows extends Array {})()],
    ['none', new (class Index extends Map {})()],
    ['none', new (class Bag extends Set {})()],
    ['none', Promise.resolve()],
    ['none', /x/],
    ['none', new Error('x')],
    ['none', new String('x')],
    ['none', new Number(1)],
    ['none', new Boolean(true)],
    ['none', new WeakMap()],
    ['none', new WeakSet()],
    ['none', new SharedArrayBuffer(1)],
    ['none', Seq([1])],
    ['none', Range(0, 3)],
    ['none', Repeat(1)],
    ['none', [1].values()],
    ['none', new URL('http://x')],
    ['none', Object.assign(Object.create({ [Symbol.toStringTag]: 'Date' }))],
  ])('%s', (kind, value) => {
    expect(kindOf(value)).toBe(kind)
    if (typeof value === 'object' && value !== null) expect(objectKind(value)).toBe(kind)
  })

  test.each<[string, string]>([
    ['object', '({})'],
    ['array', '[]'],
    ['date', 'new Date()'],
    ['map', 'new Map()'],
    ['set', 'new Set()'],
    ['bytes', 'new Uint8Array()'],
    ['bytes', 'new ArrayBuffer(1)'],
    ['none', 'new (class A {})'],
    ['none', 'new (class A extends Array {})'],
    ['none', 'new (class A extends Map {})'],
    ['none', 'new (class A extends Set {})'],
    ['none', 'new Error()'],
    ['none', '/x/'],
    ['none', '(() => 1)'],
  ])('of another realm: %s %s', (kind, code) => {
    expect(kindOf(runInNewContext(code))).toBe(kind)
  })
})

describe('bytesOf', () => {
  test('little-endian content, of the part that is viewed', () => {
    const buffer = Uint8Array.from([9, 1, 2, 3, 4, 9]).buffer
    expect([...bytesOf(new Uint8Array(buffer, 1, 4))]).toEqual([1, 2, 3, 4])
    expect([...bytesOf(new DataView(buffer, 1, 4))]).toEqual([1, 2, 3, 4])
    expect([...bytesOf(buffer)]).toEqual([9, 1, 2, 3, 4, 9])
    expect([...bytesOf(new Uint16Array([258]))]).toEqual([2, 1])
    expect([...bytesOf(new Float64Array([1]))]).toEqual([0, 0, 0, 0, 0, 0, 240, 63])
  })

  test('every NaN is all ones, in a copy', () => {
    const array = new Float32Array([1, Number.NaN, 2])
    const before = new Uint8Array(array.buffer).slice()
    expect([...bytesOf(array)]).toEqual([0, 0, 128, 63, 255, 255, 255, 255, 0, 0, 0, 64])
    expect(new Uint8Array(array.buffer)).toEqual(before)
    expect(bytesOf(new Float32Array([1, 2])).length).toBe(8)
  })

  test('no copy where none is needed', () => {
    const array = new Uint8Array([1])
    expect(bytesOf(array).buffer).toBe(array.buffer)
    const floats = new Float64Array([1])
    expect(bytesOf(floats).buffer).toBe(floats.buffer)
  })

  test('names', () => {
    expect(bytesName(Buffer.from('a'))).toBe('Uint8Array')
    expect(bytesName(new Int16Array())).toBe('Int16Array')
    expect(bytesName(new DataView(new ArrayBuffer(0)))).toBe('DataView')
    expect(bytesName(new ArrayBuffer(0))).toBe('ArrayBuffer')
  })

  test('what a big-endian machine does', () => {
    const bytes = Uint8Array.from([1, 2, 3, 4])
    expect([...swapped(bytes, 2)]).toEqual([2, 1, 4, 3])
    expect([...swapped(bytes, 4)]).toEqual([4, 3, 2, 1])
    expect([...bytes]).toEqual([1, 2, 3, 4])
  })
})
