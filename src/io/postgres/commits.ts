/**
 * What a database remembers of runs that go on after they were ended: how many rows of each are in a table. It is written in the
 * transaction that writes the rows, so it is true whenever there is something to be read.
 */
import type { Client } from 'pg'
import { FloeError } from '../../error/floe-error.ts'
import { quoted } from './quoted.ts'
import type { Table } from './table.ts'

/** A run and what it writes to. */
export interface Entry {
  readonly id: string
  readonly table: Table
}

export interface Committed {
  readonly rows: number
  /** All rows are written: nothing is left to do. */
  readonly isClosed: boolean
}

/** How long it is remembered that a run was done, for those that were ended before they heard of it. */
const remembered = '30 days'

const commitsOf = ({ schema }: Table): string => `${quoted(schema)}.floe_commits`

const lock = (client: Client, name: string): Promise<unknown> =>
  client.query('select pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended($1, 0))', [name])

/**
 * Waits for the end of a transaction of the same run, whose process may be gone while the server still works for it. For the rest
 * of this transaction there will be no other.
 */
export const alone = ({ id, table }: Entry): ((client: Client) => Promise<unknown>) => {
  const name = `floe ${id} ${table.quoted}`
  return (client) => lock(client, name)
}

/** Makes the table of entries, if there is none, and forgets old ones. */
export const prepareCommits = async (client: Client, table: Table): Promise<void> => {
  const commits = commitsOf(table)
  const { rows } = await client.query<{ there: boolean }>('select pg_catalog.to_regclass($1) is not null as there', [
    commits,
  ])
  if (rows[0]?.there !== true) {
    await lock(client, 'floe_commits')
    await client.query(
      `create table if not exists ${commits} (run text, target text, rows int8 not null, closed timestamptz, primary key (run, target))`,
    )
  }
  await client.query(`delete from ${commits} where closed < now() - $1::interval`, [remembered])
}

/** What is remembered; nothing of a run that has committed nothing. */
export const readCommitted = async (client: Client, { id, table }: Entry): Promise<Committed> => {
  const { rows } = await client.query<{ rows: string; closed: boolean }>(
    `select rows::text as rows, closed is not null as closed from ${commitsOf(table)} where run = $1 and target = $2`,
    [id, table.quoted],
  )
  const [found] = rows
  return { rows: Number(found?.rows ?? 0), isClosed: found?.closed === true }
}

/**
 * In the transaction that writes the rows.
 *
 * @throws FloeError SinkFailed, if another process has written for the run since
 */
export const writeCommitted = async (
  client: Client,
  { id, table }: Entry,
  before: number,
  now: Committed,
): Promise<void> => {
  const found = await readCommitted(client, { id, table })
  if (found.rows !== before || found.isClosed)
    throw new FloeError('SinkFailed', {
      message: `${found.rows} rows of the run are in the table, and ${before} were when this process came: another one writes them, too`,
      hint: 'one process at a time may go on with a run',
    })
  await client.query(
    `insert into ${commitsOf(table)} (run, target, rows, closed) values ($1, $2, $3, case when $4 then now() end)
     on conflict (run, target) do update set rows = excluded.rows, closed = excluded.closed`,
    [id, table.quoted, now.rows, now.isClosed],
  )
}
