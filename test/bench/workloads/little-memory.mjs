/**
 * Groups and joins whose state does not fit into the memory there is: 30 million rows in 256 MB, beside DuckDB at the same limit
 * on one thread. A part of the data has as large a part of the memory, but for what DuckDB needs at least.
 */
import * as t from 'io-ts'
import { fileOf } from '../data.mjs'
import { quoted } from '../duckdb.mjs'
import { A, F, io, rowsOf } from '../floe.mjs'
import { versionOf } from '../versions.mjs'

const Pair = t.type({ key: t.number, value: t.number })
const Thing = t.type({ id: t.number, name: t.string, kind: t.number })

const memoryOf = (scale) => `${Math.max(100, Math.round(256 * scale))}MB`

const filesAt = (scale) => ({
  memory: memoryOf(scale),
  pairs: fileOf('pairs.csv', scale).path,
  things: fileOf('things.csv', scale).path,
})

/** DuckDB puts aside what does not fit into its limit: https://duckdb.org/docs/stable/guides/performance/how_to_tune_workloads */
const duckdb = (sql) => ({
  name: 'DuckDB (1 thread)',
  version: versionOf('@duckdb/node-api'),
  prepare: async (files) => {
    const { DuckDBInstance } = await import('@duckdb/node-api')
    const instance = await DuckDBInstance.create(':memory:', { threads: '1', memory_limit: files.memory })
    return { files, connection: await instance.connect() }
  },
  run: async ({ files, connection }) => (await connection.runAndReadAll(sql(files))).getRowObjectsJS(),
})

const floe = (planOf) => ({ name: 'Floe', run: (files) => rowsOf(planOf(files), { memory: files.memory }) })

const read = (path) => `read_csv(${quoted(path)}, header = true)`
const normal = (rows) => rows.map((row) => Object.entries(row).map(([name, value]) => [name, Number(value)]))

const most = 2
const aims = [{ text: `at most ${most} × DuckDB`, of: (ms) => ms.Floe / ms['DuckDB (1 thread)'], atMost: most }]

export default [
  {
    id: 'group-in-256MB',
    title: 'Many groups in little memory',
    text: '30 million rows of CSV, grouped by a key of 10 million values, in 256 MB: a count and a sum of each, of which the counts, the sums and the greatest sum are told.',
    data: filesAt,
    normal,
    ratioTo: 'DuckDB (1 thread)',
    contestants: [
      floe(({ pairs }) =>
        F.pipe(
          io.csv(pairs, Pair),
          F.groupBy((pair) => pair.key, { rows: A.count(), total: A.sum((pair) => pair.value) }),
          F.aggregate({
            groups: A.count(),
            rows: A.sum((group) => group.rows),
            total: A.sum((group) => group.total),
            most: A.max((group) => group.total),
          }),
        ),
      ),
      duckdb(
        ({ pairs }) =>
          `SELECT count(*) AS groups, sum(n) AS rows, sum(total) AS total, max(total) AS most FROM (SELECT key, count(*) AS n, sum(value) AS total FROM ${read(pairs)} GROUP BY key)`,
      ),
    ],
    aims,
  },
  {
    id: 'join-in-256MB',
    title: 'A large join in little memory',
    text: '30 million rows of CSV joined with 3 million of another file in 256 MB, and grouped by what comes of that: 50 groups. Two of three rows of the left have no partner.',
    data: filesAt,
    normal,
    ratioTo: 'DuckDB (1 thread)',
    contestants: [
      floe(({ pairs, things }) =>
        F.pipe(
          io.csv(pairs, Pair),
          F.join(io.csv(things, Thing), { left: (pair) => pair.key, right: (thing) => thing.id }),
          F.groupBy(([, thing]) => thing.kind, { rows: A.count(), total: A.sum(([pair]) => pair.value) }),
          F.sortBy((group) => group.key),
        ),
      ),
      duckdb(
        ({ pairs, things }) =>
          `SELECT kind AS key, count(*) AS rows, sum(value) AS total FROM ${read(pairs)} AS pairs JOIN ${read(things)} AS things ON pairs.key = things.id GROUP BY kind ORDER BY kind`,
      ),
    ],
    aims,
  },
]
