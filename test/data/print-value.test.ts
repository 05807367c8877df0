/** Values in one line: readable, short, deterministic, and never a throw. */
import * as fc from 'fast-check'
import { Map as ImmutableMap, Set as ImmutableSet, List, OrderedMap, OrderedSet, Range, Record, Stack } from 'immutable'
import { describe, expect, test } from 'vitest'
import { classNameOf, printValue } from '../../src/data/print-value.ts'
import { anyRow, identicalCopy, objectOf } from './arbitrary.ts'

class Person {
  name = 'Ada'
}

describe('printValue', () => {
  test.each<[unknown, string]>([
    [undefined, 'undefined'],
    [null, 'null'],
    [true, 'true'],
    [-0, '-0'],
    [0, '0'],
    [Number.NaN, 'NaN'],
    [1e21, '1e+21'],
    [-5n, '-5n'],
    ['', "''"],
    ["O'Hara \\ \n\r\t", "'O\\'Hara \\\\ \\n\\r\\t'"],
    ['\u0000\u001b\u007f\u0085\u2028\u202e\ufeff', "'\\u0000\\u001b\\u007f\\u0085\\u2028\\u202e\\ufeff'"],
    ['\ud83d\ude00\ud83d', "'\u{1f600}\\ud83d'"],
    [new Date(0), 'Date(1970-01-01T00:00:00.000Z)'],
    [new Date(Number.NaN), 'Date(invalid)'],
    [new Uint8Array([1, 2]), 'Uint8Array(2 bytes) [1, 2]'],
    [new ArrayBuffer(1), 'ArrayBuffer(1 bytes) [0]'],
    [[], '[]'],
    [[1, 'a', [null]], "[1, 'a', [null]]"],
    // biome-ignore lint/suspicious/noSparseArray: a hole is meant
    [[1, , 2], '[1, [absent], 2]'],
    [{}, '{}'],
    [Object.create(null), '{}'],
    [{ a: 1, 'b c': { d: undefined }, é: 2, 1: 3 }, "{ '1': 3, a: 1, 'b c': { d: undefined }, é: 2 }"],
    [{ $a_1: 1, '1a': 2, '': 3 }, "{ $a_1: 1, '1a': 2, '': 3 }"],
    [objectOf([['__proto__', 1]]), '{ __proto__: 1 }'],
    [new Map([['a', 1]]), "Map(1) { 'a' => 1 }"],
    [new Set([1, 2]), 'Set(2) { 1, 2 }'],
    [List([1, 2]), 'List(2) { 1, 2 }'],
    [Stack([1]), 'Stack(1) { 1 }'],
    [ImmutableMap([['a', 1]]), "Immutable.Map(1) { 'a' => 1 }"],
    [OrderedMap([['a', 1]]), "OrderedMap(1) { 'a' => 1 }"],
    [ImmutableSet([1]), 'Immutable.Set(1) { 1 }'],
    [OrderedSet([1]), 'OrderedSet(1) { 1 }'],
    [Record({ a: 1 })(), 'Record { a: 1 }'],
    [Person, '[function Person]'],
    [
      (
        () => () =>
          1
      )(),
      '[function]',
    ],
    [Symbol('x\n'), 'Symbol(x\\n)'],
    [Symbol(), 'Symbol()'],
    [new Person(), "Person { name: 'Ada' }"],
    [Promise.resolve(), 'Promise {}'],
    [Object.create({}), 'Object {}'],
    [Object.create(Object.create(null)), 'Object {}'],
  ])('%#', (value, text) => {
    expect(printValue(value)).toBe(text)
  })

  test('cuts, never within a character, and never longer than asked', () => {
    expect(printValue('a'.repeat(100))).toBe(`'${'a'.repeat(78)}…`)
    expect(printValue('abcdef', 8)).toBe("'abcdef'")
    expect(printValue('abcdef', 7)).toBe("'abcde…")
    expect(printValue('ab\u{1f600}cd', 6)).toBe("'ab\u{1f600}…")
    expect(printValue('ab\u{1f600}cd', 5)).toBe("'ab…")
    for (const edge of ['\u{10000}', '\u{103ff}', '\u{10fc00}', '\u{10fffd}']) {
      expect(printValue(`ab${edge}cd`, 6)).toBe(`'ab${edge}…`)
      expect(printValue(`ab${edge}cd`, 5)).toBe("'ab…")
    }
    expect(printValue([1, 2], 4)).toBe('[1,…')
    expect(printValue([1, 2, 3], 5)).toBe('[1, …')
    expect(printValue([1, 2, 3], 9)).toBe('[1, 2, 3]')
    expect(printValue({ abcdefgh: 1 }, 6)).toBe('{ abc…')
    for (const none of [1, 0, -5, Number.NaN]) expect(printValue('abc', none)).toBe('…')
    expect(printValue(1, 1.9)).toBe('1')
    fc.assert(
      fc.property(anyRow(), fc.nat(60), (row, length) => {
        expect(printValue(row, length).length).toBeLessThanOrEqual(Math.max(1, length))
        const whole = printValue(row, 100_000)
        const cut = printValue(row, length)
        // Whole where there is room for it; else as much as there is room for, less one where a pair would be cut.
        if (whole.length <= Math.max(1, length)) expect(cut).toBe(whole)
        else {
          expect(cut.endsWith('…') && whole.startsWith(cut.slice(0, -1))).toBe(true)
          expect(cut.length).toBeGreaterThanOrEqual(Math.max(1, length - 1))
        }
        expect(Array.from(whole).every((c) => c >= ' ' && !/\p{Surrogate}/u.test(c))).toBe(true)
      }),
    )
  })

  test('deterministic', () => {
    fc.assert(fc.property(anyRow(), (row) => void expect(printValue(row)).toBe(printValue(row))))
    expect(printValue(identicalCopy([1, { a: 2 }]))).toBe('[1, { a: 2 }]')
  })

  test('cycles, depth, and the same object twice', () => {
    const cycle: unknown[] = []
    cycle.push(cycle, { cycle })
    expect(printValue(cycle)).toBe('[[circular], { cycle: [circular] }]')
    const shared = { a: 1 }
    expect(printValue([shared, shared])).toBe('[{ a: 1 }, { a: 1 }]')
    let deep: unknown = 1
    for (let i = 0; i < 10_000; i++) deep = [deep]
    expect(printValue(deep)).toBe('[[[[[[[[…]]]]]]]]')
  })

  test('reads no more than it shows', () => {
    let read = 0
    const counting = new Proxy(
      Array.from({ length: 1_000_000 }, () => 1),
      {
        getOwnPropertyDescriptor: (target, key) => {
          read++
          return Reflect.getOwnPropertyDescriptor(target, key)
        },
      },
    )
    printValue(counting)
    expect(read).toBeLessThan(50)
    expect(printValue(Range(0, Number.POSITIVE_INFINITY))).toMatch(/^Range /)
    // Beside a key that leaves no room, its value is not read at all.
    read = 0
    const long = 'a'.repeat(100)
    expect(printValue({ [long]: counting }).endsWith('…')).toBe(true)
    expect(printValue(new Map([[long, counting]])).endsWith('…')).toBe(true)
    expect(read).toBe(0)
  })

  test('never throws, never runs a getter', () => {
    const boom = (): never => {
      throw new Error('boom')
    }
    const handler = new Proxy({}, { get: () => boom })
    const revoked = Proxy.revocable({}, {})
    revoked.revoke()
    const throwing = {
      get a() {
        return boom()
      },
    }
    expect(printValue(throwing)).toBe('{ a: [getter] }')
    expect(printValue(new Proxy({}, handler))).toBe('[unprintable]')
    expect(printValue([1, new Proxy({}, handler)])).toBe('[1, [unprintable]')
    expect(printValue(revoked.proxy)).toBe('[unprintable]')
    expect(printValue(Object.defineProperty(() => 1, 'name', { get: boom }))).toBe('[function]')
    expect(printValue(new Proxy(() => 1, handler))).toBe('[unprintable]')
    expect(printValue(Object.defineProperty(() => 1, 'name', { value: 5 }))).toBe('[function]')
    const nameless = () => 1
    Reflect.deleteProperty(nameless, 'name')
    expect(printValue(nameless)).toBe('[function]')
    class Odd {}
    Object.defineProperty(Odd, 'name', { value: 5 })
    expect(printValue(new Odd())).toBe('Object {}')
    expect(printValue({ toString: boom, valueOf: boom, [Symbol.toPrimitive]: boom, toJSON: boom }, 200)).toBe(
      '{ toString: [function boom], valueOf: [function boom], toJSON: [function boom] }',
    )
    expect(printValue(new Map([[throwing, 1]]))).toBe('Map(1) { { a: [getter] } => 1 }')
  })
})

test('classNameOf asks no getter', () => {
  expect(classNameOf(new Person())).toBe('Person')
  expect(classNameOf({})).toBe('Object')
  expect(classNameOf(Object.create(null))).toBe('Object')
  expect(classNameOf(new (class {})())).toBe('Object')
  expect(classNameOf(Object.create({ constructor: { name: 'Person' } }))).toBe('Object')
  expect(
    classNameOf(
      Object.create({
        get constructor() {
          throw new Error('no')
        },
      }),
    ),
  ).toBe('Object')
})
