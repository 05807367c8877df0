/**
 * Ways in which rows get into a table within one transaction: put behind those that are there, or merged with them by a key.
 */
import { copyRows, type Loader } from './copy-rows.ts'
import { insertRows } from './insert-rows.ts'
import { quoted, quotedList } from './quoted.ts'
import type { Session } from './session.ts'
import type { Table, TableColumn } from './table.ts'
import { typeOf } from './types.ts'

export interface Loading {
  readonly session: Session
  readonly columns: readonly TableColumn[]
  readonly by: 'copy' | 'insert'
  /** Rows in one statement, where there are several. */
  readonly batch: number
}

/** Puts rows behind those that are there. */
export const appended = async (
  { session, columns, by, batch }: Loading,
  table: string,
  before: number,
): Promise<Loader> =>
  by === 'insert'
    ? insertRows(session, table, columns, batch)
    : copyRows(session, `${table} (${quotedList(columns.map(({ name }) => name))})`, before)

const freeName = (name: string, taken: readonly string[]): string =>
  taken.includes(name) ? freeName(`${name}_`, taken) : name

const stage = 'pg_temp."floe_stage"'

/**
 * Merges rows into a table by a key: first put aside, then inserted, or put in the place of the row that has the key. Of several
 * rows with one key the last one counts.
 */
export const merged = async (
  loading: Loading,
  table: Table,
  key: readonly string[],
  before: number,
): Promise<Loader> => {
  const { session, columns, batch } = loading
  const names = columns.map(({ name }) => name)
  const order = freeName('floe_row', names)
  const withOrder = [...columns, { name: order, type: typeOf(20), typeName: 'bigint' }]
  const others = names.filter((name) => !key.includes(name))
  const run = (text: string): Promise<unknown> => session.work((client) => client.query(text))
  await run(
    `drop table if exists ${stage}; create temp table "floe_stage" on commit drop as select ${quotedList(names)}, 0::bigint as ${quoted(order)} from ${table.quoted} with no data`,
  )
  const merge = `insert into ${table.quoted} (${quotedList(names)})
    select distinct on (${quotedList(key)}) ${quotedList(names)} from ${stage} order by ${quotedList(key)}, ${quoted(order)} desc
    on conflict (${quotedList(key)}) do ${
      others.length === 0
        ? 'nothing'
        : `update set ${others.map((name) => `${quoted(name)} = excluded.${quoted(name)}`).join(', ')}`
    }`
  let written = before
  let staged = 0
  let loader: Loader | undefined
  const flush = async (): Promise<void> => {
    if (loader === undefined) return
    await loader.end()
    loader = undefined
    staged = 0
    await run(merge)
    await run(`truncate ${stage}`)
  }
  return {
    add: async (rows) => {
      for (let at = 0; at < rows.length; ) {
        loader ??= await appended({ ...loading, columns: withOrder }, stage, written)
        const some = rows.slice(at, at + batch - staged)
        await loader.add(some.map((texts, i) => [...texts, String(staged + i)]))
        at += some.length
        written += some.length
        staged += some.length
        if (staged >= batch) await flush()
      }
    },
    end: flush,
    abort: async () => loader?.abort(),
  }
}
