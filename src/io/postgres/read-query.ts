/**
 * The rows of one query, as text, by a cursor of the server's: so many at a time, the next ones fetched while these are worked on.
 */
import type { Client, CustomTypesConfig } from 'pg'
import { FloeError } from '../../error/floe-error.ts'
import { loadCursor } from './load-pg.ts'
import type { ResultColumn, TextRow } from './row-maker.ts'
import type { Session } from './session.ts'

/** A query, and its parameters as texts: they are bound, never put into the text of the query. */
export interface Query {
  readonly text: string
  readonly values: readonly (string | null)[]
}

/** Some rows, and the columns of all. */
export interface TextRows {
  readonly columns: readonly ResultColumn[]
  readonly rows: readonly TextRow[]
}

/** Values stay the texts that they come as. */
const asText: CustomTypesConfig = { getTypeParser: () => (text: string) => text }

/**
 * Text that says the same whatever the server, the database or the user is set to: times in UTC, and all digits.
 */
const plainText = [
  "set local timezone = 'UTC'",
  "set local datestyle = 'ISO, YMD'",
  "set local intervalstyle = 'iso_8601'",
  "set local bytea_output = 'hex'",
  'set local extra_float_digits = 3',
]

/** Begins a transaction that only reads, and sees all the time what it sees first, or what another one sees. */
export const beginReading = async (session: Session, timeout: number | undefined, snapshot?: string): Promise<void> => {
  const statements = [
    'begin isolation level repeatable read, read only',
    ...(snapshot === undefined ? [] : [`set transaction snapshot '${snapshot.replaceAll("'", "''")}'`]),
    ...plainText,
    ...(timeout === undefined ? [] : [`set local statement_timeout = ${timeout}`]),
  ]
  await session.work((client) => client.query(statements.join('; ')))
}

/** Within a transaction. The first ones come even where there are no rows, for the sake of the columns. */
export async function* readQuery(
  session: Session,
  { text, values }: Query,
  batch: number,
): AsyncGenerator<TextRows, void, undefined> {
  const Cursor = await loadCursor()
  const cursor = new Cursor<TextRow>(text, [...values], { rowMode: 'array', types: asText })
  cursor.on('error', () => undefined)
  let isSent = false
  let hasFailed = false
  const fetch = (client: Client): Promise<TextRows> =>
    new Promise((resolve, reject) => {
      if (!isSent) client.query(cursor)
      isSent = true
      cursor.read(batch, (thrown, rows, result) => {
        hasFailed = Boolean(thrown)
        if (hasFailed) reject(thrown)
        else resolve({ columns: result.fields.map(({ name, dataTypeID }) => ({ name, oid: dataTypeID })), rows })
      })
    })
  const inAdvance = (): Promise<TextRows> => {
    const fetched = session.work(fetch)
    // Whoever leaves does not hear of it.
    fetched.catch(() => undefined)
    return fetched
  }
  try {
    let next = inAdvance()
    for (;;) {
      const fetched = await next
      if (fetched.columns.length === 0)
        throw new FloeError('QueryFailed', {
          message: 'the query gives no rows, as it has no columns',
          hint: 'select … gives rows',
        })
      const isLast = fetched.rows.length < batch
      if (!isLast) next = inAdvance()
      yield fetched
      if (isLast) return
    }
  } finally {
    // One that failed is closed, and would wait for ever to hear of it.
    await session.finish(async () => {
      if (isSent && !hasFailed) await cursor.close()
    })
  }
}
