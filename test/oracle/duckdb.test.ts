/**
 * Proves of the second opinion that rows go in and come out as they are, that it keeps statements apart, and that it
 * does say no: an oracle that takes everything is none.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs } from '../runs.ts'
import { askDuckDb, tableOf } from './duckdb.ts'

const ask = askDuckDb()
const columns = { ok: 'BOOLEAN', n: 'BIGINT', x: 'DOUBLE', 'a "name"': 'VARCHAR', at: 'TIMESTAMP' } as const

const row = fc.record(
  {
    ok: fc.option(fc.boolean()),
    n: fc.option(fc.maxSafeInteger()),
    x: fc.option(fc.double()),
    'a "name"': fc.option(fc.string({ unit: 'grapheme' })),
    at: fc.option(fc.date({ noInvalidDate: true, min: new Date(-1e14), max: new Date(1e14) })),
  },
  { noNullPrototype: true },
)

describe('DuckDB', () => {
  test('gives the rows back that it is given, in their order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 5 }), async (rows) => {
        expect(await ask('SELECT * FROM t', { t: tableOf(columns, rows) })).toEqual(rows)
      }),
      { numRuns: runs(50) },
    )
  })

  test('takes what is absent or undefined for NULL', async () => {
    const t = tableOf({ a: 'DOUBLE', b: 'DOUBLE' }, [{ a: undefined }])
    expect(await ask('SELECT a, b FROM t', { t })).toEqual([{ a: null, b: null }])
  })

  test('counts in numbers, and in bigints beyond', async () => {
    const t = tableOf({ n: 'BIGINT' }, [{ n: 2 ** 53 - 1 }, { n: 2n ** 53n }])
    expect(await ask('SELECT count(*) AS rows, sum(n) AS total, max(n) AS most FROM t', { t })).toEqual([
      { rows: 2, total: 2n ** 54n - 1n, most: 2n ** 53n },
    ])
  })

  test('gives lists, structs and decimals as plain values', async () => {
    expect(await ask("SELECT [1, NULL] AS l, {'a': 1, 'b': [2]} AS s, 1.25 AS d")).toEqual([
      { l: [1, null], s: { a: 1, b: [2] }, d: 1.25 },
    ])
  })

  test('keeps the tables of statements apart that are asked at once', async () => {
    const sizes = await Promise.all(
      [3, 0, 2].map((size) =>
        ask('SELECT count(*) AS n FROM t', { t: tableOf({ a: 'DOUBLE' }, Array(size).fill({ a: 1 })) }),
      ),
    )
    expect(sizes).toEqual([[{ n: 3 }], [{ n: 0 }], [{ n: 2 }]])
  })

  test('says what is wrong, and goes on without the tables', async () => {
    const t = tableOf({ a: 'DOUBLE' }, [{ a: 1 }])
    await expect(ask('SELECT nope FROM t', { t })).rejects.toThrow('nope')
    await expect(ask('SELECT a FROM t')).rejects.toThrow('t does not exist')
    expect(await ask('SELECT 1 AS one')).toEqual([{ one: 1 }])
  })
})
