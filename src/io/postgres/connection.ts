/**
 * Where a database is, as sources and sinks are told, and the check of it. Nothing is connected here.
 */
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'

/**
 * A pool of connections: a `Pool` of `pg`. Each is given back as it was, or, where that cannot be known, destroyed.
 *
 * @example
 * const nameOf = (pool: PostgresPool) => typeof pool.connect
 */
export interface PostgresPool {
  readonly connect: () => Promise<unknown>
}

/**
 * Where a database is: one of these, or none, and then the environment says it, as for all programs of PostgreSQL: `PGHOST`,
 * `PGUSER`, `PGPASSWORD` and so on.
 *
 * @example
 * const local: PostgresConnection = { url: 'postgres://floe@127.0.0.1:5432/flights', patience: 5000 }
 * local.patience // 5000
 */
export interface PostgresConnection {
  /** `postgres://user:password@host:5432/database?sslmode=verify-full`; the rest is read from the environment. */
  readonly url?: string
  /** What a `Client` of `pg` takes: `{ host, port, user, password, database, ssl }`. */
  readonly connection?: Readonly<Record<string, unknown>>
  /** A `Pool` of `pg`. It stays open, and is yours to end. */
  readonly pool?: PostgresPool
  /** The longest to wait for a connection, in milliseconds; of a pool, for one to become free. Default: 10,000. */
  readonly patience?: number
  /** The longest that one statement, or the fetching of one batch, may take, in milliseconds. Default: any time. */
  readonly timeout?: number
}

export const usualPatience = 10_000

const invalid = (message: string, hint: string): FloeError => new FloeError('InvalidArgument', { message, hint })

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 1

/** @throws FloeError InvalidArgument, unless it is a whole number from 1, or not there */
export const checkCount = (what: string, name: string, value: unknown): void => {
  if (value === undefined || isCount(value)) return
  throw invalid(`${what}: ${name} is ${printValue(value)}`, 'it takes a whole number from 1')
}

/**
 * @param what is told: `postgres`
 * @throws FloeError InvalidArgument. What is in a URL is never told, since a password may be.
 */
export const checkConnection = (what: string, given: PostgresConnection): void => {
  const { url, connection, pool, patience, timeout } = given
  const named = Object.entries({ url, connection, pool }).filter(([, value]) => value !== undefined)
  if (named.length > 1)
    throw invalid(
      `${what} was given ${named.map(([name]) => name).join(' and ')}, and takes one of them`,
      'each of them says where the database is',
    )
  if (url !== undefined && !(typeof url === 'string' && /^postgres(?:ql)?:\/\//.test(url)))
    throw invalid(`${what}: the url begins with another word than postgres://`, 'postgres://user@host:5432/database')
  if (connection !== undefined && (typeof connection !== 'object' || connection === null))
    throw invalid(
      `${what}: connection is ${printValue(connection)}`,
      "it takes an object: { host: 'localhost', database: 'flights' }",
    )
  if (pool !== undefined && typeof (pool as Partial<PostgresPool> | null)?.connect !== 'function')
    throw invalid(`${what}: pool is ${printValue(pool)}`, 'it takes a Pool of pg: new pg.Pool({ … })')
  checkCount(what, 'patience', patience)
  checkCount(what, 'timeout', timeout)
}
