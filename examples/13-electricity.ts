/**
 * Since when have renewables given Iowa more electricity than nuclear power, and by how much?
 *
 * A table of PostgreSQL is filled from a CSV file of the package vega-datasets by `toPostgres`, and asked by `postgres`. The database is
 * one within Node, PGlite, so that nothing need be installed; it is started when the first connection is wanted. Of a server of your
 * own you would say where it is: `{ url: 'postgres://…' }`.
 *
 * floe run examples/13-electricity.ts#lead
 */
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'
import * as F from 'floe'
import { csv } from 'floe/io'
import { postgres, toPostgres } from 'floe/postgres'
import * as t from 'io-ts'
import pg from 'pg'

const file = fileURLToPath(new URL('../data/iowa-electricity.csv', import.meta.resolve('vega-datasets')))

/** In thousands of megawatt hours. */
const Made = t.readonly(t.type({ year: t.string, source: t.string, net_generation: t.number }))

/** Connections to the database, once it is there and the table is filled. */
const start = async (): Promise<pg.Pool> => {
  const db = await PGlite.create()
  await db.exec('create table made (year date, source text, net_generation int, primary key (year, source))')
  const server = new PGLiteSocketServer({ db, port: 0, host: '127.0.0.1' })
  await server.start()
  const pool = new pg.Pool({ connectionString: `postgres://postgres@${server.getServerConn()}/postgres`, max: 1 })
  await F.write(csv(file, Made), toPostgres('made', { pool, by: 'insert', mode: 'upsert', key: ['year', 'source'] }))
  return pool
}

let started: Promise<pg.Pool> | undefined

const pool = {
  connect: async (): Promise<unknown> => {
    started ??= start()
    return (await started).connect()
  },
}

const Year = t.readonly(t.type({ year: t.number, renewable: t.number, other: t.number }))

const years = postgres(
  `select extract(year from year)::int as year, sum(net_generation) filter (where source = 'Renewables') as renewable,
    sum(net_generation) filter (where source = $1) as other
  from made group by year order by year`,
  Year,
  { pool, parameters: ['Nuclear Energy'], ordered: true, patience: 60_000 },
)

export const lead = F.pipe(
  years,
  F.filter((year) => year.renewable > year.other),
  F.map(({ year, renewable, other }) => ({ year, lead: renewable - other })),
)
