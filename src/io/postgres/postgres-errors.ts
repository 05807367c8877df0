/**
 * What a PostgreSQL server says, or does not say any more, in words for a reader: one place for sources and sinks.
 *
 * Knows the codes of `pg`, Node and SQL, and nothing of rows. Passwords are in none of them.
 */
import { printThrown } from '../../data/print-thrown.ts'
import { printValue } from '../../data/print-value.ts'
import { FloeError, isFloeError, type Place } from '../../error/floe-error.ts'
import { systemCode } from '../files/file-errors.ts'

/** What is known when something goes wrong. */
export interface Asked {
  /** `127.0.0.1:5432` */
  readonly address: string
  /** What was asked, if it was the user's: a query, of which the server tells a position. */
  readonly query?: string
  /** How much of what was sent stands before it. */
  readonly before?: number
  readonly place?: Place
  readonly timeout?: number | undefined
}

/** What a server says of an error: fields by the names that `pg` has for them. */
export interface Said {
  readonly message: string
  readonly detail?: string
  readonly hint?: string
  readonly position?: string
  readonly where?: string
  readonly column?: string
  readonly constraint?: string
}

type Why = 'SourceUnreachable' | 'SourceLost' | 'SourceNotFound' | 'SourceUnreadable' | 'QueryFailed' | 'Cancelled'

export interface Told {
  readonly tag: Why
  readonly message: string
  readonly hint?: string | undefined
}

const unreachable: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ENOTFOUND: 'there is no host of that name',
  EAI_AGAIN: 'the name of the host could not be looked up',
  EHOSTUNREACH: 'there is no way to the host',
  ENETUNREACH: 'there is no way to its network',
  ETIMEDOUT: 'no answer in time',
  ENOENT: 'there is no such socket',
}

/** Where in the user's query: line and column from 1, and the text there. */
const placeInQuery = (query: string, position: number): string => {
  // Positions count characters, and a JavaScript text counts halves of some.
  const before = [...query].slice(0, position - 1).join('')
  const lines = before.split('\n')
  const line = query.split('\n')[lines.length - 1] ?? ''
  const column = (lines.at(-1)?.length ?? 0) + 1
  const where = query.includes('\n') ? `line ${lines.length}, column ${column}` : `column ${column}`
  return `${where}, at ${printValue(line.slice(column - 1), 40)}`
}

const dotted = (hint: string | undefined): string | undefined => hint?.replace(/\.$/, '')

const refused = (code: string, said: Said, { address }: Asked): Told | undefined => {
  const tag = 'SourceUnreachable'
  const message = `the server at ${address} lets nobody in: ${said.message}`
  switch (code) {
    case '28P01':
    case '28000':
      return {
        tag,
        message,
        hint: 'is the password right? It stands in the url, or in PGPASSWORD; pg_hba.conf says who may come in',
      }
    case '3D000':
      return { tag, message, hint: `psql -l -h … lists the databases that there are` }
    case '53300':
      return { tag, message, hint: 'all its connections are taken: close some, or raise max_connections' }
    case '57P03':
      return { tag, message, hint: 'it starts, or stops: try again in a while' }
    default:
      return undefined
  }
}

const gone = (address: string, how: string): Told => ({
  tag: 'SourceLost',
  message: `the connection to the server at ${address} was lost: ${how}`,
  hint: 'its log says why, if it ended; rows that come by a key can go on by themselves: { by: …, retries: 3 }',
})

const isLoss = (code: string, message: string): boolean =>
  /^(?:57P01|57P02|08\w{3}|ECONNRESET|EPIPE|ECONNABORTED)$/.test(code) ||
  /^(?:Connection terminated|Client has encountered a connection error|Client was closed)/.test(message)

const timedOut = ({ timeout }: Asked, said: Said): Told => ({
  tag: 'QueryFailed',
  message: `the query was ended by the server${timeout === undefined ? '' : `: it took longer than ${timeout} ms`}`,
  hint: /timeout/.test(said.message) ? 'timeout: … gives it longer; an index may make it quicker' : said.message,
})

/** What has happened, from an error of `pg`, of Node's sockets, or of the server. */
export const tellPostgres = (thrown: unknown, asked: Asked): Told => {
  const said: Said = thrown instanceof Error ? (thrown as unknown as Said) : { message: printThrown(thrown) }
  const code = systemCode(thrown)
  const { address } = asked
  if (unreachable[code] !== undefined || /^timeout expired$/.test(said.message))
    return {
      tag: 'SourceUnreachable',
      message: `no PostgreSQL answers at ${address}: ${unreachable[code] ?? 'no answer in time'}`,
      hint: `is it running there? pg_isready -h ${address.replace(/:(\d+)$/, ' -p $1')}`,
    }
  if (/^timeout exceeded when trying to connect/.test(said.message))
    return {
      tag: 'SourceUnreachable',
      message: 'no connection of the pool became free in time',
      hint: 'give the pool a larger max, or a longer connectionTimeoutMillis; a connection that is never released is missed for ever',
    }
  if (/^The server does not support SSL/.test(said.message))
    return {
      tag: 'SourceUnreachable',
      message: `the server at ${address} knows no SSL, and it is asked for`,
      hint: 'leave sslmode and ssl out',
    }
  const isRefused = refused(code, said, asked)
  if (isRefused !== undefined) return isRefused
  if (isLoss(code, said.message)) return gone(address, said.message)
  if (code === '57014') return timedOut(asked, said)
  if (!/^[0-9A-Z]{5}$/.test(code))
    return { tag: 'SourceUnreachable', message: `no connection to ${address}: ${said.message}`, hint: undefined }
  const { query, before = 0 } = asked
  const position = Number(said.position) - before
  const where =
    query !== undefined && position >= 1 && position <= query.length + 1 ? ` (${placeInQuery(query, position)})` : ''
  const detail = said.detail === undefined ? '' : `; ${dotted(said.detail)}`
  const message = `${said.message}${where}${detail}`
  const hint = dotted(said.hint)
  switch (code) {
    case '42P01':
    case '3F000':
      return { tag: 'SourceNotFound', message, hint }
    case '42501':
      return { tag: 'SourceUnreadable', message, hint: hint ?? 'grant select on … to … lets somebody read it' }
    default:
      return { tag: 'QueryFailed', message: `${message} [${code}]`, hint }
  }
}

/** An error while rows are read, as one of ours. */
export const readingError = (thrown: unknown, asked: Asked): FloeError => {
  if (isFloeError(thrown)) return thrown as FloeError
  const { tag, message, hint } = tellPostgres(thrown, asked)
  return new FloeError(tag, {
    message,
    cause: thrown,
    ...(hint === undefined ? {} : { hint }),
    ...(asked.place === undefined ? {} : { place: asked.place }),
  })
}

/** An error while rows are written, as one of ours. */
export const writingError = (thrown: unknown, asked: Asked): FloeError => {
  if (isFloeError(thrown) && thrown._tag === 'Cancelled') return thrown as FloeError
  const { message, hint } = isFloeError(thrown)
    ? { message: thrown.summary, hint: thrown.hint }
    : tellPostgres(thrown, asked)
  return new FloeError('SinkFailed', {
    message,
    cause: thrown,
    ...(hint === undefined ? {} : { hint }),
    ...(asked.place === undefined ? {} : { place: asked.place }),
  })
}
