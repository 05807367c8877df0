/** Failures: their way out of a value, and their words. */
import { describe, expect, test } from 'vitest'
import { Failure, failureMessage, printPath } from '../../../src/plan/codec/decode-failure.ts'

describe('a failure', () => {
  test('stands at the value itself, unless told otherwise', () => {
    expect({ ...new Failure(1, 'string') }).toStrictEqual({
      found: 1,
      expected: 'string',
      message: undefined,
      path: [],
    })
  })

  test('gets its path from the inside out', () => {
    const failure = new Failure(1, 'string', 'no good', ['c']).within(0).within('a')
    expect(failure).toStrictEqual(new Failure(1, 'string', 'no good', ['a', 0, 'c']))
  })
})

describe('a path', () => {
  test.each<readonly [readonly (string | number)[], string]>([
    [[], ''],
    [['tags', 2], 'tags[2]'],
    [['address', 'city'], 'address.city'],
    [['a', 'b', 'c'], 'a.b.c'],
    [[0], '[0]'],
    [[0, 1], '[0][1]'],
    [[3, 'x'], '[3].x'],
    [['Full name', 'x'], 'Full name.x'],
    [['a', 'b c'], 'a["b c"]'],
    [['a', 'say "x"'], 'a["say \\"x\\""]'],
    [['a', '1'], 'a["1"]'],
    [['a', 'b1'], 'a.b1'],
    [['a', '1b'], 'a["1b"]'],
    [['a', 'b-'], 'a["b-"]'],
    [['a', '-b'], 'a["-b"]'],
    [['a', ''], 'a[""]'],
    [['a', '$x_$1'], 'a.$x_$1'],
    [['a', '_'], 'a._'],
    [['a', 'größe'], 'a.größe'],
  ])('%o is written %s', (path, printed) => {
    expect(printPath(path)).toBe(printed)
  })
})

describe('the message of a failure', () => {
  test.each<readonly [string, string]>([
    ['string', 'a string'],
    ['number', 'a number'],
    ['boolean', 'a boolean'],
    ['bigint', 'a bigint'],
    ['object', 'an object'],
    ['array', 'an array'],
    ['Positive', 'Positive'],
  ])('%s belongs there', (expected, words) => {
    expect(failureMessage(new Failure(null, expected))).toBe(`null is not ${words}`)
    expect(failureMessage(new Failure(undefined, expected))).toBe(`nothing where ${words} belongs`)
  })

  test('is its own, if it has one', () => {
    expect(failureMessage(new Failure(1, 'string', 'out of stock'))).toBe('out of stock')
    expect(failureMessage(new Failure(undefined, 'string', ''))).toBe('')
  })
})
