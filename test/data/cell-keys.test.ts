/** Keys are in the order of what they stand for, and there are keys of just those cells that have room in them. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareCanonical } from '../../src/data/canonical-order.ts'
import { narrow, rankOf, ranks, setNumbers, setStrings, wide } from '../../src/data/cell-keys.ts'
import { anyDate, anyNumber, anyRow } from './arbitrary.ts'

const room = (length: number) => ({ high: new Uint32Array(length), low: new Uint32Array(length) })
type Halves = ReturnType<typeof room>

const compareKeys = ({ high, low }: Halves, i: number, j: number): number =>
  Math.sign((high[i] as number) - (high[j] as number) || (low[i] as number) - (low[j] as number))

/** Every two keys compare as their cells do. */
const expectInOrder = (keys: Halves, cells: readonly unknown[]): void => {
  for (let i = 0; i < cells.length; i++)
    for (let j = 0; j < cells.length; j++)
      expect(compareKeys(keys, i, j)).toBe(Math.sign(compareCanonical(cells[i], cells[j])))
}

const some = <A>(cell: fc.Arbitrary<A>): fc.Arbitrary<A[]> => fc.array(cell, { minLength: 1, maxLength: 12 })

const kinds = {
  numbers: [ranks.number, fc.oneof(anyNumber('specials'), anyNumber('finite'))],
  booleans: [ranks.boolean, fc.boolean()],
  dates: [ranks.date, anyDate()],
} as const

describe.each(Object.entries(kinds))('%s', (_, [rank, cell]) => {
  test('have keys in their order', () =>
    fc.assert(
      fc.property(some<unknown>(cell), (cells) => {
        const keys = room(cells.length)
        expect(setNumbers(keys, cells, 0, cells.length, rank)).toBe(true)
        expectInOrder(keys, cells)
      }),
    ))

  test('have none if there is anything else among them, up to where they are asked for', () =>
    fc.assert(
      fc.property(some<unknown>(fc.oneof({ weight: 9, arbitrary: cell }, anyRow())), fc.nat(11), (cells, from) => {
        const isAlike = cells.slice(from).every((cell) => rankOf(cell) === rank)
        expect(setNumbers(room(cells.length), cells, from, cells.length, rank)).toBe(isAlike)
        expect(setNumbers(room(cells.length), [...cells, {}], from, cells.length, rank)).toBe(isAlike)
      }),
    ))
})

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff
const texts = fc.array(
  fc.constantFrom('a', 'b', '\u0000', '\u00fe', '\u00ff', '\u0100', '\ud7ff', '\ud800', '\udfff', '\ue000', '\uffff'),
  { maxLength: 12 },
)

/** Of each window the greatest unit that has room. */
const windows = [
  [narrow, 0xfe],
  [wide, 0xffff],
] as const

describe.each(windows)('strings in %j', (window, most) => {
  /** What a key is made of, from an offset on. */
  const seen = (text: string, offset: number) => text.slice(offset, offset + window.units)
  const hasRoom = (text: string): boolean =>
    Array.from({ length: text.length }, (_, i) => text.charCodeAt(i)).every(
      (unit) => unit <= most && !isSurrogate(unit),
    )
  const strings = some(fc.oneof(texts, fc.constantFrom(['b', 'a', '\u00fe'], [])).map((units) => units.join('')))
  const plain = some(fc.string({ unit: fc.constantFrom('a', '\u0000', '\u007f', '\u00fe'), maxLength: 12 }))

  test('have keys in their order if there is room for all', () =>
    fc.assert(
      fc.property(fc.oneof(strings, plain), fc.nat(9), (cells, offset) => {
        const keys = room(cells.length)
        const parts = cells.map((text) => seen(text, offset))
        const areSet = setStrings(keys, cells, 0, cells.length, offset, window)
        expect(areSet).toBe(parts.every(hasRoom))
        if (areSet) expectInOrder(keys, parts)
      }),
    ))

  test('of all the units that have room', () => {
    const units = Array.from({ length: most + 1 }, (_, unit) => unit).filter((unit) => !isSurrogate(unit))
    const cells = units
      .filter((unit) => unit < 300 || unit % 97 === 0 || unit > 0xd700)
      .map((unit) => String.fromCharCode(unit))
    const keys = room(cells.length)
    expect(setStrings(keys, cells, 0, cells.length, 0, window)).toBe(true)
    for (let i = 1; i < cells.length; i++) expect(compareKeys(keys, i - 1, i)).toBe(-1)
  })

  test('have none if there is anything else among them', () =>
    fc.assert(
      fc.property(some(fc.oneof({ weight: 9, arbitrary: fc.constant<unknown>('a') }, anyRow())), (cells) => {
        const areAll = cells.every((cell) => typeof cell === 'string' && hasRoom(seen(cell, 0)))
        expect(setStrings(room(cells.length), cells, 0, cells.length, 0, window)).toBe(areAll)
      }),
    ))
})

test('ranks are in the order of kinds; what is no cell has the last', () => {
  const inOrder = [undefined, null, true, 1, 1n, 'a', new Date(0), [1]]
  expect(inOrder.map(rankOf)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  expect([new Map(), {}, new Uint8Array(1)].map(rankOf)).toEqual([7, 7, 7])
  expect([() => 1, Symbol('x')].map(rankOf)).toEqual([8, 8])
})
