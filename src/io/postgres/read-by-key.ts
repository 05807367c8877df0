/**
 * The rows of one query by a key: in its order, from several connections at once if it is wished, and from another one where one
 * is lost. All see the database at one moment: what one transaction saw first, which stays open until all is read.
 *
 * Nobody's rows come in another order for that. Keys are cut into ranges of about one batch each, which are read side by side, and
 * given one after the other.
 */
import { backoff } from '../../concurrent/backoff.ts'
import { sleep } from '../../concurrent/sleep.ts'
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import { systemCode } from '../files/file-errors.ts'
import type { PostgresConnection } from './connection.ts'
import { tellPostgres } from './postgres-errors.ts'
import { quoted } from './quoted.ts'
import { beginReading, type Query, readQuery, type TextRows } from './read-query.ts'
import { openSession, type Session } from './session.ts'
import { typeOf } from './types.ts'

export interface ByKey {
  readonly query: Query
  /** A column of the query, of which no two rows have the same value. */
  readonly by: string
  readonly readers: number
  readonly retries: number
  readonly batch: number
  readonly at: PostgresConnection
}

/** Keys above one and up to another; from the first or to the last one where there is none. */
interface Range {
  readonly above: string | undefined
  readonly upTo: string | undefined
}

const all: Range = { above: undefined, upTo: undefined }

/** What stands before the user's query. */
const before = 'select * from (\n'

/** How much of what is sent stands before the query. */
export const lengthBefore: number = before.length

/** A semicolon at the end is no part of a query within another. */
const within = (text: string): string => `${before}${text.replace(/;\s*$/, '')}\n) as "floe_rows"`

/** @param from a key that was read already: it comes again, and says that nothing is between it and what follows */
const rangeQuery = ({ query: { text, values }, by }: ByKey, { above, upTo }: Range, from?: string): Query => {
  const key = quoted(by)
  const bounds = [
    ...(from !== undefined ? [['>=', from] as const] : above !== undefined ? [['>', above] as const] : []),
    ...(upTo === undefined ? [] : [['<=', upTo] as const]),
  ]
  const where = bounds.map(([sign], i) => `${key} ${sign} $${values.length + i + 1}`).join(' and ')
  return {
    text: `${within(text)}${where === '' ? '' : ` where ${where}`} order by ${key}`,
    values: [...values, ...bounds.map(([, value]) => value)],
  }
}

const wrongKey = (by: string, problem: string): FloeError =>
  new FloeError('QueryFailed', {
    message: `rows cannot be read by ${printValue(by)}: ${problem}`,
    hint: 'by names a column that has a value in each row, another one in each: a primary key',
  })

/** How many rows the server thinks there are. It need not be right. */
const guess = async (session: Session, { text, values }: Query): Promise<number> => {
  const { rows } = await session.work((client) =>
    client.query({ text: `explain (format json) ${text}`, values: [...values] }),
  )
  const [explained] = rows as readonly { readonly 'QUERY PLAN': unknown }[]
  const plan = explained?.['QUERY PLAN']
  const [{ Plan }] = (typeof plan === 'string' ? JSON.parse(plan) : plan) as [{ Plan: { 'Plan Rows': number } }]
  return Plan['Plan Rows']
}

/** More would take longer to list than to read. */
const mostRanges = 1_000_000

/** @throws FloeError QueryFailed, where a row has no key: no range would have it */
const checkNulls = async (session: Session, { query: { text, values }, by }: ByKey): Promise<void> => {
  const asked = `${within(text)} where ${quoted(by)} is null limit 1`
  const { rows } = await session.work((client) => client.query({ text: asked, values: [...values] }))
  if (rows.length > 0) throw wrongKey(by, 'it is null in some row')
}

/**
 * The ranges, in order: about one batch each, where keys lie evenly.
 *
 * @throws FloeError QueryFailed, where keys are no whole numbers
 */
const cut = async (session: Session, { query, by, batch }: ByKey): Promise<readonly Range[]> => {
  const key = quoted(by)
  const asked = `select min(${key}) as least, max(${key}) as greatest from (${within(query.text)}) as "floe_keys"`
  const types = { getTypeParser: () => (text: string) => text }
  const { rows, fields } = await session.work((client) =>
    client.query<{ least: string | null; greatest: string | null }>({
      text: asked,
      values: [...query.values],
      ...{ types },
    }),
  )
  const { kind, isArray } = typeOf(fields[0]?.dataTypeID ?? 0)
  if ((kind !== 'int' && kind !== 'int8') || isArray)
    throw wrongKey(by, 'several readers take their parts by whole numbers, and it is none')
  const { least, greatest } = rows[0] ?? {}
  if (typeof least !== 'string' || typeof greatest !== 'string') return [all]
  const span = BigInt(greatest) - BigInt(least) + 1n
  const wanted = Math.ceil((await guess(session, query)) / batch)
  const count = BigInt(Math.min(mostRanges, Math.max(1, wanted)))
  const width = span / count > 0n ? span / count : 1n
  const ranges: Range[] = []
  let above: string | undefined
  for (let end = BigInt(least) + width - 1n; end < BigInt(greatest); end += width) {
    ranges.push({ above, upTo: String(end) })
    above = String(end)
  }
  return [...ranges, { above, upTo: undefined }]
}

const isLoss = (thrown: unknown): boolean => {
  const tag = thrown instanceof FloeError ? thrown._tag : tellPostgres(thrown, { address: '' }).tag
  return tag === 'SourceLost' || tag === 'SourceUnreachable'
}

const momentGone = (cause: unknown): FloeError =>
  new FloeError('QueryFailed', {
    message: 'the connection that held the moment at which rows are read was lost, too: others would see another one',
    hint: 'run it again from the start',
    cause,
  })

/** Connections that see what one transaction sees. */
interface Readers {
  readonly session: (reader: number) => Promise<Session>
  /** That one is of no use any more. */
  readonly drop: (reader: number) => Promise<void>
}

async function* readRange(
  given: ByKey,
  range: Range,
  reader: number,
  readers: Readers,
  signal: AbortSignal,
): AsyncGenerator<TextRows, void, undefined> {
  const { by, batch, retries } = given
  let last: string | undefined
  for (let tries = 1; ; tries++)
    try {
      const from = last
      let isFirst = from !== undefined
      for await (const { columns, rows } of readQuery(
        await readers.session(reader),
        rangeQuery(given, range, from),
        batch,
      )) {
        const at = columns.findIndex(({ name }) => name === by)
        for (let i = isFirst ? 1 : 0; i < rows.length; i++) {
          const key = rows[i]?.[at] ?? null
          if (key === null) throw wrongKey(by, 'it is null in some row')
          if (key === last) throw wrongKey(by, `two rows have ${printValue(key)}`)
          last = key
        }
        yield { columns, rows: isFirst ? rows.slice(1) : rows }
        isFirst = false
        tries = 1
      }
      return
    } catch (thrown) {
      if (tries > retries || !isLoss(thrown) || signal.aborted) throw thrown
      await readers.drop(reader)
      await sleep(backoff({ times: retries, delay: 100, longest: 5000 }, tries), signal)
    }
}

/** What was asked for before it is wanted. */
const begun = (rows: AsyncGenerator<TextRows, void, undefined>) => {
  const first = rows.next()
  first.catch(() => undefined)
  return { first, rows }
}

/** @param opened is told of each connection */
export async function* readByKey(
  given: ByKey,
  signal: AbortSignal,
  opened: (session: Session) => void,
): AsyncGenerator<TextRows, void, undefined> {
  const { readers: count, retries, at } = given
  const sessions = new Map<number, Promise<Session>>()
  let snapshot: string | undefined
  const connect = async (): Promise<Session> => {
    const session = await openSession(at, signal)
    opened(session)
    try {
      await beginReading(session, at.timeout, snapshot)
    } catch (thrown) {
      await session.release()
      throw systemCode(thrown) === '22023' ? momentGone(thrown) : thrown
    }
    return session
  }
  const readers: Readers = {
    session: (reader) => {
      const session = sessions.get(reader) ?? connect()
      sessions.set(reader, session)
      session.catch(() => undefined)
      return session
    },
    drop: async (reader) => {
      const session = sessions.get(reader)
      sessions.delete(reader)
      await session?.then((one) => one.release()).catch(() => undefined)
    },
  }
  const first = await readers.session(-1)
  const open: { readonly first: Promise<IteratorResult<TextRows, void>>; readonly rows: AsyncGenerator<TextRows> }[] =
    []
  try {
    const isShared = count > 1 || retries > 0
    if (isShared) await checkNulls(first, given)
    const ranges = count > 1 ? await cut(first, given) : [all]
    if (isShared)
      snapshot = (await first.work((client) => client.query<{ id: string }>('select pg_export_snapshot() as id')))
        .rows[0]?.id
    const start = (i: number): void => {
      const range = ranges[i]
      // Without others the first connection reads itself.
      if (range !== undefined)
        open.push(begun(readRange(given, range, snapshot === undefined ? -1 : i % count, readers, signal)))
    }
    for (let i = 0; i < count; i++) start(i)
    for (let i = 0; i < ranges.length; i++) {
      const range = open[0]
      if (range === undefined) return
      const { done, value } = await range.first
      if (done !== true) {
        if (value.rows.length > 0 || i === 0) yield value
        for await (const some of range.rows) if (some.rows.length > 0) yield some
      }
      open.shift()
      start(i + count)
    }
  } finally {
    // Leaving ends what is under way: each connection by itself.
    const ending = [...sessions.values()].map((session) => session.then((one) => one.release()).catch(() => undefined))
    for (const { first: asked, rows } of open)
      ending.push(
        asked
          .then(() => rows.return(undefined))
          .then(
            () => undefined,
            () => undefined,
          ),
      )
    await Promise.all(ending)
  }
}
