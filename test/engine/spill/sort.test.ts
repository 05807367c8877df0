/**
 * Rows are sorted as they would be by comparing, however little room there is; and where there is little, on disk.
 */
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareCanonical } from '../../../src/data/canonical-order.ts'
import { identical } from '../../../src/data/identical.ts'
import { newSpill } from '../../../src/engine/spill/new-spill.ts'
import { newOut } from '../../../src/engine/spill/out.ts'
import { type Direction, putKey } from '../../../src/engine/spill/sort/order-key.ts'
import { newSorter } from '../../../src/engine/spill/sort/sorter.ts'
import type { Spill } from '../../../src/engine/spill/spill.ts'
import { compareSortKeys } from '../../../src/plan/compare-sort-keys.ts'
import { anyRow, anyTightRow } from '../../data/arbitrary.ts'
import { runs } from '../../runs.ts'

const direction: fc.Arbitrary<Direction> = fc.record({
  direction: fc.constantFrom('ascending', 'descending'),
  nulls: fc.constantFrom('first', 'last'),
})

const bytesOf = (values: readonly unknown[], directions: readonly Direction[]) => {
  const out = newOut(1)
  const isExact = values.every((value, i) => putKey(out, value, directions[i] as Direction))
  return { isExact, bytes: out.bytes.subarray(0, out.at) }
}

const anyValue = fc.oneof(
  anyTightRow(),
  anyRow(),
  fc.constantFrom<unknown>('', 'a', 'a\0', 'ab', 'é', '\uffff', '😀', '\ud800', 0, -0, NaN, null, undefined),
)

describe('keys as bytes', () => {
  test('compare like what they are made of, unless they do not say all', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(direction, anyValue, anyValue), { minLength: 1, maxLength: 3 }), (columns) => {
        const directions = columns.map(([way]) => way)
        const [left, right] = [columns.map(([, a]) => a), columns.map(([, , b]) => b)]
        const [a, b] = [bytesOf(left, directions), bytesOf(right, directions)]
        const order = Math.sign(compareSortKeys(directions, left, right))
        const found = a.bytes.compare(b.bytes)
        if (found !== 0 || (a.isExact && b.isExact)) expect(found).toBe(order)
        // None is the beginning of another.
        else expect(a.bytes.length).toBe(b.bytes.length)
        if (found !== 0) {
          const length = Math.min(a.bytes.length, b.bytes.length)
          expect(a.bytes.subarray(0, length).equals(b.bytes.subarray(0, length))).toBe(false)
        }
      }),
      { numRuns: runs(3000) },
    )
  })

  test('say all of texts, numbers, dates, and records and lists of them', () => {
    const up: Direction = { direction: 'ascending', nulls: 'first' }
    for (const value of [1, 'a', new Date(5), { a: 1, b: ['x', null] }, true, undefined])
      expect(bytesOf([value], [up]).isExact).toBe(true)
    for (const value of [1n, new Set([1]), [new Map()]]) expect(bytesOf([value], [up]).isExact).toBe(false)
  })
})

interface Item {
  readonly keys: readonly unknown[]
  readonly row: unknown
}

const sorted = (items: readonly Item[], keys: readonly Direction[], breakTies: boolean): readonly unknown[] =>
  items
    .map((item, i) => ({ ...item, i }))
    .sort(
      (a, b) => compareSortKeys(keys, a.keys, b.keys) || (breakTies ? compareCanonical(a.row, b.row) : 0) || a.i - b.i,
    )
    .map(({ row }) => row)

/** And how many runs there were. */
const bySorter = (items: readonly Item[], share: number, options: Parameters<typeof newSorter>[0]) => {
  const root = fs.mkdtempSync(`${tmpdir()}/floe-test-`)
  let runs = 0
  let open = 0
  const store = newSpill({ share }, fs, root)
  const spill: Spill = {
    ...store,
    newBlocks: () => {
      const blocks = store.newBlocks()
      runs++
      open++
      return {
        ...blocks,
        drop: () => {
          open--
          blocks.drop()
        },
      }
    },
  }
  const sorter = newSorter(options, spill)
  for (const { keys, row } of items) sorter.push(row, keys)
  const rows = [...sorter.rows()]
  store.close()
  expect(fs.readdirSync(root)).toEqual([])
  fs.rmdirSync(root)
  return { rows, runs, open }
}

const same = (rows: readonly unknown[], expected: readonly unknown[]): void => {
  expect(rows.length).toBe(expected.length)
  for (const [i, row] of rows.entries()) expect(identical(row, expected[i])).toBe(true)
}

describe('a sorter', () => {
  const fewKeys = fc.oneof(
    fc.constantFrom<unknown>('a', 'longer than eight', 'longer than nine', 1, null, 7n),
    anyTightRow(),
  )
  const anyItems = fc.array(fc.record({ keys: fc.tuple(fewKeys, fewKeys), row: fc.oneof(fc.nat(5), anyTightRow()) }), {
    maxLength: 120,
  })

  test('gives the rows in order, however little room there is', () => {
    fc.assert(
      fc.property(
        anyItems,
        fc.tuple(direction, direction),
        fc.boolean(),
        fc.constantFrom(1, 300, 3000, 1e9),
        fc.oneof(fc.constant(Number.POSITIVE_INFINITY), fc.nat(130)),
        (items, keys, breakTies, share, wanted) => {
          const { rows, open } = bySorter(items, share, { keys, breakTies, wanted })
          same(rows, sorted(items, keys, breakTies).slice(0, wanted))
          expect(open).toBe(0)
        },
      ),
    )
  })

  const up: Direction = { direction: 'ascending', nulls: 'first' }
  const many = (count: number): readonly Item[] =>
    Array.from({ length: count }, (_, i) => {
      const n = Math.imul(i + 1, 0x9e3779b1) >>> 0
      return { keys: [`key ${n % 1000}`, n % 7], row: { i, text: `row ${n}` } }
    })

  test('puts rows aside when there is no room, and merges more runs than it can read at once', () => {
    const items = many(5000)
    const options = { keys: [up, { ...up, direction: 'descending' } as const], breakTies: false, wanted: Infinity }
    const expected = sorted(items, options.keys, false)
    const ofShare = [1e9, 200_000, 20_000, 2_000].map((share) => bySorter(items, share, options))
    for (const { rows } of ofShare) expect(rows).toEqual(expected)
    const [none = -1, few = -1, some = -1, most = -1] = ofShare.map(({ runs }) => runs)
    expect(none).toBe(0)
    expect(few).toBeGreaterThan(1)
    expect(some).toBeGreaterThan(2 * few)
    expect(most).toBeGreaterThan(2 * some)
  })

  test('holds about as many rows as are wanted', () => {
    const items = many(20_000)
    const options = { keys: [up, up], breakTies: true, wanted: 10 }
    // All rows would take some megabytes.
    const { rows, runs } = bySorter(items, 600_000, options)
    expect(rows).toEqual(sorted(items, options.keys, true).slice(0, 10))
    expect(runs).toBe(0)
    expect(bySorter(items, 600_000, { ...options, wanted: Infinity }).runs).toBeGreaterThan(1)
  })

  test('keeps rows with the last key that is wanted when it puts aside what it holds', () => {
    const small = Array.from({ length: 1500 }, (_, i) => ({ keys: [i % 3], row: i }))
    const large = Array.from({ length: 60 }, (_, i) => ({ keys: [-1], row: `${i}${'x'.repeat(10_000)}` }))
    const items = [...small, ...large]
    const options = { keys: [up], breakTies: false, wanted: 100 }
    const { rows, runs } = bySorter(items, 600_000, options)
    expect(runs).toBeGreaterThan(0)
    expect(rows).toEqual(sorted(items, options.keys, false).slice(0, 100))
  })
})
