/**
 * Proves that joins mean what the world means by them: DuckDB pairs the same rows, over keys that are null, NaN, zeros of
 * both signs and of several parts, with ties and duplicates, and over no rows. What is translated stands in
 * test/oracle/sql-rows.ts, and of joins in time:
 * - NaN is the greatest time to SQL, and none to Floe: it becomes NULL.
 * - SQL leaves open which of several rows of one time is found; here it is the last going backward, the first going
 *   forward. SQL is given a right side that has only these.
 * - SQL knows neither a tolerance nor the nearest: both are said with what it knows.
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

type Side = { readonly id: number } | undefined
const ids = ([left, right]: readonly [Side, Side]) => ({ l: left?.id, r: right?.id })

interface Keys {
  readonly of: (row: Row) => unknown
  readonly sql: string
  readonly toString: () => string
}
const keys = ([of, sql]: readonly [Keys['of'], string]): Keys => ({ of, sql, toString: () => sql })
const someKeys: fc.Arbitrary<Keys> = fc.constantFrom(
  ...(
    [
      [(row) => row.g, 'l.g = r.g'],
      [(row) => row.k, 'l.k = r.k'],
      [(row) => row.at, 'l.at = r.at'],
      [(row) => row.ok, 'l.ok = r.ok'],
      [(row) => [row.g, row.k], 'l.g = r.g AND l.k = r.k'],
      [(row) => ({ ok: row.ok, h: row.h }), 'l.ok = r.ok AND l.h = r.h'],
    ] satisfies readonly (readonly [Keys['of'], string])[]
  ).map(keys),
)

const hows = ['inner', 'left', 'right', 'full', 'semi', 'anti'] as const

/** One statement for all kinds of join, as asking takes longer than answering. */
const sqlJoins = (on: string) =>
  hows
    .map(
      (how) => `SELECT '${how}' AS how, l.id AS l, ${how === 'semi' || how === 'anti' ? 'NULL' : 'r.id'} AS r
      FROM l ${how} JOIN r ON ${on}`,
    )
    .join(' UNION ALL ')

test('join agrees with DuckDB, of every kind', () =>
  holds(
    fc.asyncProperty(someRows, someRows, someKeys, async (left, right, { of, sql }) => {
      const expected = await ask(sqlJoins(sql), { l: sqlTable(left), r: sqlTable(right) })
      for (const how of hows) {
        const on = { left: of, right: of }
        const joined =
          how === 'semi' || how === 'anti'
            ? F.pipe(
                F.rows(left),
                F.join(F.rows(right), { ...on, how }),
                F.map((row) => ({ how, l: row.id, r: null })),
              )
            : F.pipe(
                F.rows(left),
                F.join(F.rows(right), { ...on, how }),
                F.map((pair) => ({ how, ...ids(pair) })),
              )
        await expectSameRows(
          joined,
          expected.filter((row) => row.how === how),
        )
      }
    }),
  ))

test('cross agrees with DuckDB', () =>
  holds(
    fc.asyncProperty(someRows, someRows, async (left, right) => {
      await expectSameRows(
        F.pipe(F.rows(left), F.cross(F.rows(right)), F.map(ids)),
        await ask('SELECT l.id AS l, r.id AS r FROM l CROSS JOIN r', { l: sqlTable(left), r: sqlTable(right) }),
      )
    }),
  ))

interface Time {
  readonly of: (row: Row) => number | Date | null
  readonly column: 'k' | 'v' | 'at'
  /** What lies between two times, as SQL says it: as a number, in milliseconds of dates. */
  readonly distance: (from: string, to: string) => string
  readonly toString: () => string
}
const numbers = (from: string, to: string) => `(${to} - ${from})`
const someTimes: fc.Arbitrary<Time> = fc.constantFrom<Time>(
  { of: (row) => row.k, column: 'k', distance: numbers, toString: () => 'k' },
  { of: (row) => row.v, column: 'v', distance: numbers, toString: () => 'v' },
  {
    of: (row) => row.at,
    column: 'at',
    distance: (from, to) => `(epoch_ms(${to}) - epoch_ms(${from}))`,
    toString: () => 'at',
  },
)

/** The rows of a side with a time `t`, of which NaN is none. */
const timed = (table: string, { column }: Time) =>
  `(SELECT *, ${column === 'at' ? '"at"' : `nullif(${column}, 'nan')`} AS t FROM ${table})`

/** Of several rows of the right with one key and one time the last, or the first. */
const oneOfEach = (time: Time, direction: 'backward' | 'forward', byKeys: boolean) =>
  `(FROM ${timed('r', time)} QUALIFY row_number() OVER (
      PARTITION BY ${byKeys ? 'g, t' : 't'} ORDER BY id ${direction === 'backward' ? 'DESC' : 'ASC'}) = 1)`

/** The partner of each row of the left in one direction, and how far away it is. */
const sqlAsof = (time: Time, direction: 'backward' | 'forward', byKeys: boolean) => {
  const distance = direction === 'backward' ? time.distance('r.t', 'l.t') : time.distance('l.t', 'r.t')
  return `SELECT l.id AS l, r.id AS r, CASE WHEN l.t = r.t THEN 0 ELSE ${distance} END AS far
    FROM ${timed('l', time)} l ASOF LEFT JOIN ${oneOfEach(time, direction, byKeys)} r
    ON ${byKeys ? 'l.g = r.g AND ' : ''}l.t ${direction === 'backward' ? '>=' : '<='} r.t`
}

const sqlNearest = (time: Time, byKeys: boolean) =>
  `SELECT l, CASE WHEN b.r IS NULL OR f.far < b.far THEN f.r ELSE b.r END AS r,
      CASE WHEN b.r IS NULL OR f.far < b.far THEN f.far ELSE b.far END AS far
    FROM (${sqlAsof(time, 'backward', byKeys)}) b JOIN (${sqlAsof(time, 'forward', byKeys)}) f USING (l)`

const sqlOf = (time: Time, direction: F.AsofDirection, how: F.AsofHow, byKeys: boolean, tolerance?: number) => {
  const pairs = direction === 'nearest' ? sqlNearest(time, byKeys) : sqlAsof(time, direction, byKeys)
  const near = tolerance === undefined ? 'r' : `CASE WHEN far <= ${tolerance} THEN r END`
  return `SELECT * FROM (SELECT l, ${near} AS r FROM (${pairs})) ${how === 'inner' ? 'WHERE r IS NOT NULL' : ''} ORDER BY l`
}

describe('asofJoin agrees with DuckDB', () => {
  const tolerances = fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined })

  test.each(['backward', 'forward', 'nearest'] as const)('%s', (direction) =>
    holds(
      fc.asyncProperty(
        someRows,
        someRows,
        someTimes,
        fc.constantFrom('left' as const, 'inner' as const),
        fc.boolean(),
        tolerances,
        async (left, right, time, how, byKeys, steps) => {
          const tolerance = steps === undefined ? undefined : time.column === 'at' ? steps * 86_400_000 : steps / 2
          const on = {
            left: time.of,
            right: time.of,
            direction,
            how,
            ...(byKeys ? { by: { left: (row: Row) => row.g, right: (row: Row) => row.g } } : {}),
            ...(tolerance === undefined ? {} : { tolerance }),
          }
          const joined = F.asofJoin(F.rows(right), on)
          const expected = await ask(sqlOf(time, direction, how, byKeys, tolerance), {
            l: sqlTable(left),
            r: sqlTable(right),
          })
          await expectSameSequence(F.pipe(F.rows(left), joined, F.map(ids)), expected)
          await expectSameRows(F.pipe(asBag(F.rows(left)), joined, F.map(ids)), expected)
        },
      ),
    ),
  )

  test('would notice a row of the same time that is not the last', async () => {
    const row = { g: 'a', h: null, k: 1, ok: null, at: null, v: null, w: null }
    const both = sqlTable([
      { id: 0, ...row },
      { id: 1, ...row },
    ])
    const time: Time = { of: (r) => r.k, column: 'k', distance: numbers }
    expect(await ask(sqlOf(time, 'backward', 'left', true), { l: both, r: both })).toEqual([
      { l: 0, r: 1 },
      { l: 1, r: 1 },
    ])
    expect(await ask(sqlOf(time, 'forward', 'left', false), { l: both, r: both })).toEqual([
      { l: 0, r: 0 },
      { l: 1, r: 0 },
    ])
  })
})
