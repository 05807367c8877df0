/**
 * DuckDB as a contestant, with one thread and with one a core: https://duckdb.org/docs/stable/clients/node_neo/overview
 */
import { versionOf } from './versions.mjs'

const contestant = (name, sql, config) => ({
  name,
  version: versionOf('@duckdb/node-api'),
  prepare: async (input) => {
    const { DuckDBInstance } = await import('@duckdb/node-api')
    const instance = await DuckDBInstance.create(':memory:', config)
    return { input, connection: await instance.connect() }
  },
  run: async ({ input, connection }) => (await connection.runAndReadAll(sql(input))).getRowObjectsJS(),
})

/** @param sql the query over the input; its whole numbers come as bigints or numbers, which answers write alike */
export const duckdb = (sql) => [
  contestant('DuckDB (1 thread)', sql, { threads: '1' }),
  contestant('DuckDB (all threads)', sql, {}),
]

/** A text as SQL writes it. */
export const quoted = (text) => `'${text.replaceAll("'", "''")}'`
