/** What is refused as a row, in which words. */
import * as fc from 'fast-check'
import { Map as ImmutableMap, Set as ImmutableSet, List, OrderedMap, Range, Record, Stack } from 'immutable'
import { describe, expect, test } from 'vitest'
import { checkRow, mostLevels, notARow, refuse } from '../../src/data/check-row.ts'
import { FloeError } from '../../src/error/floe-error.ts'
import { anyRow, objectOf } from './arbitrary.ts'

class Person {
  name = 'Ada'
}

const refused = (value: unknown): { message: string; field: string | undefined; hint: string | undefined } => {
  try {
    checkRow(value)
  } catch (error) {
    expect(error).toBeInstanceOf(FloeError)
    const floe = error as FloeError
    expect(floe._tag).toBe('NotARow')
    expect(floe.code).toBe('FLOE101')
    expect(floe.expected).toBe('plain values, or Immutable collections of them')
    return { message: floe.summary, field: floe.place.field, hint: floe.hint }
  }
  throw new Error('accepted')
}

describe('accepted', () => {
  test('any row', () => {
    fc.assert(fc.property(anyRow(), (row) => void expect(checkRow(row)).toBe(undefined)))
  })

  test('the same object twice is no cycle', () => {
    const shared = { a: 1 }
    expect(checkRow([shared, { shared }, shared])).toBe(undefined)
  })
})

describe('refused', () => {
  test.each<[string, unknown, string, string | undefined]>([
    ['a function', () => 1, 'a function is no row', undefined],
    ['a class', Person, 'a function is no row', undefined],
    ['a symbol', Symbol('x'), 'a symbol is no row', undefined],
    ['an instance', new Person(), 'an instance of Person is no row', undefined],
    ['in a field', { owner: new Person() }, 'a row cannot hold an instance of Person', 'owner'],
    ['deep', { tags: [1, { owner: new Person() }] }, 'a row cannot hold an instance of Person', 'tags[1].owner'],
    ['in an array', [[], [() => 1]], 'a row cannot hold a function', '[1][0]'],
    ['odd keys', { 'a b': { 'c"d': Symbol('x') } }, 'a row cannot hold a symbol', '["a b"]["c\\"d"]'],
    ['a key like a number', { 1: { _$a9: () => 1 } }, 'a row cannot hold a function', '["1"]._$a9'],
    ['an empty key', { '': () => 1 }, 'a row cannot hold a function', '[""]'],
    ['hostile keys', objectOf([['__proto__', () => 1]]), 'a row cannot hold a function', '__proto__'],
    ['a value of a Map', { m: new Map([['x', () => 1]]) }, 'a row cannot hold a function', "m.get('x')"],
    ['a key of a Map', { m: new Map([[1, 1], [() => 1, 2] as never]) }, 'a row cannot hold a function', 'm.keys()[1]'],
    ['in a Set', new Set([1, () => 1]), 'a row cannot hold a function', '[1]'],
    ['in a List', { a: List([1, /x/]) }, 'a row cannot hold an instance of RegExp', 'a[1]'],
    ['in a Stack', Stack([1, /x/]), 'a row cannot hold an instance of RegExp', '[1]'],
    ['in an Immutable Set', ImmutableSet([/x/]), 'a row cannot hold an instance of RegExp', '[0]'],
    ['in an OrderedSet', ImmutableSet([/x/]).toOrderedSet(), 'a row cannot hold an instance of RegExp', '[0]'],
    ['in an Immutable Map', ImmutableMap([['a', /x/]]), 'a row cannot hold an instance of RegExp', ".get('a')"],
    ['in an OrderedMap', OrderedMap([['a', /x/]]), 'a row cannot hold an instance of RegExp', ".get('a')"],
    ['in a Record', { r: Record<object>({ a: /x/ })() }, 'a row cannot hold an instance of RegExp', 'r.a'],
    ['boxed', { a: new String('x') }, 'a row cannot hold a boxed primitive (String)', 'a'],
    ['boxed', new Number(1), 'a boxed primitive (Number) is no row', undefined],
    ['boxed', new Boolean(true), 'a boxed primitive (Boolean) is no row', undefined],
    ['a Promise', Promise.resolve(1), 'an instance of Promise is no row', undefined],
    ['lazy', Range(0, Number.POSITIVE_INFINITY), 'a lazy Seq (Range) is no row', undefined],
  ])('%s', (_, value, message, field) => {
    expect(refused(value)).toMatchObject({ message, field })
  })

  test('hints', () => {
    expect(refused(() => 1).hint).toBe('call it and keep what it returns')
    expect(refused(Symbol('x')).hint).toBe('use a string')
    expect(refused(Promise.resolve()).hint).toBe('await it before it enters the pipeline')
    expect(refused(new String('x')).hint).toBe('use value.valueOf()')
    expect(refused(Range(0, 1)).hint).toBe('turn it into a collection: .toList() or .toMap()')
    expect(refused(new Person()).hint).toBe('turn it into a plain object, such as { ...value }')
  })

  test('what the fast walks do not see: getters, symbol keys, named properties of arrays', () => {
    const getter = {
      a: {
        get b() {
          throw new Error('not asked')
        },
      },
    }
    expect(refused(getter)).toEqual({
      message: 'a row cannot hold a getter',
      field: 'a.b',
      hint: 'it may answer differently each time: copy it, such as { ...value }',
    })
    const array = Object.defineProperty([1, 2], 1, { get: () => 1, enumerable: true })
    expect(refused(array)).toMatchObject({ message: 'a row cannot hold a getter', field: '[1]' })
    expect(refused({ a: { [Symbol('x')]: 1 } })).toEqual({
      message: 'a row cannot hold a property keyed by Symbol(x)',
      field: 'a',
      hint: 'use string keys: others would be lost',
    })
    expect(refused(Object.assign([1], { [Symbol('x')]: 1 })).message).toBe('a property keyed by Symbol(x) is no row')
    expect(refused({ m: 'ab'.match(/b/) })).toEqual({
      message: 'a row cannot hold a named property of an array',
      field: 'm.groups',
      hint: 'use an object, or a copy: [...value]',
    })
    expect(checkRow([1, 2, 3])).toBe(undefined)
    expect(checkRow([])).toBe(undefined)
  })

  test('any named property of an array, also one that looks like a number', () => {
    const alikeNumbers = ['-1', '-0', '1.5', '1e0', '01', '0x1', ' 1', '', 'Infinity', 'NaN', '4294967295', '2e9']
    const isOther = (name: string): boolean => name !== 'length' && !/^(0|[1-9]\d{0,5})$/.test(name)
    const names = fc.oneof(fc.constantFrom(...alikeNumbers), fc.string()).filter(isOther)
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 3 }), names, (array, name) => {
        const named = Object.defineProperty(array, name, { value: 1, enumerable: true })
        expect(refused(named).message).toBe('a row cannot hold a named property of an array')
      }),
    )
    for (const name of alikeNumbers)
      expect(() => checkRow(Object.assign([1, 2], { [name]: 1 })), name).toThrow(/a named property of an array/)
  })

  test('cycles', () => {
    const array: unknown[] = [1]
    array.push([array])
    expect(refused(array)).toEqual({
      message: 'a row cannot hold a cycle',
      field: '[1][0]',
      hint: 'refer to the outer value by a key instead',
    })
    const map = new Map<string, unknown>()
    map.set('self', map)
    expect(refused(map).message).toBe('a row cannot hold a cycle')
  })

  test('nesting', () => {
    let value: unknown = 1
    for (let i = 0; i < mostLevels; i++) value = { a: value }
    expect(checkRow(value)).toBe(undefined)
    expect(refused({ a: value })).toEqual({
      message: 'a row cannot hold more than 1000 levels of nesting',
      field: `${'a.'.repeat(30)}…`,
      hint: 'flatten it',
    })
  })

  test('the error shows what was found', () => {
    let error: unknown
    try {
      checkRow({ a: new Person() })
    } catch (thrown) {
      error = thrown
    }
    expect((error as FloeError).found).toBe("Person { name: 'Ada' }")
  })
})

describe('refuse', () => {
  test('throws anything but the signal on', () => {
    const mine = new Error('mine')
    expect(() => refuse(mine, () => 1)).toThrow(mine)
  })

  test('says what is wrong with the first root that is', () => {
    expect(() => refuse(notARow, 1, { a: () => 1 }, Symbol('x'))).toThrow(/a row cannot hold a function/)
  })

  test('a value that has become a row in the meantime', () => {
    const changed = () => refuse(notARow, 1)
    expect(changed).toThrow(/FLOE101 NotARow: a value that changes while it is read is no row/)
    expect(changed).toThrow(/turn it into a plain object/)
  })
})
