/**
 * Proves that what stands in columns is what was put there: numbers in however few bytes, values of any kind, texts, and rows
 * whatever their fields.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { identical } from '../../../src/data/identical.ts'
import { newCells } from '../../../src/engine/columns/cells.ts'
import { newColumn } from '../../../src/engine/columns/column.ts'
import { newNumbers } from '../../../src/engine/columns/numbers.ts'
import { newPackedValues } from '../../../src/engine/columns/packed-values.ts'
import { newRowList } from '../../../src/engine/columns/row-list.ts'
import { newTexts } from '../../../src/engine/columns/texts.ts'
import { anyRow } from '../../data/arbitrary.ts'

interface Listed<A> {
  readonly push: (value: A) => void
  readonly at: (i: number) => A
}

const same = <A>(list: Listed<A>, values: readonly A[]): void => {
  for (const value of values) list.push(value)
  // From either end, as some list may remember where it was.
  const there = values.map((_, i) => list.at(i))
  const back = values.map((_, i) => list.at(values.length - 1 - i)).reverse()
  const isSame = (a: unknown, b: unknown): boolean => Object.is(a, b) || identical(a, b)
  expect(values.filter((value, i) => !isSame(there[i], value) || !isSame(back[i], value))).toEqual([])
}

const edges = [0, -0, 127, 128, -128, -129, 32_767, 32_768, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), 0.1, NaN, Infinity]
const anyNumber = fc.oneof(fc.constantFrom(...edges), fc.integer({ min: -300, max: 300 }), fc.double())

describe('columns', () => {
  test('numbers come back, whatever came before and after', () => {
    fc.assert(
      fc.property(fc.array(anyNumber, { maxLength: 60, size: 'max' }), (values) =>
        same(newNumbers({ bytes: 0 }), values),
      ),
    )
  })

  test('many numbers take as many bytes as each of them needs', () => {
    for (const [most, width] of [
      [100, 1],
      [10_000, 2],
      [1_000_000, 4],
      [2 ** 40, 8],
    ] as const) {
      const used = { bytes: 0 }
      same(
        newNumbers(used),
        Array.from({ length: 40_000 }, (_, i) => (i === 39_999 ? most : i % 100)),
      )
      expect(used.bytes).toBe(3 * 16_384 * width)
    }
  })

  test('cells may be set', () => {
    const cells = newCells(Int32Array, { bytes: 0 })
    for (let i = 0; i < 40_000; i++) cells.push(i)
    for (let i = 0; i < 40_000; i += 7) cells.set(i, -i)
    expect(Array.from({ length: 40_000 }, (_, i) => cells.at(i))).toEqual(
      Array.from({ length: 40_000 }, (_, i) => (i % 7 === 0 ? 0 - i : i)),
    )
  })

  test('values of any kind come back, and what can be no row is the same one', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(anyRow(), fc.constantFrom('a', 'a', 'b', undefined))), (values) =>
        same(newPackedValues({ bytes: 0 }), values),
      ),
    )
    const odd = [1, () => 1, /x/, Symbol('a'), { deep: [new Error('no')] }, 'a', 'a']
    const values = newPackedValues({ bytes: 0 })
    for (const one of odd) values.push(one)
    expect(odd.map((_, i) => values.at(i))).toEqual(odd)
    expect(values.at(4)).toBe(odd[4])
  })

  test('many long values come back, in about as many bytes', () => {
    const used = { bytes: 0 }
    const texts = Array.from({ length: 3000 }, (_, i) => String.fromCharCode(97 + (i % 26)).repeat((i * 37) % 700))
    same(newPackedValues(used), [...texts, 'x'.repeat(200_000), 'end'])
    const length = texts.reduce((sum, text) => sum + text.length, 200_000)
    expect(used.bytes / length).toBeLessThan(1.3)
  })

  test('the same value again and again takes a byte', () => {
    const used = { bytes: 0 }
    same(newPackedValues(used), Array(16_384).fill('the name of a file'))
    expect(used.bytes).toBeLessThan(17_000)
  })

  test('a column is of numbers until there is something else', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof({ weight: 5, arbitrary: anyNumber }, anyRow())), (values) => {
        const used = { bytes: 0 }
        const column = newColumn(used)
        same(column, values)
        expect(column.numbers() !== undefined).toBe(values.every((value) => typeof value === 'number'))
        expect(used.bytes).toBeGreaterThanOrEqual(values.length)
      }),
    )
  })

  test('texts come back and are known again, of every length and kind', () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('\ud800', 'ÿ', 'Ā', ''))
    fc.assert(
      fc.property(fc.array(text), text, (values, other) => {
        const texts = newTexts({ bytes: 0 })
        same(texts, values)
        for (const [i, value] of values.entries()) {
          expect(texts.is(i, value)).toBe(true)
          expect(texts.is(i, other)).toBe(value === other)
        }
      }),
    )
    const long = ['a'.repeat(100_000), '', 'Ā'.repeat(70_000), 'b', '', 'ÿ'.repeat(65_536), 'c']
    same(newTexts({ bytes: 0 }), long)
  })
})

describe('rows', () => {
  const fields = fc.record(
    { a: fc.integer(), b: fc.oneof(anyRow(), fc.double()), c: fc.string() },
    { noNullPrototype: true },
  )
  const frozen = fields.map((row) => Object.freeze(row))

  test.each([
    ['of the same fields', fc.array(frozen), 'columns'],
    ['that are not frozen', fc.array(fields.map((row) => ({ ...row }))), 'packed'],
    ['of any kind', fc.array(anyRow()), undefined],
    ['of which some are others', fc.array(fc.oneof({ weight: 9, arbitrary: frozen }, anyRow())), undefined],
  ] as const)('%s come back, and stand as they may', (_, rows, kind) => {
    fc.assert(
      fc.property(rows, fc.constantFrom(0, 100, 1000, Number.POSITIVE_INFINITY), (values, most) => {
        const list = newRowList(most)
        same(list, values)
        for (const [i, value] of values.entries()) expect(Object.isFrozen(list.at(i))).toBe(Object.isFrozen(value))
        const standing = list.standing().kind
        if (most === Number.POSITIVE_INFINITY) expect(standing).toBe('objects')
        if (kind !== undefined && most === 0 && values.length > 0) expect(standing).toBe(kind)
        if (standing === 'objects') for (const [i, value] of values.entries()) expect(list.at(i)).toBe(value)
      }),
    )
  })

  test('of names that are none elsewhere come back', () => {
    const rows = [
      JSON.parse('{"__proto__": 1, "constructor": 2}'),
      JSON.parse('{"toString": 1, "a b": 2, "\'": 3}'),
      Object.freeze(Object.assign(Object.create(null), { a: 1 })),
      Object.freeze({}),
      Object.freeze([1]),
    ]
    for (const row of rows) {
      const list = newRowList(0)
      same(list, [Object.freeze(row), row])
      expect(Object.getPrototypeOf(list.at(0))).toBe(Object.getPrototypeOf(row))
      expect(Object.entries(list.at(1) as object)).toEqual(Object.entries(row))
    }
  })

  test('take fewer bytes in columns than as objects', () => {
    const list = newRowList(4096)
    for (let i = 0; i < 50_000; i++) list.push(Object.freeze({ id: i, kind: i % 50, name: 'same' }))
    expect(list.bytes()).toBeLessThan(50_000 * 9)
  })
})
