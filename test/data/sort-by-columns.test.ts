/** Sorting by columns is sorting by comparison, to the place of each of several equal rows. */
import fc from 'fast-check'
import { List } from 'immutable'
import { describe, expect, test } from 'vitest'
import { compareCanonical, compareWithin, sortCanonically } from '../../src/data/canonical-order.ts'
import { mostLevels } from '../../src/data/check-row.ts'
import { printThrown } from '../../src/data/print-thrown.ts'
import { fewRows, sortByColumns } from '../../src/data/sort-by-columns.ts'
import { runs } from '../runs.ts'
import { anyDate, anyNumber, anyPrimitive, anyRow, anyString, anyTightRow } from './arbitrary.ts'

const comparisons = { rows: compareCanonical, cells: (a: unknown, b: unknown) => compareWithin(a, b, 1) }

/** By comparison alone. In a wrapping, as JavaScript's sort puts undefined last without asking. */
const compared = (rows: readonly unknown[]): unknown[] =>
  rows
    .map((row) => ({ row }))
    .sort((a, b) => compareCanonical(a.row, b.row))
    .map(({ row }) => row)

const expectSorted = (rows: readonly unknown[]): void => {
  const expected = compared(rows)
  const sorted = sortByColumns(rows, comparisons)
  expect(sorted.length).toBe(expected.length)
  sorted.forEach((row, i) => {
    if (!Object.is(row, expected[i])) expect([i, row]).toEqual([i, expected[i]])
    if (!Object.is(row, expected[i])) throw new Error(`at ${i} is another one of two equal rows`)
  })
}

const many = <A>(row: fc.Arbitrary<A>): fc.Arbitrary<A[]> => fc.array(row, { minLength: fewRows + 1, maxLength: 150 })

const ascii = fc.string({ unit: fc.constantFrom('a', 'b', '\u007f', '\u0000'), maxLength: 20 })
const latin = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '\u00fd', '\u00fe', '\u00ff', '\u0100'), maxLength: 12 })
const units = fc
  .array(fc.constantFrom(0x61, 0xd7ff, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xe000, 0xffff), { maxLength: 6 })
  .map((codes) => String.fromCharCode(...codes))
const plane = fc.string({ unit: fc.constantFrom('a', '\ud7ff', '\ue000', '\uffff'), maxLength: 10 })

const fromBits = (bits: bigint): number => new Float64Array(new BigUint64Array([bits]).buffer)[0] as number

/** What a column may hold: cells of one kind, of a few, of all, with many ties and with few. */
const cells: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  'whole numbers': fc.integer({ min: -3, max: 3 }),
  numbers: anyNumber('finite'),
  'special numbers': anyNumber('specials'),
  'any bits': fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(fromBits),
  'NaN of any bits': fc.constantFrom(0n, 0x7ff8n << 48n, 0xfff8n << 48n, (0xffffn << 48n) | 1n).map(fromBits),
  booleans: fc.boolean(),
  strings: anyString(),
  ascii,
  latin,
  'lone surrogates': units,
  'the basic plane': plane,
  'long beginnings': ascii.map((text) => `https://example.org/${text}`),
  dates: anyDate(),
  bigints: fc.bigInt({ min: -2n, max: 2n }),
  'numbers or not': fc.option(anyNumber('specials')),
  'strings or not': fc.oneof(ascii, fc.constantFrom(null, undefined)),
  'primitives of any kind': anyPrimitive(),
  'values of any kind': anyTightRow(),
}

const cell = fc.oneof(...Object.values(cells))
/** Rows of one shape: each column has cells of its own kind. */
const alike = fc.array(fc.constantFrom(...Object.keys(cells)), { maxLength: 4 })

describe.each(Object.entries(cells))('%s', (_, cell) => {
  const parameters = { numRuns: runs(40) }

  test('by themselves', () => fc.assert(fc.property(many(cell), expectSorted), parameters))

  test('in records, with a column before and one after', () => {
    const record = fc.record({ b: cell, c: fc.boolean(), a: fc.constantFrom(1, 2) })
    fc.assert(fc.property(many(record), expectSorted), parameters)
  })

  test('in pairs', () => fc.assert(fc.property(many(fc.tuple(cell, fc.nat(1))), expectSorted), parameters))
})

test('records and arrays of any columns', () => {
  const rows = alike.chain((kinds) => {
    const row = fc.tuple(...kinds.map((kind) => cells[kind] as fc.Arbitrary<unknown>))
    return many(row).chain((all) =>
      fc
        .boolean()
        .map((isArray) => (isArray ? all : all.map((row) => Object.fromEntries(row.map((v, i) => [`${9 - i}`, v]))))),
    )
  })
  fc.assert(fc.property(rows, expectSorted), { numRuns: runs(300) })
})

test('rows that are hardly alike', () => {
  const odd = fc.oneof(
    { weight: 6, arbitrary: fc.record({ a: cell, b: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ b: fc.boolean(), a: cell }) },
    { weight: 1, arbitrary: fc.record({ a: cell }) },
    { weight: 1, arbitrary: fc.tuple(cell, cell) },
    { weight: 1, arbitrary: fc.tuple(cell).map(List) },
    { weight: 1, arbitrary: anyRow() },
  )
  const holes = fc.constantFrom<unknown>([1, 2], [1, undefined], Object.assign(new Array(2), { 0: 1 }), new Array(2))
  fc.assert(fc.property(fc.oneof(many(odd), many(holes)), expectSorted), { numRuns: runs(300) })
})

test('a row that is none is refused if there is something to compare it with', () => {
  class Instance {}
  const numbers = Array.from({ length: 40 }, (_, n) => n)
  const outcome = (rows: readonly unknown[]): string => {
    try {
      sortByColumns(rows, comparisons)
      return 'sorted'
    } catch (thrown) {
      return printThrown(thrown)
    }
  }
  for (const none of [new Instance(), () => 1, Symbol('x')]) {
    expect(outcome([...numbers, none])).toMatch(/NotARow/)
    expect(outcome([none, ...numbers])).toMatch(/NotARow/)
    expect(outcome(numbers.map((n) => ({ a: n, b: none })))).toBe('sorted')
    expect(outcome(numbers.map((n) => ({ a: 1, b: n === 7 ? none : n })))).toMatch(/NotARow.*\n.*at field b/)
  }
})

test('rows that are nested too deeply are refused as by comparison', () => {
  const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)])
  const rowsOf = (levels: number) => Array.from({ length: 30 }, (_, i) => ({ a: nested(levels), b: i }))
  expectSorted(rowsOf(mostLevels - 1))
  expect(() => compared(rowsOf(mostLevels))).toThrow(/NotARow/)
  expect(() => sortByColumns(rowsOf(mostLevels), comparisons)).toThrow(/NotARow/)
})

test('many rows, of which many begin alike', () => {
  const texts = Array.from({ length: 20_000 }, (_, i) => `customer-${String((i * 7919) % 5000).padStart(9, '0')}`)
  const rows = texts.map((key, i) => ({ total: i % 3, key, n: -i % 2 }))
  expectSorted(rows)
  expectSorted(texts)
  expect(sortCanonically(rows)).toEqual(compared(rows))
})

test('units at the edges of what has room in a key', () => {
  const edges = ['\u0000', 'a', 'b', '\u00fe', '\u00ff', '\u0100', '\ud7ff', '\ue000', '\uffff', '\ud800', '\udfff']
  const texts = edges.flatMap((one) => edges.flatMap((other) => [one + other, `${one}${other}a`]))
  expectSorted(texts)
  // Without what is too large for any key, and for a small one.
  expectSorted(texts.filter((text) => !/[\ud800-\udfff]/.test(text)))
  expectSorted(texts.filter((text) => !/[\u0100-\uffff]/.test(text)))
})

/** Cells by number: different ones, or many that are the same. */
const keyed: Readonly<Record<string, (n: number) => unknown>> = {
  numbers: (n) => n / 3 - 9,
  dates: (n) => new Date(n),
  booleans: (n) => n % 2 === 0,
  'one number': () => 7,
  'strings without rare characters': (n) => `a long beginning, then: ${n}`,
  'strings with rare characters': (n) => `${n} – \u2014 ${n}`,
  'strings of several lengths': (n) => 'a'.repeat(8 * (n % 3)),
  'cells of several kinds': (n) => [n, `${n}`, new Date(n), null, undefined, true][n % 6],
  'cells or none': (n) => (n % 2 === 0 ? undefined : n),
  nothing: () => null,
}

describe.each(Object.entries(keyed))('%s', (_, cellOf) => {
  const numbers = Array.from({ length: 6 * (fewRows + 1) }, (_, n) => (n * 7) % (6 * (fewRows + 1)))
  const shapes = {
    'by themselves': cellOf,
    'in records': (n: number) => ({ b: cellOf(n), a: 1 }),
    'in arrays, behind ties': (n: number) => [null, 'tie', cellOf(n), cellOf(n)],
  }

  test.each(Object.entries(shapes))('%s: are sorted without comparing', (_, rowOf) => {
    const none = () => {
      throw new Error('compared')
    }
    const rows = numbers.map(rowOf)
    expect(sortByColumns(rows, { rows: none, cells: none })).toEqual(compared(rows))
    expectSorted(rows)
  })
})

test('a few rows are sorted by comparing, and as many times as it takes to insert them', () => {
  const times = (rows: readonly unknown[]): number => {
    let n = 0
    sortByColumns(rows, { ...comparisons, rows: (a, b) => ++n && compareCanonical(a, b) })
    return n
  }
  const few = Array.from({ length: fewRows }, (_, n) => n)
  expect(times(few)).toBe(fewRows - 1)
  expect(times(few.toReversed())).toBe((fewRows * (fewRows - 1)) / 2)
  expect(times([...few, fewRows])).toBe(0)
})
