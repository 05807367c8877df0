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
import { beginReading, type Query, readQuery } from './read-query.ts'
import { batchMaker, type MakeBatch } from './row-maker.ts'
import { openSession } from './session.ts'
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
}

const invalid = (message: string, hint: string): FloeError => new FloeError('InvalidArgument', { message, hint })

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

async function* readAll(
  query: Query,
  codec: t.Mixed,
  given: PostgresOptions,
  signal: AbortSignal,
): AsyncGenerator<Batch, void, undefined> {
  const { batch = usualBatch, timeout } = given
  const source = nameOf(query.text)
  let address = 'the server'
  let read = 0
  const fail = (thrown: unknown): FloeError => {
    const asked: Asked = { address, query: query.text, timeout, place: { source } }
    const tried = (thrown as { readonly address?: unknown } | null)?.address
    return readingError(
      thrown,
      typeof tried === 'string' && address === 'the server' ? { ...asked, address: tried } : asked,
    )
  }
  try {
    const session = await openSession(given, signal)
    address = session.address
    try {
      await beginReading(session, timeout)
      let make: MakeBatch | undefined
      for await (const { columns, rows } of readQuery(session, query, batch)) {
        make ??= batchMaker(columns, codec, source)
        const start = read + 1
        read += rows.length
        yield make(rows, (i) => ({ source, row: start + i }), 0)
      }
    } finally {
      await session.release()
    }
  } catch (thrown) {
    throw fail(thrown)
  }
}

/**
 * The rows that a query of PostgreSQL gives, decoded by a codec, with exactly its fields, frozen.
 */
export function postgres<C extends Codec>(
  query: string,
  codec: C,
  options: PostgresOptions & { readonly ordered: true },
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
      order: options.ordered === true ? undefined : 'bag',
      open: (signal) => readAll(text, codec, given, signal),
      size: async () => ({}),
    },
    onError === undefined ? {} : { onError },
  )
}
