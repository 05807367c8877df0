/**
 * Rows that come packed, their texts out of bytes, are sorted as the objects that they stand for, and come back as those or in
 * columns, from memory and from disk.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareCanonical } from '../../../src/data/canonical-order.ts'
import { identical } from '../../../src/data/identical.ts'
import { newSpill } from '../../../src/engine/spill/new-spill.ts'
import { newOut } from '../../../src/engine/spill/out.ts'
import type { Layout } from '../../../src/engine/spill/sort/layout.ts'
import { type Direction, putKey, putNumberKey, putTextKey } from '../../../src/engine/spill/sort/order-key.ts'
import type { Texts } from '../../../src/engine/spill/sort/packing.ts'
import { newSorter, type SortOptions } from '../../../src/engine/spill/sort/sorter.ts'
import type { Spill } from '../../../src/engine/spill/spill.ts'
import { compareSortKeys } from '../../../src/plan/compare-sort-keys.ts'
import type { Column, RowsInColumns } from '../../../src/plan/source.ts'
import { anyNumber, anyString, anyTightRow } from '../../data/arbitrary.ts'

const way: fc.Arbitrary<Direction> = fc.record({
  direction: fc.constantFrom('ascending', 'descending'),
  nulls: fc.constantFrom('first', 'last'),
})

const text = fc.oneof(
  anyString(),
  fc.constantFrom(
    '',
    'a',
    'ab',
    'longer than eight',
    'longer than nine',
    'é',
    '\uffff',
    '😀',
    '\ud800',
    'x'.repeat(300),
  ),
)
const number = fc.oneof(anyNumber('specials'), fc.constantFrom(0, -0, Number.NaN, 1, -1, 2 ** 31))

/** Those that UTF-8 can hold lie in bytes, the others do not. */
const columnOf = (texts: readonly string[]): Texts => {
  const wholes = texts.map((one) => (one as unknown as { isWellFormed(): boolean }).isWellFormed())
  const starts = new Int32Array(texts.length).fill(-1)
  const ends = new Int32Array(texts.length)
  let at = 0
  for (const [i, one] of texts.entries()) {
    if (wholes[i]) starts[i] = at
    if (wholes[i]) at += Buffer.byteLength(one)
    ends[i] = at
  }
  return {
    kind: 'texts',
    at: (i) => texts[i] as string,
    texts: { bytes: Buffer.from(texts.filter((_, i) => wholes[i]).join('')), starts, ends },
  }
}

describe('keys of what is known', () => {
  const bytesOf = (put: (out: ReturnType<typeof newOut>) => unknown): Buffer => {
    const out = newOut(1)
    put(out)
    return out.bytes.subarray(0, out.at)
  }

  test('are those of any values', () => {
    fc.assert(
      fc.property(way, text, number, (direction, given, value) => {
        const whole = (given as unknown as { toWellFormed(): string }).toWellFormed()
        const utf8 = Buffer.from(`<${whole}>`)
        expect(
          bytesOf((out) => putTextKey(out, new DataView(utf8.buffer, utf8.byteOffset), 1, utf8.length - 1, direction)),
        ).toEqual(bytesOf((out) => putKey(out, whole, direction)))
        expect(bytesOf((out) => putNumberKey(out, value, direction))).toEqual(
          bytesOf((out) => putKey(out, value, direction)),
        )
      }),
    )
  })
})

interface Row {
  readonly name: string
  readonly size: number
  readonly other: unknown
  readonly made: string
}

const layout: Layout = {
  names: ['name', 'size', 'other', 'made'],
  kinds: ['texts', 'numbers', 'values', 'texts'],
  isFrozen: true,
}

const rowsOf = ({ names, length, columns }: RowsInColumns): readonly unknown[] =>
  Array.from({ length }, (_, i) =>
    Object.fromEntries(
      names.map((name, k) => {
        const column = columns[k] as Column
        return [name, column.kind === 'texts' ? column.at(i) : column.values[i]]
      }),
    ),
  )

/** The texts that lie in the bytes of a column are those that it says. */
const checkBytes = ({ length, columns }: RowsInColumns): void => {
  for (const column of columns) {
    if (column.kind !== 'texts' || column.texts === undefined) continue
    const { bytes, starts, ends } = column.texts
    for (let i = 0; i < length; i++)
      if ((starts[i] as number) >= 0 && (ends[i] as number) >= 0)
        expect(Buffer.from(bytes.subarray(starts[i], ends[i])).toString()).toBe(column.at(i))
  }
}

const sortedBy = (rows: readonly Row[], share: number, options: SortOptions, asColumns: boolean) => {
  const store = newSpill({ share })
  let runs = 0
  const spill: Spill = {
    ...store,
    newBlocks: () => {
      runs++
      return store.newBlocks()
    },
  }
  const { packing, rows: inOrder, columns } = newSorter(options, spill)
  const into = packing(layout)
  if (into === undefined) throw new Error('no packing')
  const names = columnOf(rows.map(({ name }) => name))
  for (const [i, row] of rows.entries()) {
    into.begin()
    into.textKey(0, names, i)
    into.numberKey(1, row.size)
    into.key(2, row.made)
    if (!into.isWanted()) continue
    into.textOf(names, i)
    into.number(row.size)
    into.value(row.other)
    into.text(row.made)
    into.finish()
  }
  try {
    if (!asColumns) return { found: [...inOrder()], runs }
    const found: unknown[] = []
    for (const batch of columns() ?? []) {
      checkBytes(batch)
      found.push(...rowsOf(batch))
    }
    return { found, runs }
  } finally {
    spill.close()
  }
}

const keysOf = ({ name, size, made }: Row): readonly unknown[] => [name, size, made]

describe('rows that come packed', () => {
  const anyRows: fc.Arbitrary<readonly Row[]> = fc.array(
    fc.record({ name: text, size: number, other: anyTightRow(), made: text }, { noNullPrototype: true }),
    { maxLength: 60 },
  )

  test('are given in order, as objects and in columns, however little room there is', () => {
    fc.assert(
      fc.property(
        anyRows,
        fc.tuple(way, way, way),
        fc.boolean(),
        fc.constantFrom(1, 1000, 1e9),
        fc.oneof(fc.constant(Number.POSITIVE_INFINITY), fc.nat(70)),
        fc.boolean(),
        (rows, keys, breakTies, share, wanted, asColumns) => {
          const expected = rows
            .map((row, i) => ({ row, i }))
            .sort(
              (a, b) =>
                compareSortKeys(keys, keysOf(a.row), keysOf(b.row)) ||
                (breakTies ? compareCanonical(a.row, b.row) : 0) ||
                a.i - b.i,
            )
            .map(({ row }) => row)
            .slice(0, wanted)
          const { found } = sortedBy(rows, share, { keys, breakTies, wanted }, asColumns)
          expect(found.length).toBe(expected.length)
          for (const [i, row] of found.entries()) {
            expect(identical(row, expected[i])).toBe(true)
            if (!asColumns) expect(Object.isFrozen(row)).toBe(true)
          }
        },
      ),
    )
  })

  test('hold about as many rows as are wanted', () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => {
      const n = Math.imul(i + 1, 0x9e3779b1) >>> 0
      return { name: `name ${n % 1000}`, size: n % 7, other: null, made: `${n}` }
    })
    const keys: readonly Direction[] = Array.from({ length: 3 }, () => ({ direction: 'ascending', nulls: 'first' }))
    const wanting = (wanted: number) => sortedBy(rows, 400_000, { keys, breakTies: false, wanted }, true)
    const all = wanting(Number.POSITIVE_INFINITY)
    const few = wanting(10)
    expect(all.found.length).toBe(rows.length)
    expect(all.runs).toBeGreaterThan(1)
    expect(few.found).toEqual(all.found.slice(0, 10))
    expect(few.runs).toBe(0)
  })
})
