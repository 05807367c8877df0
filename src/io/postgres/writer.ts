/**
 * Writers of a table: all in one transaction, or, for a run that may go on later, in several, of which each also says how far it
 * has come.
 */
import { createHash } from 'node:crypto'
import type { Client } from 'pg'
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import type { ResumableWriter, Resumption, Writer } from '../../plan/sink.ts'
import { alone, type Committed, type Entry, prepareCommits, readCommitted, writeCommitted } from './commits.ts'
import { type PostgresConnection, usualPatience } from './connection.ts'
import { AtRow, type Loader } from './copy-rows.ts'
import { writingError } from './postgres-errors.ts'
import { quoted, quotedList } from './quoted.ts'
import { openSession, type Session } from './session.ts'
import { columnsNamed, inspectTable, printTable, type Table, type TableColumn, type TableName } from './table.ts'
import { fieldsOfFirst, type TextsOf, textsOfRows } from './texts-of-rows.ts'
import { appended, type Loading, merged } from './units.ts'

/** How a table is written, all told. */
export interface Writing extends TableName {
  readonly at: PostgresConnection
  readonly mode: 'append' | 'upsert' | 'replace'
  readonly key: readonly string[]
  readonly columns: readonly string[] | undefined
  readonly by: 'copy' | 'insert'
  readonly batch: number
}

const { signal: never } = new AbortController()

interface Open {
  readonly session: Session
  readonly table: Table
  /** Does something, and puts in words what goes wrong. */
  readonly guarded: <A>(work: () => Promise<A>) => Promise<A>
  readonly run: (what: (client: Client) => Promise<unknown>) => Promise<void>
}

const begin = ({ patience = usualPatience, timeout }: PostgresConnection): string =>
  [
    'begin',
    "set local timezone = 'UTC'",
    "set local datestyle = 'ISO, YMD'",
    `set local lock_timeout = ${patience}`,
    ...(timeout === undefined ? [] : [`set local statement_timeout = ${timeout}`]),
  ].join('; ')

const checkKey = ({ mode, key }: Writing, table: Table): void => {
  if (mode !== 'upsert') return
  columnsNamed(table, key, {})
  const sorted = [...key].sort()
  if (
    table.unique.some(
      (names) => names.length === key.length && [...names].sort().every((name, i) => name === sorted[i]),
    )
  )
    return
  throw new FloeError('SinkFailed', {
    message: `nothing says that no two rows have the same ${key.join(', ')}, so rows cannot be told by it`,
    hint: `create unique index on ${table.quoted} (${quotedList(key)})`,
  })
}

/** Connects, and looks at the table. */
const openTable = async (writing: Writing): Promise<Open> => {
  const source = printTable(writing)
  let address = 'the server'
  const wrong = (thrown: unknown): FloeError => {
    const tried = (thrown as { readonly address?: unknown } | null)?.address
    const asked = { address: typeof tried === 'string' ? tried : address, timeout: writing.at.timeout }
    return thrown instanceof AtRow
      ? writingError(thrown.thrown, { ...asked, place: { source, row: thrown.row } })
      : writingError(thrown, { ...asked, place: { source, ...(thrown instanceof FloeError ? thrown.place : {}) } })
  }
  const guarded: Open['guarded'] = async (work) => {
    try {
      return await work()
    } catch (thrown) {
      throw wrong(thrown)
    }
  }
  return guarded(async () => {
    const session = await openSession(writing.at, never)
    address = session.address
    try {
      const table = await session.work(async (client) => {
        await client.query(begin(writing.at))
        return inspectTable(client, writing)
      })
      checkKey(writing, table)
      return {
        session,
        table,
        guarded,
        run: async (what) => {
          await session.work(what)
        },
      }
    } catch (thrown) {
      await session.release()
      throw thrown
    }
  })
}

/** Where the rows of a transaction go, and how many there were before it. */
type OpenLoader = (loading: Loading, before: number) => Promise<Loader>

/** What takes rows one by one, from the first of which the columns come. */
const rowsInto = ({ session, table }: Open, writing: Writing, openLoader: OpenLoader, first: number) => {
  const source = printTable(writing)
  let columns: readonly TableColumn[] | undefined
  let texts: TextsOf | undefined
  let loader: Loader | undefined
  let written = first
  return {
    written: () => written,
    columns: () => columns,
    isOpen: () => loader !== undefined,
    add: async (rows: readonly unknown[]): Promise<void> => {
      if (rows.length === 0) return
      if (columns === undefined || texts === undefined) {
        columns = columnsNamed(table, writing.columns ?? fieldsOfFirst(rows[0], source), { source })
        texts = textsOfRows(columns, writing.mode === 'upsert' ? writing.key : [], source)
      }
      loader ??= await openLoader({ session, columns, by: writing.by, batch: writing.batch }, written)
      const lines = new Array(rows.length)
      for (let i = 0; i < rows.length; i++) lines[i] = texts(rows[i], written + i + 1)
      written += rows.length
      await loader.add(lines)
    },
    end: async (): Promise<void> => {
      await loader?.end()
      loader = undefined
    },
    abort: async (): Promise<void> => {
      const open = loader
      loader = undefined
      if (open !== undefined) await session.finish(open.abort)
    },
  }
}

/** Nobody else writes to the table until the end of the transaction; whoever reads it is not kept from that. */
const emptied = (table: Table): string =>
  `lock table ${table.quoted} in share row exclusive mode; delete from ${table.quoted}`

const intoTable =
  (table: Table, { mode, key }: Writing): OpenLoader =>
  (loading, before) =>
    mode === 'upsert' ? merged(loading, table, key, before) : appended(loading, table.quoted, before)

/** Commits; if the connection is lost meanwhile, nobody knows whether it has. */
const commit = async (client: Client): Promise<void> => {
  const { command } = await client.query('commit')
  if (command === 'ROLLBACK') throw new Error('the transaction had failed, and was rolled back')
}

/** All in one transaction. */
export const plainWriter = async (writing: Writing): Promise<Writer<unknown>> => {
  const open = await openTable(writing)
  const { session, table, guarded, run } = open
  const rows = rowsInto(open, writing, intoTable(table, writing), 0)
  if (writing.mode === 'replace')
    await guarded(() => run((client) => client.query(emptied(table)))).catch(async (thrown) => {
      await session.release()
      throw thrown
    })
  return {
    write: (some) => guarded(() => rows.add(some)),
    close: () =>
      guarded(async () => {
        await rows.end()
        await run(commit)
        await session.release()
      }),
    abort: async () => {
      await rows.abort()
      await session.release()
    },
  }
}

/** Where rows that replace others wait, across transactions: a table that the run knows again. */
const waitingRoom = ({ id, table }: Entry): string => {
  const hash = createHash('sha256').update(`${id} ${table.quoted}`).digest('hex').slice(0, 24)
  return `${quoted(table.schema)}.${quoted(`floe_stage_${hash}`)}`
}

const intoWaitingRoom =
  (session: Session, table: Table, room: string): OpenLoader =>
  async (loading, before) => {
    const names = quotedList(loading.columns.map(({ name }) => name))
    if (before === 0)
      await session.work((client) =>
        client.query(`create table ${room} as select ${names} from ${table.quoted} with no data`),
      )
    return appended(loading, room, before)
  }

const rowsOfMark = (mark: unknown): number => {
  const { rows } = (mark ?? {}) as { readonly rows?: unknown }
  return typeof rows === 'number' ? rows : 0
}

const forgotten = (found: Committed, mark: unknown): FloeError =>
  new FloeError('SinkFailed', {
    message: `the table knows of ${found.rows} rows of the run, and ${rowsOfMark(mark)} were safe in it: ${printValue(mark)}`,
    hint: 'it was restored, or its table floe_commits was emptied: begin the run again',
  })

/** In several transactions. Each says, in the same breath as its rows, how many rows of the run there are now. */
export const resumableWriter = async (
  writing: Writing,
  { id, mark }: Resumption,
): Promise<ResumableWriter<unknown>> => {
  const open = await openTable(writing)
  const { session, table, guarded, run } = open
  const entry: Entry = { id, table }
  const room = waitingRoom(entry)
  const found = await guarded(async () => {
    let known: Committed = { rows: 0, isClosed: false }
    await run(async (client) => {
      await prepareCommits(client, table)
      await alone(entry)(client)
      await client.query('commit')
      await client.query(begin(writing.at))
      known = await readCommitted(client, entry)
      await client.query('commit')
    })
    if (known.rows < rowsOfMark(mark)) throw forgotten(known, mark)
    return known
  }).catch(async (thrown) => {
    await session.release()
    throw thrown
  })
  let committed = found.rows
  let isBegun = false
  const start = async (): Promise<void> => {
    if (isBegun) return
    await run(async (client) => {
      await client.query(begin(writing.at))
      await alone(entry)(client)
    })
    isBegun = true
  }
  const opener = writing.mode === 'replace' ? intoWaitingRoom(session, table, room) : intoTable(table, writing)
  const rows = rowsInto(open, writing, opener, committed)
  const settle = async (isClosed: boolean, last?: (client: Client) => Promise<unknown>): Promise<void> => {
    const now = { rows: rows.written(), isClosed }
    await rows.end()
    await run(async (client) => {
      await last?.(client)
      await writeCommitted(client, entry, committed, now)
      await commit(client)
    })
    committed = now.rows
    isBegun = false
  }
  /** Rows that waited come in the place of those that are there. */
  const moveIn = async (client: Client): Promise<void> => {
    await client.query(emptied(table))
    if (rows.written() === 0) return
    const { rows: names } = await client.query<{ name: string }>(
      `select attname as name from pg_catalog.pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
      [room],
    )
    const list = quotedList(names.map(({ name }) => name))
    await client.query(`insert into ${table.quoted} (${list}) select ${list} from ${room}`)
    await client.query(`drop table ${room}`)
  }
  return {
    committed,
    write: (some) =>
      guarded(async () => {
        if (found.isClosed && some.length > 0)
          throw new FloeError('SinkFailed', { message: `all ${found.rows} rows of the run are in the table already` })
        await start()
        await rows.add(some)
      }),
    commit: () =>
      guarded(async () => {
        if (isBegun) await settle(false)
        return { rows: committed }
      }),
    close: () =>
      guarded(async () => {
        if (!found.isClosed) {
          await start()
          await settle(true, writing.mode === 'replace' ? moveIn : undefined)
        }
        await session.release()
      }),
    abort: async () => {
      await rows.abort()
      await session.release()
    },
  }
}
