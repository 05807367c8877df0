/**
 * Proves that `over` means what the world means by window functions: DuckDB gives the same for every function and every
 * kind of frame, over rows with ties, duplicates, nulls, NaN and infinities among the keys, and over no rows.
 *
 * By design these differ, and are kept out or translated:
 * - SQL leaves open how ties are ordered, so what depends on it (row_number, lag, frames of rows) is ordered by `id` too.
 * - To SQL, -0 and 0 are peers; here -0 comes before 0, as in every sort. The keys have no -0.
 * - Of no rows SQL's sum, avg and list give NULL; here 0, NaN and an empty List. Of no row its lag gives NULL, here undefined.
 * - SQL adds doubles as they come. The values are small multiples of a half, whose sums and means come out exact or
 *   rounded once.
 */
import fc from 'fast-check'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import * as W from 'floe/window'
import { isList } from 'immutable'
import { describe, expect, test } from 'vitest'
import { askDuckDb, tableOf } from '../../oracle/duckdb.ts'
import { runs } from '../../runs.ts'
import { asBag } from '../../semantics/page-names.ts'

interface Row {
  readonly id: number
  readonly g: string | null
  readonly k: number | null
  readonly at: Date | null
  readonly v: number | null
}
const columns = { id: 'BIGINT', g: 'VARCHAR', k: 'DOUBLE', at: 'TIMESTAMP', v: 'DOUBLE' } as const

const rows: fc.Arbitrary<readonly Row[]> = fc
  .array(
    fc.record({
      g: fc.constantFrom('a', 'b', null),
      k: fc.oneof(
        { weight: 8, arbitrary: fc.integer({ min: -3, max: 6 }).map((n) => (n === 0 ? 0 : n / 2)) },
        { weight: 2, arbitrary: fc.constantFrom(null, Number.NaN, Infinity, -Infinity) },
      ),
      at: fc.option(fc.integer({ min: 0, max: 5 }).map((day) => new Date(day * 86_400_000))),
      v: fc.option(fc.integer({ min: 0, max: 9 }).map((n) => n / 2)),
    }),
    { maxLength: 14, size: 'max' },
  )
  .map((given) => given.map((row, id) => ({ id, ...row })))

interface Direction {
  readonly key: (f: (row: Row) => unknown) => F.Key<Row>
  readonly sql: string
  readonly toString: () => string
}
const direction: fc.Arbitrary<Direction> = fc
  .tuple(fc.boolean(), fc.constantFrom('first' as const, 'last' as const))
  .map(([descends, nulls]) => {
    const sql = `${descends ? 'DESC' : 'ASC'} NULLS ${nulls.toUpperCase()}`
    return { key: (f) => (descends ? F.descending : F.ascending)(f, { nulls }), sql, toString: () => sql }
  })

/** Ends of a frame, of which the first is not after the second. */
const ends = (finite: fc.Arbitrary<number>): fc.Arbitrary<readonly [number, number]> =>
  fc
    .tuple(
      fc.oneof({ weight: 4, arbitrary: finite }, fc.constant(-Infinity)),
      fc.oneof({ weight: 4, arbitrary: finite }, fc.constant(Infinity)),
    )
    .map(([a, b]) => (a <= b ? [a, b] : [b, a]))

const sqlEnd = (end: number, unit: (n: number) => string): string =>
  end === 0
    ? 'CURRENT ROW'
    : `${Math.abs(end) === Infinity ? 'UNBOUNDED' : unit(Math.abs(end))} ${end < 0 ? 'PRECEDING' : 'FOLLOWING'}`
const sqlFrame = (kind: string, [from, to]: readonly [number, number], unit: (n: number) => string = String): string =>
  `${kind} BETWEEN ${sqlEnd(from, unit)} AND ${sqlEnd(to, unit)}`

/** What was added, as SQL would say it. */
const added = (given: Iterable<object>, names: readonly string[]): readonly object[] =>
  [...given].map((row) =>
    Object.fromEntries(
      ['id', ...names].map((name) => {
        const value = (row as { readonly [name: string]: unknown })[name]
        return [name, isList(value) ? value.toArray() : (value ?? null)]
      }),
    ),
  )

const ask = askDuckDb()

/** Both orders of dataset give what SQL says, where all that is asked for has one answer. */
const expectAgreement = async (
  given: readonly Row[],
  stage: (rows: F.Sequence<F.Frozen<Row>>) => F.Bag<object>,
  selected: { readonly [name: string]: string },
): Promise<void> => {
  const list = Object.entries(selected).map(([name, sql]) => `${sql} AS ${name}`)
  const sql = `SELECT id, ${list.join(', ')} FROM t ORDER BY id`
  const expected = await ask(sql, { t: tableOf(columns, given) })
  const names = Object.keys(selected)
  const sequence = F.rows(given)
  expect(added(await F.toList(stage(sequence)), names)).toEqual(expected)
  const fromBag = added(await F.toList(stage(asBag(sequence) as typeof sequence)), names) as { id: number }[]
  expect(fromBag.toSorted((a, b) => a.id - b.id)).toEqual(expected)
}

const holds = <Ts extends [unknown, ...unknown[]]>(property: fc.IAsyncPropertyWithHooks<Ts>) =>
  fc.assert(property, { numRuns: runs(60) })

describe('over agrees with DuckDB', () => {
  test('about ranks, which see peers', () =>
    holds(
      fc.asyncProperty(rows, direction, async (given, by) => {
        const w = `OVER (PARTITION BY g ORDER BY k ${by.sql})`
        await expectAgreement(
          given,
          F.over(
            { by: (r) => r.g, orderBy: by.key((r) => r.k) },
            { rank: W.rank(), dense: W.denseRank(), percent: W.percentRank(), share: W.cumulativeShare() },
          ),
          {
            rank: `rank() ${w}`,
            dense: `dense_rank() ${w}`,
            percent: `percent_rank() ${w}`,
            share: `cume_dist() ${w}`,
          },
        )
      }),
    ))

  test('about row numbers, parts, and rows at a distance', () =>
    holds(
      fc.asyncProperty(rows, direction, fc.nat(3), fc.integer({ min: 1, max: 5 }), async (given, by, n, parts) => {
        const order = `PARTITION BY g ORDER BY k ${by.sql}, id`
        const w = `OVER (${order})`
        const all = `OVER (${order} ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)`
        await expectAgreement(
          given,
          F.over(
            { by: (r) => r.g, orderBy: [by.key((r) => r.k), (r) => r.id] },
            {
              number: W.rowNumber(),
              part: W.ntile(parts),
              before: W.lag((r) => r.v, n),
              after: W.lead((r) => r.v, n),
              opening: W.first((r) => r.v),
              closing: W.last((r) => r.v),
            },
          ),
          {
            number: `row_number() ${w}`,
            part: `ntile(${parts}) ${w}`,
            before: `lag(v, ${n}) ${w}`,
            after: `lead(v, ${n}) ${w}`,
            opening: `first_value(v) ${all}`,
            closing: `last_value(v) ${all}`,
          },
        )
      }),
    ))

  test('about frames of rows', () =>
    holds(
      fc.asyncProperty(rows, direction, ends(fc.integer({ min: -4, max: 4 })), async (given, by, frame) => {
        const order = `PARTITION BY g ORDER BY k ${by.sql}, id`
        const w = `OVER (${order} ${sqlFrame('ROWS', frame)})`
        await expectAgreement(
          given,
          F.over(
            { by: (r) => r.g, orderBy: [by.key((r) => r.k), (r) => r.id] },
            {
              ids: W.rolling(
                A.toList((r) => r.id),
                { rows: frame },
              ),
              total: W.rolling(
                A.sum((r) => r.v),
                { rows: frame },
              ),
              mean: W.rolling(
                A.mean((r) => r.v),
                { rows: frame },
              ),
              least: W.rolling(
                A.min((r) => r.v),
                { rows: frame },
              ),
              most: W.rolling(
                A.max((r) => r.v),
                { rows: frame },
              ),
              first: W.rolling(
                A.first((r) => r.v),
                { rows: frame },
              ),
              soFar: W.running(A.sum((r) => r.v)),
            },
          ),
          {
            ids: `coalesce(list(id) ${w}, [])`,
            total: `coalesce(sum(v) ${w}, 0)`,
            mean: `coalesce(avg(v) ${w}, 'nan')`,
            least: `min(v) ${w}`,
            most: `max(v) ${w}`,
            first: `first_value(v) ${w}`,
            soFar: `coalesce(sum(v) OVER (${order} ROWS UNBOUNDED PRECEDING), 0)`,
          },
        )
      }),
    ))

  test('about frames of a range of numbers, peers, nulls, NaN and infinities included', () =>
    holds(
      fc.asyncProperty(
        rows,
        direction,
        ends(fc.integer({ min: -4, max: 4 }).map((n) => n / 2 + 0)),
        async (given, by, frame) => {
          const w = `OVER (PARTITION BY g ORDER BY k ${by.sql} ${sqlFrame('RANGE', frame)})`
          await expectAgreement(
            given,
            F.over(
              { by: (r) => r.g, orderBy: by.key((r) => r.k) },
              {
                ids: W.rolling(
                  A.map(
                    A.toList((r: F.Frozen<Row>) => r.id),
                    (ids) => ids.sort(),
                  ),
                  { range: frame },
                ),
                total: W.rolling(
                  A.sum((r) => r.v),
                  { range: frame },
                ),
                n: W.rolling(A.count(), { range: frame }),
              },
            ),
            {
              ids: `coalesce(list_sort(list(id) ${w}), [])`,
              total: `coalesce(sum(v) ${w}, 0)`,
              n: `count(*) ${w}`,
            },
          )
        },
      ),
    ))

  test('about frames of a range of dates', () =>
    holds(
      fc.asyncProperty(rows, direction, ends(fc.integer({ min: -3, max: 3 })), async (given, by, days) => {
        const unit = (n: number) => `INTERVAL ${n} DAY`
        const w = `OVER (ORDER BY "at" ${by.sql} ${sqlFrame('RANGE', days, unit)})`
        const [from, to] = days.map((n) => n * 86_400_000) as [number, number]
        await expectAgreement(
          given,
          F.over({ orderBy: by.key((r) => r.at) }, { n: W.rolling(A.count(), { range: [from, to] }) }),
          { n: `count(*) ${w}` },
        )
      }),
    ))

  test('about whole partitions, without an order', () =>
    holds(
      fc.asyncProperty(rows, async (given) => {
        await expectAgreement(
          given,
          F.over(
            { by: (r) => r.g },
            { n: W.whole(A.count()), total: W.whole(A.sum((r) => r.v)), most: W.whole(A.max((r) => r.k)) },
          ),
          {
            n: 'count(*) OVER (PARTITION BY g)',
            total: 'coalesce(sum(v) OVER (PARTITION BY g), 0)',
            most: 'max(k) OVER (PARTITION BY g)',
          },
        )
      }),
    ))

  test('about short frames: so many rows, and so far back', () =>
    holds(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 4 }), async (given, n) => {
        await expectAgreement(
          given,
          F.over(
            { orderBy: (r) => r.id },
            { rows: W.rolling(A.count(), { rows: n }), range: W.rolling(A.count(), { range: n }) },
          ),
          {
            rows: `count(*) OVER (ORDER BY id ROWS ${n - 1} PRECEDING)`,
            range: `count(*) OVER (ORDER BY id RANGE ${n} PRECEDING)`,
          },
        )
      }),
    ))
})
