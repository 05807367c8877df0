/**
 * Proves that `pivot` is groupBy by row and column with its groups side by side, that `unpivot` is a flatMap, and that each
 * undoes the other.
 */
import fc from 'fast-check'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { describe, expect, test } from 'vitest'
import { expectSame, expectSameBag, fails, holds, rowsOf } from './laws.ts'

const { pipe, rows } = F

const sales = fc.array(
  fc.record(
    {
      city: fc.constantFrom('Ulm', 'Bonn', null),
      month: fc.constantFrom('jan', 'feb', 'may', '', null, undefined),
      sum: fc.constantFrom(0.1, 0.2, 3, null),
    },
    { noNullPrototype: true },
  ),
  { maxLength: 9, size: 'max' },
)
type Sale = { readonly city: string | null; readonly month: string | null | undefined; readonly sum: number | null }

const on = {
  rows: (s: Sale) => s.city,
  columns: (s: Sale) => s.month,
  names: ['jan', 'feb'],
  values: A.sum((s: Sale) => s.sum),
} as const

describe('pivot', () => {
  test('has a row for each key, whatever its columns', () =>
    holds(sales, (xs) =>
      expectSameBag(
        pipe(
          rows(xs),
          F.pivot(on),
          F.map((r) => r.key),
        ),
        pipe(
          rows(xs),
          F.map((s) => s.city),
          F.distinct(),
        ),
      ),
    ))

  test('has in each column what groupBy by row and column has, and of no rows what the aggregate gives', () =>
    holds(sales, async (xs) => {
      const cells = await rowsOf(pipe(rows(xs), F.groupBy({ city: on.rows, month: on.columns }, { sum: on.values })))
      for (const row of await rowsOf(pipe(rows(xs), F.pivot(on))))
        for (const month of on.names)
          expect(row[month]).toBe(cells.find((c) => c.city === row.key && c.month === month)?.sum ?? 0)
    }))

  test('with a column for others counts every row once', () =>
    holds(sales, async (xs) => {
      const table = await rowsOf(pipe(rows(xs), F.pivot({ ...on, values: A.count(), others: 'rest' })))
      expect(table.reduce((n, row) => n + row.jan + row.feb + row.rest, 0)).toBe(xs.length)
    }))

  test('without one does not', () =>
    fails(sales, async (xs) => {
      const table = await rowsOf(pipe(rows(xs), F.pivot({ ...on, values: A.count() })))
      expect(table.reduce((n, row) => n + row.jan + row.feb, 0)).toBe(xs.length)
    }))

  test('of what was made long is what was wide, where keys are different', () =>
    holds(sales, (xs) => {
      const wide = xs.map(({ sum, month }, key) => ({ key, jan: sum, feb: month }))
      return expectSameBag(
        pipe(
          rows(wide),
          F.unpivot(['jan', 'feb'], { name: 'month', value: 'held' }),
          F.pivot({
            rows: (r) => r.key,
            columns: (r) => r.month,
            names: ['jan', 'feb'],
            values: A.first((r) => r.held),
          }),
        ),
        rows(wide),
      )
    }))
})

describe('unpivot', () => {
  const long = F.unpivot(['city', 'sum'], { name: 'field', value: 'value' }) as (
    given: F.Sequence<Sale>,
  ) => F.Sequence<F.Unpivoted<Sale, 'city' | 'sum', 'field', 'value'>>

  test('is a flatMap to a row for each field', () =>
    holds(sales, (xs) =>
      expectSame(
        long(rows<Sale>(xs)),
        pipe(
          rows(xs),
          F.flatMap(({ city, sum, ...rest }) => [
            { ...rest, field: 'city', value: city },
            { ...rest, field: 'sum', value: sum },
          ]),
        ),
      ),
    ))

  test('gives frozen rows, as many for each as there are fields', () =>
    holds(sales, async (xs) => {
      const given = await rowsOf(long(rows<Sale>(xs)))
      expect(given).toHaveLength(2 * xs.length)
      for (const row of given) expect(Object.isFrozen(row)).toBe(true)
    }))
})
