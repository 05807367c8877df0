/**
 * Rows to ask DuckDB about, and how its answers are compared with those of every engine. What SQL cannot say is translated here, and
 * only here:
 * - SQL knows one NULL: undefined becomes null. The rows hold null alone.
 * - To SQL -0 and 0 are one value, and it leaves open which of them comes out: -0 becomes 0 on both sides.
 * - SQL adds doubles as they come. Numbers to be added, `v` and `w`, are small multiples of a half, whose sums and products
 *   are exact.
 * - Rows of a bag, and of a SELECT without ORDER BY, are compared as multisets.
 */
import { inspect } from 'node:util'
import fc from 'fast-check'
import * as F from 'floe'
import { isCollection } from 'immutable'
import { expect } from 'vitest'
import { engines } from '../engines.ts'
import { type Table, tableOf } from './duckdb.ts'

/** `id` is the place in the sequence. Texts and keys meet often, are null, and of numbers NaN, infinite, and both zeros. */
export interface Row {
  readonly id: number
  readonly g: string | null
  readonly h: string | null
  readonly k: number | null
  readonly ok: boolean | null
  readonly at: Date | null
  readonly v: number | null
  readonly w: number | null
}

const columns = {
  id: 'BIGINT',
  g: 'VARCHAR',
  h: 'VARCHAR',
  k: 'DOUBLE',
  ok: 'BOOLEAN',
  at: 'TIMESTAMP',
  v: 'DOUBLE',
  w: 'DOUBLE',
} as const

const halves = fc.option(fc.integer({ min: -4, max: 9 }).map((n) => (n === 0 ? 0 : n / 2)))

/** Few rows, and now and then none. */
export const someRows: fc.Arbitrary<readonly Row[]> = fc
  .array(
    fc.record({
      g: fc.constantFrom('a', 'b', null),
      // UTF-16 and UTF-8 order the last two apart.
      h: fc.constantFrom('x', 'y', '', null, '\uffff', '\u{1f600}'),
      k: fc.oneof(
        { weight: 6, arbitrary: fc.integer({ min: -2, max: 4 }).map((n) => n / 2) },
        { weight: 3, arbitrary: fc.constantFrom(null, Number.NaN, Infinity, -Infinity, 0, -0) },
      ),
      ok: fc.constantFrom(true, false, null),
      at: fc.option(fc.integer({ min: 0, max: 5 }).map((day) => new Date(day * 86_400_000))),
      v: halves,
      w: halves,
    }),
    { maxLength: 14, size: 'max' },
  )
  .map((given) => given.map((row, id) => ({ id, ...row })))

/** Rows as a table of DuckDB. */
export const sqlTable = (rows: readonly Row[]): Table => tableOf(columns, rows)

/** A value as SQL knows it. */
export const asSql = (value: unknown): unknown => {
  if (value === undefined) return null
  if (value === 0) return 0
  if (isCollection(value)) return asSql(value.toArray())
  if (Array.isArray(value)) return value.map(asSql)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, asSql(part)]))
}

const inAnyOrder = (rows: readonly unknown[]): readonly unknown[] =>
  [...rows]
    .map((row) => ({ row: asSql(row), text: inspect(asSql(row), { depth: null, sorted: true }) }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .map(({ row }) => row)

const onEveryEngine = async (dataset: F.Bag<unknown>, check: (rows: readonly unknown[]) => void): Promise<void> => {
  for (const engine of engines) check([...(await F.toList(dataset, { engine }))])
}

/** The same rows, each as often. */
export const expectSameRows = (dataset: F.Bag<unknown>, expected: readonly unknown[]): Promise<void> =>
  onEveryEngine(dataset, (rows) => expect(inAnyOrder(rows)).toEqual(inAnyOrder(expected)))

/** The same rows, one after the other. */
export const expectSameSequence = (dataset: F.Bag<unknown>, expected: readonly unknown[]): Promise<void> =>
  onEveryEngine(dataset, (rows) => expect(asSql(rows)).toEqual(asSql(expected)))
