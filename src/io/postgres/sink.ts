/**
 * Rows into a table of PostgreSQL.
 */
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import type { Resumption, Sink } from '../../plan/sink.ts'
import { checkConnection, checkCount, type PostgresConnection } from './connection.ts'
import { printTable } from './table.ts'
import { plainWriter, resumableWriter, type Writing } from './writer.ts'

/** How many rows are merged, or inserted, by one statement, unless it is said. */
const usualBatch = 10_000

/**
 * How `toPostgres` writes, besides where.
 *
 * @example
 * const options: ToPostgresOptions = { mode: 'upsert', key: ['origin'] }
 * options.mode // 'upsert'
 */
export interface ToPostgresOptions extends PostgresConnection {
  /**
   * What becomes of rows that are there: they stay (`'append'`, default); each gives way to the row that has its key (`'upsert'`);
   * all give way (`'replace'`).
   */
  readonly mode?: 'append' | 'upsert' | 'replace'
  /** The columns that tell rows apart, for `'upsert'`: those of the primary key, or of a unique index. */
  readonly key?: string | readonly string[]
  /** The schema of the table. Without, it is looked for as the server does: mostly in `public`. */
  readonly schema?: string
  /** The columns to write. Without: the fields of the first row. */
  readonly columns?: readonly string[]
  /** How rows travel: by `'copy'` (default), or by `'insert'`, for what speaks as PostgreSQL does and knows no COPY. */
  readonly by?: 'copy' | 'insert'
  /** How many rows one statement merges or inserts. Default: 10,000. */
  readonly batch?: number
}

const invalid = (message: string, hint: string): FloeError => new FloeError('InvalidArgument', { message, hint })

const isName = (value: unknown): value is string => typeof value === 'string' && value !== '' && !value.includes('\0')

const checkNames = (what: string, names: readonly unknown[]): void => {
  if (!names.every(isName)) throw invalid(`toPostgres: ${what} is ${printValue(names)}`, 'it takes names')
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) throw invalid(`toPostgres: ${what} has ${printValue(twice)} twice`, 'name each column once')
}

/** @throws FloeError InvalidArgument */
const writingOf = (table: string, options: ToPostgresOptions): Writing => {
  const { mode = 'append', key = [], schema, columns, by = 'copy', batch = usualBatch, ...at } = options
  const keys = typeof key === 'string' ? [key] : key
  if (!isName(table)) throw invalid('toPostgres was given no name of a table', "toPostgres('flights', { url })")
  if (schema !== undefined && !isName(schema))
    throw invalid(`toPostgres: schema is ${printValue(schema)}`, 'it takes a name')
  if (mode !== 'append' && mode !== 'upsert' && mode !== 'replace')
    throw invalid(`toPostgres: mode is ${printValue(mode)}`, "it takes 'append', 'upsert' or 'replace'")
  if (by !== 'copy' && by !== 'insert')
    throw invalid(`toPostgres: by is ${printValue(by)}`, "it takes 'copy' or 'insert'")
  if (!Array.isArray(keys))
    throw invalid(`toPostgres: key is ${printValue(key)}`, "it takes names: key: ['origin', 'day']")
  checkNames('key', keys)
  if (mode === 'upsert' && keys.length === 0)
    throw invalid('toPostgres was told to upsert, and not by which key', "key: 'id', or key: ['origin', 'day']")
  if (mode !== 'upsert' && keys.length > 0)
    throw invalid(`toPostgres: a key says nothing to mode '${mode}'`, "mode: 'upsert' goes by it")
  if (columns !== undefined) {
    checkNames('columns', columns)
    if (columns.length === 0)
      throw invalid('toPostgres was given no columns', 'leave them out, and the first row names them')
    const lost = keys.find((name) => !columns.includes(name))
    if (lost !== undefined)
      throw invalid(`toPostgres: the key ${printValue(lost)} is none of the columns`, 'name it there, too')
  }
  checkConnection('toPostgres', at)
  checkCount('toPostgres', 'batch', batch)
  return Object.freeze({
    table,
    schema,
    at: Object.freeze(at),
    mode,
    key: Object.freeze([...keys]),
    columns: columns === undefined ? undefined : Object.freeze([...columns]),
    by,
    batch,
  })
}

/**
 * A table of PostgreSQL, which is there, for rows that are plain objects. Needs the packages `pg` and `pg-copy-streams`.
 *
 * All rows are written in one transaction, by COPY: nothing of them is seen before all are there, and after an error or an abort
 * all is as it was. Rows that are replaced are read by others until then.
 *
 * - `'append'` puts rows behind those that are there. `'upsert'` puts each in the place of the one that has its key; of several rows
 *   with one key the last one counts. `'replace'` empties the table first; what hangs on it, such as grants and views, stays.
 * - Columns are named by `columns`, or by the fields of the first row. A row that lacks one gets NULL there; a row with any other is
 *   an error, because its value would be lost.
 * - Values are written by the type of their column: numbers in columns of times are milliseconds since 1970 in UTC, as is a Date;
 *   objects and arrays go to `json` and `jsonb`, arrays to arrays, bytes to `bytea`. null and undefined are NULL. What the column
 *   does not take is an error, with the row.
 * - Names of tables and columns are names, whatever is in them, in capitals or not.
 *
 * A run with a checkpoint commits on the way: what is committed is seen, and how much it is stands in a table `floe_commits`, in the same
 * schema, written in the same transaction. So a process that ended at any moment is gone on with, and no row is lost or there twice.
 * `'replace'` shows nothing before the end even then.
 *
 * Memory: one batch.
 *
 * @throws FloeError InvalidArgument, here; SinkFailed, when it is written to
 * @example
 * const delays = F.pipe(
 *   F.rows([{ origin: 'SEA', delay: 4 }, { origin: 'SEA', delay: 62 }]),
 *   F.groupBy((r) => r.origin, { flights: A.count(), mean: A.mean((r) => r.delay) }),
 *   F.map(({ key, ...r }) => ({ origin: key, ...r })),
 * )
 * await F.write(delays, toPostgres('delays', { url: database, by: 'insert', mode: 'upsert', key: 'origin' }))
 *
 * const Delay = t.type({ origin: t.string, flights: t.number, mean: t.number })
 * const sea = postgres("select * from delays where origin = 'SEA'", Delay, { url: database })
 * await F.toList(sea) // List [ { origin: 'SEA', flights: 2, mean: 33 } ]
 */
export const toPostgres = (table: string, options: ToPostgresOptions = {}): Sink<object> => {
  const writing = writingOf(table, options)
  return Object.freeze({
    format: 'postgres',
    name: printTable(writing),
    details: JSON.stringify([writing.mode, writing.key, writing.columns]),
    open: () => plainWriter(writing),
    resume: (resumption: Resumption) => resumableWriter(writing, resumption),
  }) satisfies Sink<unknown>
}
