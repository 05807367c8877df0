/**
 * Proves that groups and aggregates mean what the world means by them: DuckDB gives the same for each aggregate that SQL
 * has, over groups by one key and by several, over their totals, over all rows, over tables, and over no rows. What is
 * translated stands in test/oracle/sql-rows.ts, and of aggregates:
 * - Of no values SQL gives NULL throughout. Here a sum is 0, what would be divided by none is NaN, a list is empty, `every`
 *   is true: `coalesce` says so.
 * - SQL's variances are computed step by step, and may differ in the last digits. They are written out as sums, which are
 *   exact here and divided once; where there is a root or a quotient of roots, 12 digits are compared.
 */
import fc from 'fast-check'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { describe, expect, test } from 'vitest'
import { askDuckDb } from '../../oracle/duckdb.ts'
import { expectSameRows, type Row, someRows, sqlTable } from '../../oracle/sql-rows.ts'
import { runs } from '../../runs.ts'
import { asBag } from '../../semantics/page-names.ts'

const ask = askDuckDb()

const holds = <Ts extends [unknown, ...unknown[]]>(property: fc.IAsyncPropertyWithHooks<Ts>) =>
  fc.assert(property, { numRuns: runs(50) })

type Aggregates = { readonly [name: string]: A.Aggregate<Row, unknown> }
type Selected = { readonly [name: string]: string }
const list = (selected: Selected) => Object.entries(selected).map(([name, sql]) => `${sql} AS ${name}`)

/** The sum of the squares of the distances from the mean, `n` times. */
const spread = (x: string, y = x, n = `count(${x})`) => `(${n} * sum(${x} * ${y}) - sum(${x}) * sum(${y}))`

const rounded = (values: A.Aggregate<Row, number>) => A.map(values, (x) => Number(x.toPrecision(12)))
/** DuckDB's own rounding is to so many digits behind the point, so it happens here. */
const digits = (row: object, names: readonly string[]) => ({
  ...row,
  ...Object.fromEntries(
    names.map((name) => [name, Number(((row as { readonly [name: string]: number })[name] as number).toPrecision(12))]),
  ),
})

/** Where a row stands by `k` and then by `id`: -0 before 0, which are one to SQL. */
const placed = 'ROW(k + 0, NOT (k = 0 AND signbit(k)), id)'

/** Aggregates by kind, and what they are in SQL. */
const kinds = {
  counts: [
    {
      n: A.count(),
      names: A.countDistinct((r) => r.g),
      numbers: A.countDistinct((r) => r.k),
      both: A.filtered(A.count(), (r) => r.ok === true),
    },
    {
      n: 'count(*)',
      names: 'count(DISTINCT g)',
      numbers: 'count(DISTINCT k)',
      both: 'count(*) FILTER (ok)',
    },
  ],
  sums: [
    {
      total: A.sum((r) => r.v),
      mean: A.mean((r) => r.v),
      weighted: A.weightedMean(
        (r) => r.v,
        (r) => r.w,
      ),
    },
    {
      total: 'coalesce(sum(v), 0)',
      mean: "coalesce(avg(v), 'nan')",
      weighted:
        "coalesce(CASE WHEN sum(w) FILTER (v IS NOT NULL) = 0 THEN 'nan' ELSE sum(v * w) / sum(w) FILTER (v IS NOT NULL) END, 'nan')",
    },
  ],
  'special sums': [{ special: A.sum((r) => r.k) }, { special: 'coalesce(sum(k), 0)' }],
  extremes: [
    {
      least: A.min((r) => r.k),
      most: A.max((r) => r.k),
      first: A.min((r) => r.h),
      last: A.max((r) => r.h),
      early: A.min((r) => r.at),
      late: A.max((r) => r.at),
    },
    { least: 'min(k)', most: 'max(k)', first: 'min(h)', last: 'max(h)', early: 'min("at")', late: 'max("at")' },
  ],
  variances: [
    {
      sample: A.variance((r) => r.v),
      population: A.populationVariance((r) => r.v),
      together: A.covariance(
        (r) => r.v,
        (r) => r.id,
      ),
      wholly: A.populationCovariance(
        (r) => r.v,
        (r) => r.id,
      ),
    },
    {
      sample: `CASE WHEN count(v) > 1 THEN ${spread('v')} / (count(v) * (count(v) - 1)) ELSE 'nan' END`,
      population: `CASE WHEN count(v) > 0 THEN ${spread('v')} / (count(v) * count(v)) ELSE 'nan' END`,
      together: `CASE WHEN count(v) > 1 THEN (count(v) * sum(v * id) - sum(v) * sum(id) FILTER (v IS NOT NULL))
        / (count(v) * (count(v) - 1)) ELSE 'nan' END`,
      wholly: `CASE WHEN count(v) > 0 THEN (count(v) * sum(v * id) - sum(v) * sum(id) FILTER (v IS NOT NULL))
        / (count(v) * count(v)) ELSE 'nan' END`,
    },
  ],
  quantiles: [
    { median: A.median((r) => r.v), quarter: A.quantile(0.25, (r) => r.v), whole: A.quantile(1, (r) => r.v) },
    {
      median: "coalesce(median(v), 'nan')",
      quarter: "coalesce(quantile_cont(v, 0.25), 'nan')",
      whole: "coalesce(quantile_cont(v, 1), 'nan')",
    },
  ],
  conditions: [
    { some: A.any((r) => r.ok === true), all: A.every((r) => r.k !== null) },
    { some: 'coalesce(bool_or(coalesce(ok, false)), false)', all: 'coalesce(bool_and(k IS NOT NULL), true)' },
  ],
  choices: [
    {
      best: A.topK(2, (r) => r.k),
      worst: A.bottomK(2, (r) => r.k),
      nearest: A.filtered(
        A.map(
          A.minBy((r: Row) => [r.k, r.id]),
          (r) => r?.id,
        ),
        (r) => r.k !== null,
      ),
      furthest: A.filtered(
        A.map(
          A.maxBy((r: Row) => [r.k, r.id]),
          (r) => r?.id,
        ),
        (r) => r.k !== null,
      ),
    },
    {
      best: 'coalesce(max(k, 2), [])',
      worst: 'coalesce(min(k, 2), [])',
      nearest: `arg_min(id, ${placed}) FILTER (k IS NOT NULL)`,
      furthest: `arg_max(id, ${placed}) FILTER (k IS NOT NULL)`,
    },
  ],
  sets: [
    { set: A.toSet((r) => r.g), numberSet: A.toSet((r) => r.k) },
    {
      set: "coalesce(list_sort(list(DISTINCT g), 'ASC', 'NULLS FIRST'), [])",
      numberSet: "coalesce(list_sort(list(DISTINCT k), 'ASC', 'NULLS FIRST'), [])",
    },
  ],
} satisfies { readonly [kind: string]: readonly [Aggregates, Selected] }

const aggregates: Aggregates = Object.assign({}, ...Object.values(kinds).map(([given]) => given))
const selected: Selected = Object.assign({}, ...Object.values(kinds).map(([, sql]) => sql))

/** A way to group, with what it is in SQL. */
const groupings: {
  readonly [name: string]: {
    readonly stage: (aggregates: Aggregates) => (rows: F.Sequence<Row>) => F.Bag<object>
    readonly keys: Selected
    readonly by: string
  }
} = {
  'all rows': { stage: (aggregates) => F.aggregate(aggregates), keys: {}, by: '' },
  'one key': {
    stage: (aggregates) => F.groupBy((row: Row) => row.k, aggregates),
    keys: { key: 'k' },
    by: 'GROUP BY k',
  },
  'two keys': {
    stage: (aggregates) => F.groupBy({ a: (row: Row) => row.g, b: (row: Row) => row.at }, aggregates),
    keys: { a: 'g', b: '"at"' },
    by: 'GROUP BY g, "at"',
  },
  'totals of totals': {
    stage: (aggregates) =>
      F.rollup({ a: (row: Row) => row.g, b: (row: Row) => row.k, c: (row: Row) => row.ok }, aggregates),
    keys: { a: 'g', b: 'k', c: 'ok', level: '3 - grouping(g) - grouping(k) - grouping(ok)' },
    by: 'GROUP BY ROLLUP (g, k, ok)',
  },
}

describe('groups agree with DuckDB', () => {
  test('about as many aggregates as there are names', () => {
    const names = Object.values(kinds).flatMap(([given]) => Object.keys(given))
    expect(Object.keys(aggregates)).toHaveLength(names.length)
    expect(Object.keys(selected).sort()).toEqual(names.sort())
  })

  test.each(Object.entries(groupings))('about %s', (_, { stage, keys, by }) =>
    holds(
      fc.asyncProperty(someRows, async (rows) => {
        const grouped = stage(aggregates)
        const sql = `SELECT ${list({ ...keys, ...selected }).join(', ')} FROM t ${by}`
        const expected = await ask(sql, { t: sqlTable(rows) })
        await expectSameRows(grouped(F.rows(rows)), expected)
        await expectSameRows(grouped(asBag(F.rows(rows)) as F.Sequence<Row>), expected)
      }),
    ),
  )

  test('about roots and correlations, to 12 digits', () =>
    holds(
      fc.asyncProperty(someRows, async (rows) => {
        const grouped = F.groupBy((row: Row) => row.g, {
          deviation: rounded(A.stddev((r) => r.v)),
          whole: rounded(A.populationStddev((r) => r.v)),
          r: rounded(
            A.correlation(
              (r) => r.v,
              (r) => r.w,
            ),
          ),
        })
        const sql = `SELECT g AS key, coalesce(stddev_samp(v), 'nan') AS deviation, coalesce(stddev_pop(v), 'nan') AS whole,
          coalesce(corr(v, w), 'nan') AS r FROM t GROUP BY g`
        const expected = await ask(sql, { t: sqlTable(rows) })
        await expectSameRows(
          grouped(F.rows(rows)),
          expected.map((row) => digits(row, ['deviation', 'whole', 'r'])),
        )
      }),
    ))

  test('about the rows of a group in their order', () =>
    holds(
      fc.asyncProperty(someRows, async (rows) => {
        const grouped = F.groupBy((row: Row) => row.k, {
          first: A.first((r) => r.h),
          last: A.last((r) => r.h),
          all: A.toList((r) => r.id),
        })
        const sql = `SELECT k AS key, first(h ORDER BY id) AS first, last(h ORDER BY id) AS last, list(id ORDER BY id) AS all
          FROM t GROUP BY k`
        await expectSameRows(grouped(F.rows(rows)), await ask(sql, { t: sqlTable(rows) }))
      }),
    ))

  test('about how many there are, and their sums: countBy and sumBy', () =>
    holds(
      fc.asyncProperty(someRows, async (rows) => {
        const t = sqlTable(rows)
        await expectSameRows(
          F.pipe(
            F.rows(rows),
            F.countBy((row: Row) => row.g),
          ),
          await ask('SELECT g AS key, count(*) AS n FROM t GROUP BY g', { t }),
        )
        await expectSameRows(
          F.pipe(
            F.rows(rows),
            F.sumBy(
              (row) => row.g,
              (row) => row.v,
            ),
          ),
          await ask('SELECT g AS key, coalesce(sum(v), 0) AS sum FROM t GROUP BY g', { t }),
        )
      }),
    ))

  test('about tables: pivot, by its own PIVOT', () =>
    holds(
      fc.asyncProperty(someRows, async (rows) => {
        const table = F.pivot({
          rows: (row: Row) => row.g,
          columns: (row) => row.h,
          names: ['x', '\uffff', 'none'],
          values: A.sum((row: Row) => row.v),
        })
        const sql = `SELECT g AS key, coalesce(x, 0) AS x, coalesce("\uffff", 0) AS "\uffff", coalesce(none, 0) AS none
          FROM (PIVOT t ON h IN ('x', '\uffff', 'none') USING sum(v) GROUP BY g)`
        await expectSameRows(table(F.rows(rows)), await ask(sql, { t: sqlTable(rows) }))
      }),
    ))

  test('about what has no column in a table', () =>
    holds(
      fc.asyncProperty(someRows, async (rows) => {
        const table = F.pivot({
          rows: (row: Row) => row.k,
          columns: (row) => row.h,
          names: ['x', 'y'],
          values: A.count(),
          others: 'rest',
        })
        const sql = `SELECT k AS key, count(*) FILTER (h = 'x') AS x, count(*) FILTER (h = 'y') AS y,
          count(*) FILTER (h IS NULL OR h NOT IN ('x', 'y')) AS rest FROM t GROUP BY k`
        await expectSameRows(table(F.rows(rows)), await ask(sql, { t: sqlTable(rows) }))
      }),
    ))

  test('and DuckDB with itself about variances, to 12 digits', () =>
    holds(
      fc.asyncProperty(someRows, async (rows) => {
        const { sample, population } = kinds.variances[1]
        const sql = `SELECT ${sample} AS a, coalesce(var_samp(v), 'nan') AS b, ${population} AS c, coalesce(var_pop(v), 'nan') AS d
          FROM t`
        for (const { a, b, c, d } of (await ask(sql, { t: sqlTable(rows) })) as readonly { [name: string]: number }[]) {
          expect(Number(a?.toPrecision(12))).toBe(Number(b?.toPrecision(12)))
          expect(Number(c?.toPrecision(12))).toBe(Number(d?.toPrecision(12)))
        }
      }),
    ))
})
