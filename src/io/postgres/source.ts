/**
 * What a query of PostgreSQL gives, as a dataset.
 */
import type * as t from 'io-ts'
import { type Codec, type Decoded, givenCodec } from '../../codec/codec.ts'
import type { Frozen } from '../../data/frozen.ts'
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import { schemaOfCodec } from '../../plan/codec/schema-of-codec.ts'
import type { Bag, Sequence } from '../../plan/dataset.ts'
import type { OnError } from '../../plan/error-policy.ts'
import { fromSource } from '../../plan/from-source.ts'
import type { Batch } from '../../plan/source.ts'
import { shapeOf } from '../row-shape.ts'
import { checkConnection, checkCount, type PostgresConnection } from './connection.ts'
import { type Asked, readingError } from './postgres-errors.ts'
import { lengthBefore, readByKey } from './read-by-key.ts'
import { beginReading, type Query, readQuery, type TextRows } from './read-query.ts'
import { batchMaker, type MakeBatch } from './row-maker.ts'
import { openSession, type Session } from './session.ts'
import { printer, Unwritable } from './text-of-value.ts'
import { typeOf } from './types.ts'

/** How many rows are fetched at a time, unless it is said: see docs/guide/databases.md. */
const usualBatch = 2000

/**
 * How `postgres` reads, besides where.
 *
 * @example
 * const options: PostgresOptions = { parameters: ['SEA', 15], batch: 10_000 }
 * options.batch // 10000
 */
export interface PostgresOptions extends PostgresConnection, OnError {
  /** The values of `$1`, `$2`, … in the query. They are bound, never put into its text. Dates are told in UTC. */
  readonly parameters?: readonly unknown[]
  /** How many rows are fetched at a time; as many again are on their way. Default: 2,000. */
  readonly batch?: number
  /**
   * Says that the query has an `order by` in which no two rows are equal. Without it nobody knows in which order rows come, and
   * the dataset is a bag.
   */
  readonly ordered?: boolean
  /**
   * A column of the query by which its rows come: it has a value in each row, another one in each, as a primary key has. The
   * dataset is a sequence then; and reading can go on where it was interrupted.
   */
  readonly by?: string
  /** How many connections read at once, by ranges of `by`, which must be whole numbers. All see the same moment. Default: 1. */
  readonly readers?: number
  /** How often reading by a key goes on with another connection where one was lost, if the server is still there. Default: 0. */
  readonly retries?: number
}

const invalid = (message: string, hint: string): FloeError => new FloeError('InvalidArgument', { message, hint })

const checkKey = ({ by, readers, retries, ordered }: PostgresOptions): void => {
  checkCount('postgres', 'readers', readers)
  if (retries !== 0) checkCount('postgres', 'retries', retries)
  if (by !== undefined && (typeof by !== 'string' || by === ''))
    throw invalid(`postgres: by is ${printValue(by)}`, "it takes the name of a column: by: 'id'")
  if (by === undefined && ((readers ?? 1) > 1 || (retries ?? 0) > 0))
    throw invalid(
      `postgres: ${(readers ?? 1) > 1 ? 'several readers take their parts' : 'reading goes on where it was'} by a key, and none is given`,
      "by: 'id'",
    )
  if (by !== undefined && ordered === true)
    throw invalid('postgres was given by and ordered, and takes one of them', 'by puts rows in an order itself')
}

const checkArguments = (
  query: string,
  codec: t.Mixed | undefined,
  second: unknown,
  options: PostgresOptions,
): t.Mixed => {
  if (typeof query !== 'string' || query.trim() === '')
    throw invalid(
      `postgres was given ${printValue(query)}, and takes a query`,
      "postgres('select origin, delay from flights', Flight, { … })",
    )
  if (codec === undefined)
    throw invalid(
      `postgres was given ${printValue(second)} as a codec`,
      'a codec says what a row is: t.type({ origin: t.string, delay: t.number }); t.UnknownRecord takes whatever there is',
    )
  if (shapeOf(codec) === undefined)
    throw invalid(
      `postgres was given the codec ${codec.name}, which takes no objects; rows of a query are objects`,
      'name the columns: t.type({ origin: t.string, delay: t.number })',
    )
  const { parameters, batch } = options
  checkConnection('postgres', options)
  checkCount('postgres', 'batch', batch)
  checkKey(options)
  if (parameters !== undefined && !Array.isArray(parameters))
    throw invalid(`postgres: parameters is ${printValue(parameters)}`, 'it takes an array, of the values of $1, $2, …')
  return codec
}

const printParameter = printer(typeOf(0))

/** @throws FloeError InvalidArgument */
const textsOf = (parameters: readonly unknown[]): readonly (string | null)[] =>
  parameters.map((value, i) => {
    const isObject = Object.getPrototypeOf(value ?? 0) === Object.prototype
    const text = isObject ? JSON.stringify(value) : printParameter(value)
    if (!(text instanceof Unwritable)) return text
    throw invalid(`postgres: parameter $${i + 1}: ${text.message}`, text.hint)
  })

/** The query on one line, short enough for messages. */
const nameOf = (query: string): string => {
  const line = query.trim().replace(/\s+/g, ' ')
  return line.length <= 60 ? line : `${line.slice(0, 59)}…`
}

/** By one connection, in the order in which the server gives them. */
async function* readAtOnce(
  query: Query,
  given: PostgresOptions,
  signal: AbortSignal,
  opened: (session: Session) => void,
): AsyncGenerator<TextRows, void, undefined> {
  const session = await openSession(given, signal)
  opened(session)
  try {
    await beginReading(session, given.timeout)
    yield* readQuery(session, query, given.batch ?? usualBatch)
  } finally {
    await session.release()
  }
}

async function* readAll(
  query: Query,
  codec: t.Mixed,
  given: PostgresOptions,
  signal: AbortSignal,
): AsyncGenerator<Batch, void, undefined> {
  const { batch = usualBatch, timeout, by, readers = 1, retries = 0 } = given
  const source = nameOf(query.text)
  let address = 'the server'
  let read = 0
  const fail = (thrown: unknown): FloeError => {
    const asked: Asked = {
      address,
      query: query.text,
      before: by === undefined ? 0 : lengthBefore,
      timeout,
      place: { source },
    }
    const tried = (thrown as { readonly address?: unknown } | null)?.address
    return readingError(
      thrown,
      typeof tried === 'string' && address === 'the server' ? { ...asked, address: tried } : asked,
    )
  }
  const opened = (session: Session): void => {
    address = session.address
  }
  try {
    let make: MakeBatch | undefined
    const texts =
      by === undefined
        ? readAtOnce(query, given, signal, opened)
        : readByKey({ query, by, readers, retries, batch, at: given }, signal, opened)
    for await (const { columns, rows } of texts) {
      make ??= batchMaker(columns, codec, source)
      const start = read + 1
      read += rows.length
      yield make(rows, (i) => ({ source, row: start + i }), 0)
    }
  } catch (thrown) {
    throw fail(thrown)
  }
}

/**
 * The rows that a query of PostgreSQL gives, decoded by a codec, with exactly its fields, frozen. Needs the packages `pg` and
 * `pg-cursor`.
 *
 * Rows are fetched by a cursor of the server's, `batch` at a time, the next ones while these are worked on: all of one moment, in a
 * transaction that only reads. They are a bag, in no order, unless the query orders them (`ordered`), or they come by a key (`by`).
 *
 * Values become what the codec asks for, and nothing of them is lost on the way:
 *
 * - Integers are numbers, and an error of their row beyond 2^53 - 1; bigints where the codec says `t.bigint`. A `numeric` is a number
 *   where the codec says `t.number` and a number has the same digits, else an error; without a wish it is text.
 * - Timestamps and dates are milliseconds since 1970 in UTC where the codec says `t.number` (microseconds are a fraction), and else a
 *   `Date`. Those without a zone count as UTC. Times of day are milliseconds since midnight. No zone of a machine or server has a say.
 * - `json` and `jsonb` are parsed, arrays are arrays, `bytea` is a `Uint8Array`. Intervals, ranges, types of your own are text.
 * - A field of text (`t.string`, or a codec of `floe/codec` that reads text) gets the value as PostgreSQL writes it, of any type.
 * - NULL is null; where the codec takes `undefined` or leaves the field optional, and takes no null, it is absent.
 *
 * Memory: two batches. Leaving early, cancelling and errors end the query and close the cursor; a connection of a pool goes back.
 *
 * Running it may fail with SourceUnreachable, SourceNotFound (no such table), SourceUnreadable (no right to read it), QueryFailed,
 * SourceLost, SchemaMismatch (a column is missing), InvalidRow (a row does not fit), Cancelled.
 *
 * @throws FloeError InvalidArgument, here
 * @param codec a codec of io-ts for a row, or a schema that follows Standard Schema; `t.UnknownRecord` takes all columns
 * @example
 * const Flight = t.type({ origin: t.string, delay: t.number })
 * const late = postgres('select origin, delay from flights where delay > $1', Flight, { url: database, parameters: [15] })
 * await F.toList(late) // List [ { origin: 'SEA', delay: 62 } ]
 */
export function postgres<C extends Codec>(
  query: string,
  codec: C,
  options: PostgresOptions & ({ readonly ordered: true } | { readonly by: string }),
): Sequence<Frozen<Decoded<C>>>
export function postgres<C extends Codec>(query: string, codec: C, options?: PostgresOptions): Bag<Frozen<Decoded<C>>>
export function postgres(query: string, second: Codec, options: PostgresOptions = {}): Bag<unknown> {
  const codec = checkArguments(query, givenCodec(second), second, options)
  const given: PostgresOptions = Object.freeze({ ...options })
  const text: Query = { text: query, values: textsOf(options.parameters ?? []) }
  const { onError } = options
  return fromSource(
    {
      format: 'postgres',
      name: nameOf(query),
      details: codec.name,
      schema: schemaOfCodec(codec),
      codec,
      order: options.ordered === true || options.by !== undefined ? undefined : 'bag',
      open: (signal) => readAll(text, codec, given, signal),
      size: async () => ({}),
    },
    onError === undefined ? {} : { onError },
  )
}
