/**
 * A second opinion: DuckDB, in memory, over tables made of rows. It shares nothing with Floe, so where both agree, the
 * meaning is the one that the world knows.
 *
 * What is absent or undefined goes in as NULL, and NULL comes out as null. Whole numbers come out as numbers, and as
 * bigints only where no number is exact; DECIMAL as the nearest number, TIMESTAMP as a Date, a list as an array, a struct
 * as an object. DuckDB adds up doubles as they come, so compare sums of numbers whose sums are exact.
 *
 * @example
 * const ask = askDuckDb()
 * test('…', async () => {
 *   const shops = tableOf({ city: 'VARCHAR', sum: 'DOUBLE' }, [{ city: 'a', sum: 1 }, { city: 'a', sum: 2 }])
 *   await ask('SELECT city, sum(sum) AS total FROM shops GROUP BY city', { shops }) // [ { city: 'a', total: 3 } ]
 * })
 */
import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  type DuckDBConnection,
  DuckDBInstance,
  DuckDBTimestampValue,
  type DuckDBValue,
  TIMESTAMP,
  VARCHAR,
} from '@duckdb/node-api'
import { afterAll, beforeAll } from 'vitest'

const types = { BOOLEAN, BIGINT, DOUBLE, VARCHAR, TIMESTAMP } as const

/** The types of columns that rows can be put in. Others are a cast away: `CAST(n AS DECIMAL(18, 2))`. */
export type ColumnType = keyof typeof types

export interface Table {
  readonly columns: { readonly [name: string]: ColumnType }
  readonly rows: readonly object[]
}

/** A row that came out: its columns by name. */
export type SqlRow = { readonly [column: string]: unknown }

/** Runs one statement over tables, which are there for this statement alone. Statements wait for each other. */
export type Ask = (sql: string, tables?: { readonly [name: string]: Table }) => Promise<readonly SqlRow[]>

/** A table of rows. Columns that a row does not have are NULL; fields that are no column are left out. */
export const tableOf = <C extends string>(
  columns: { readonly [K in C]: ColumnType },
  rows: readonly { readonly [K in C]?: unknown }[],
): Table => ({ columns, rows })

const name = (text: string): string => `"${text.replaceAll('"', '""')}"`

const sqlValue = (type: ColumnType, value: unknown): DuckDBValue => {
  if (value === null || value === undefined) return null
  if (type === 'BIGINT') return BigInt(value as number | bigint)
  if (type === 'TIMESTAMP') return new DuckDBTimestampValue(BigInt((value as Date).getTime()) * 1000n)
  return value as DuckDBValue
}

const rowValue = (value: unknown): unknown => {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value
  if (Array.isArray(value)) return value.map(rowValue)
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, rowValue(part)]))
}

const fill = async (connection: DuckDBConnection, table: string, { columns, rows }: Table): Promise<void> => {
  const names = Object.keys(columns)
  const declared = names.map((column) => `${name(column)} ${columns[column]}`)
  await connection.run(`CREATE OR REPLACE TABLE ${name(table)} (${declared.join(', ')})`)
  const appender = await connection.createAppender(table)
  for (const row of rows) {
    for (const column of names) {
      const type = columns[column] as ColumnType
      const value = sqlValue(type, (row as SqlRow)[column])
      if (value === null) appender.appendNull()
      else appender.appendValue(value, types[type])
    }
    appender.endRow()
  }
  appender.closeSync()
}

/** DuckDB for the tests of a file: opened before them, closed behind them. It never loads anything from outside. */
export const askDuckDb = (): Ask => {
  let instance: DuckDBInstance
  let connection: DuckDBConnection
  let last: Promise<unknown> = Promise.resolve()
  beforeAll(async () => {
    instance = await DuckDBInstance.create(':memory:', {
      threads: '1',
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    })
    connection = await instance.connect()
  })
  afterAll(() => {
    connection.closeSync()
    instance.closeSync()
  })
  return (sql, tables = {}) => {
    const answer = last.then(async () => {
      try {
        for (const [table, content] of Object.entries(tables)) await fill(connection, table, content)
        const reader = await connection.runAndReadAll(sql)
        return rowValue(reader.getRowObjectsJS()) as readonly SqlRow[]
      } finally {
        for (const table of Object.keys(tables)) await connection.run(`DROP TABLE IF EXISTS ${name(table)}`)
      }
    })
    last = answer.catch(() => {})
    return answer
  }
}
