/**
 * Proves that sets, sorting, and fields that become rows mean what the world means by them: DuckDB gives the same, over
 * rows that are equal but not identical, with nulls, NaN and zeros of both signs, and over no rows. What is translated
 * stands in test/oracle/sql-rows.ts, and of these:
 * - To SQL, -0 and 0 are peers; here -0 comes before 0. SQL is told so.
 * - SQL leaves open how ties are sorted: in a sequence they stay as they were, which is by `id`.
 */
import fc from 'fast-check'
import * as F from 'floe'
import { describe, expect, test } from 'vitest'
import { askDuckDb } from '../../oracle/duckdb.ts'
import { expectSameRows, expectSameSequence, type Row, someRows, sqlTable } from '../../oracle/sql-rows.ts'
import { runs } from '../../runs.ts'
import { asBag } from '../../semantics/page-names.ts'

const ask = askDuckDb()

const holds = <Ts extends [unknown, ...unknown[]]>(property: fc.IAsyncPropertyWithHooks<Ts>) =>
  fc.assert(property, { numRuns: runs(50) })

/** Fields of which many rows have the same. */
type Some = Pick<Row, 'g' | 'k'>
const some = F.select<Row, 'g' | 'k'>('g', 'k')

describe('sets agree with DuckDB', () => {
  const both = fc.tuple(someRows, someRows)
  const sets: { readonly [sql: string]: (other: F.Bag<Some>) => (rows: F.Bag<Some>) => F.Bag<Some> } = {
    'UNION ALL': F.concat,
    UNION: F.union,
    INTERSECT: F.intersect,
    EXCEPT: F.except,
  }

  test('about two of them', () =>
    holds(
      fc.asyncProperty(both, async ([left, right]) => {
        const sql = Object.keys(sets).map(
          (set) => `SELECT '${set}' AS set, * FROM (SELECT g, k FROM l ${set} SELECT g, k FROM r)`,
        )
        const all = await ask(sql.join(' UNION ALL '), { l: sqlTable(left), r: sqlTable(right) })
        for (const [set, stage] of Object.entries(sets)) {
          const expected = all.filter((row) => row.set === set).map(({ g, k }) => ({ g, k }))
          const other = some(F.rows(right))
          await expectSameRows(stage(other)(some(F.rows(left))), expected)
          await expectSameRows(stage(asBag(other))(asBag(some(F.rows(left)))), expected)
        }
      }),
    ))

  test('about rows once each: distinct', () =>
    holds(
      fc.asyncProperty(someRows, async (rows) => {
        const expected = await ask('SELECT DISTINCT g, k FROM t', { t: sqlTable(rows) })
        await expectSameRows(F.pipe(F.rows(rows), some, F.distinct()), expected)
        await expectSameRows(F.pipe(asBag(F.rows(rows)), some, F.distinct()), expected)
      }),
    ))

  test('about the first row of each key: distinctBy', () =>
    holds(
      fc.asyncProperty(someRows, async (rows) => {
        await expectSameSequence(
          F.pipe(
            F.rows(rows),
            F.distinctBy((row) => [row.g, row.k]),
          ),
          await ask('FROM (SELECT DISTINCT ON (g, k) * FROM t ORDER BY id) ORDER BY id', { t: sqlTable(rows) }),
        )
      }),
    ))
})

type Direction = readonly [key: (f: (row: Row) => unknown) => F.Key<Row>, sql: string, descends: boolean]
const directions: fc.Arbitrary<Direction> = fc
  .tuple(fc.boolean(), fc.constantFrom('first' as const, 'last' as const))
  .map(([descends, nulls]) => [
    (f) => (descends ? F.descending : F.ascending)(f, { nulls }),
    `${descends ? 'DESC' : 'ASC'} NULLS ${nulls.toUpperCase()}`,
    descends,
  ])

/** What to sort by: a function, and the same in SQL, in a direction. */
const sortKeys: fc.Arbitrary<{ readonly key: F.Key<Row>; readonly sql: string }> = fc
  .tuple(
    fc.constantFrom<readonly [(row: Row) => unknown, string]>(
      [(row) => row.g, 'g'],
      [(row) => row.h, 'h'],
      [(row) => row.k, 'k'],
      [(row) => row.ok, 'ok'],
      [(row) => row.at, '"at"'],
      [(row) => row.v, 'v'],
    ),
    directions,
  )
  .map(([[f, column], [key, order, descends]]) => ({
    key: key(f),
    sql: `${column} ${order}${column === 'k' ? `, k = 0 AND signbit(k) ${descends ? 'ASC' : 'DESC'}` : ''}`,
  }))

describe('sorting agrees with DuckDB', () => {
  const someKeys = fc.array(sortKeys, { minLength: 1, maxLength: 3 })

  test('about sequences, whose ties stay as they are', () =>
    holds(
      fc.asyncProperty(someRows, someKeys, async (rows, keys) => {
        const sorted = F.sortBy(...(keys.map(({ key }) => key) as [F.Key<Row>]))
        const order = [...keys.map(({ sql }) => sql), 'id'].join(', ')
        await expectSameSequence(sorted(F.rows(rows)), await ask(`FROM t ORDER BY ${order}`, { t: sqlTable(rows) }))
      }),
    ))

  test('about bags, where `id` leaves no ties', () =>
    holds(
      fc.asyncProperty(someRows, someKeys, async (rows, keys) => {
        const sorted = F.sortBy(
          ...(keys.map(({ key }) => key) as [F.Key<Row>]),
          F.descending((row) => row.id),
        )
        const order = [...keys.map(({ sql }) => sql), 'id DESC'].join(', ')
        await expectSameSequence(
          sorted(asBag(F.rows(rows))),
          await ask(`FROM t ORDER BY ${order}`, { t: sqlTable(rows) }),
        )
      }),
    ))

  test('about the first of them: topBy, take and drop', () =>
    holds(
      fc.asyncProperty(someRows, fc.nat(4), fc.nat(4), async (rows, n, m) => {
        const t = sqlTable(rows)
        const order = 'k DESC NULLS LAST, k = 0 AND signbit(k) ASC, id'
        await expectSameSequence(
          F.pipe(
            F.rows(rows),
            F.topBy(n, (row) => row.k),
          ),
          await ask(`FROM t ORDER BY ${order} LIMIT ${n}`, { t }),
        )
        await expectSameSequence(
          F.pipe(F.rows(rows), F.sortBy(F.descending((row) => row.k)), F.drop(m), F.take(n)),
          await ask(`FROM t ORDER BY ${order} LIMIT ${n} OFFSET ${m}`, { t }),
        )
      }),
    ))

  test('would notice zeros that stand the wrong way round', async () => {
    const row = { g: null, h: null, ok: null, at: null, v: null, w: null }
    const t = sqlTable([
      { id: 0, k: 0, ...row },
      { id: 1, k: -0, ...row },
    ])
    const ids = [{ id: 1 }, { id: 0 }]
    expect(await ask('SELECT id FROM t ORDER BY k ASC NULLS LAST, k = 0 AND signbit(k) DESC, id', { t })).toEqual(ids)
  })
})

describe('fields agree with DuckDB', () => {
  test('about columns that become rows: unpivot, nulls included', () =>
    holds(
      fc.asyncProperty(someRows, async (rows) => {
        const long = F.pipe(
          F.rows(rows),
          F.select('id', 'v', 'k', 'w'),
          F.unpivot(['k', 'w', 'v'], { name: 'name', value: 'value' }),
        )
        const sql = `FROM (SELECT id, v, k, w FROM t) UNPIVOT INCLUDE NULLS (value FOR name IN (k, w, v))
          ORDER BY id, list_position(['k', 'w', 'v'], name)`
        await expectSameSequence(long, await ask(sql, { t: sqlTable(rows) }))
      }),
    ))

  test('about what is chosen, renamed, derived and kept', () =>
    holds(
      fc.asyncProperty(someRows, async (rows) => {
        const made = F.pipe(
          F.rows(rows),
          F.filter((row) => row.v !== null && row.v > 0),
          F.derive({ twice: (row) => (row.v ?? 0) * 2 }, { more: (row) => row.twice + 1 }),
          F.omit('at', 'ok', 'k', 'w'),
          F.rename({ g: 'group' }),
        )
        const sql = 'SELECT id, g AS "group", h, v, v * 2 AS twice, twice + 1 AS more FROM t WHERE v > 0 ORDER BY id'
        await expectSameSequence(made, await ask(sql, { t: sqlTable(rows) }))
      }),
    ))
})
