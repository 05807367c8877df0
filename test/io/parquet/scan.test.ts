/** A scan of Parquet is what `open` gives, as columns. */
import { fc, test } from '@fast-check/vitest'
import * as t from 'io-ts'
import { afterEach, describe, expect, it } from 'vitest'
import * as C from '../../../src/codec/index.ts'
import { parquet } from '../../../src/io/parquet/source.ts'
import { anyText } from '../../data/any-text.ts'
import { askDuckDb } from '../../oracle/duckdb.ts'
import { runs } from '../../runs.ts'
import { openHandles } from '../open-handles.ts'
import { compareScan, scanOf } from '../scanned.ts'
import { never, temporary } from '../temporary.ts'
import { sourceOf, type TableOptions, table } from './table.ts'

const { directory, put } = temporary()
const ask = askDuckDb()

afterEach(() => expect(openHandles(directory)).toEqual([]))

const sometimesNull = <A>(arbitrary: fc.Arbitrary<A>) =>
  fc.oneof(arbitrary, fc.option(arbitrary, { nil: null, freq: 4 }))
const few = <A>(arbitrary: fc.Arbitrary<A>) => fc.array(arbitrary, { minLength: 1, maxLength: 3 })
/** Many of a few values, so that there are dictionaries; or any. */
const data = <A>(arbitrary: fc.Arbitrary<A>, length: number) =>
  fc.oneof(
    fc.array(sometimesNull(arbitrary), { minLength: length, maxLength: length }),
    fc.array(arbitrary, { minLength: length, maxLength: length }),
    few(sometimesNull(arbitrary)).chain((values) =>
      fc.array(fc.constantFrom(...values), { minLength: length, maxLength: length }),
    ),
    fc.constant<(A | null)[]>(new Array(length).fill(null)),
  )

const int64 = fc.oneof(
  fc.bigInt({ min: -100n, max: 100n }),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.constantFrom(2n ** 53n - 1n, 2n ** 53n, -(2n ** 53n) + 1n, -(2n ** 53n), 2n ** 32n, -1n),
)
const text = anyText({ maxLength: 3 })

const columns = (length: number) =>
  fc.record({
    text: data(text, length),
    double: data(fc.double(), length),
    int: data(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), length),
    big: data(int64, length),
    yes: data(fc.boolean(), length),
    at: data(fc.date({ noInvalidDate: true, min: new Date(-8e14), max: new Date(8e14) }), length),
    json: data(fc.jsonValue({ maxDepth: 1 }), length),
    bytes: data(fc.uint8Array({ maxLength: 3 }), length),
  })

const types = {
  text: 'STRING',
  double: 'DOUBLE',
  int: 'INT32',
  big: 'INT64',
  yes: 'BOOLEAN',
  at: 'TIMESTAMP',
  json: 'JSON',
  bytes: 'BYTE_ARRAY',
} as const
type Name = keyof typeof types
const names = Object.keys(types) as readonly Name[]

const tables = fc.integer({ min: 1, max: 60 }).chain((length) =>
  fc.record({
    columns: columns(length),
    plain: fc.subarray([...names]),
    options: fc.record({
      codec: fc.constantFrom('SNAPPY', 'UNCOMPRESSED', 'GZIP'),
      rowGroupSize: fc.integer({ min: 1, max: 50 }),
      pageSize: fc.constantFrom(1, 30, 1_000_000),
    }),
  }),
)
type Table = typeof tables extends fc.Arbitrary<infer A> ? A : never

const bytesOf = ({ columns: made, plain, options }: Table): Uint8Array =>
  table(
    names.map((name) => ({
      name,
      data: made[name] as unknown[],
      type: types[name],
      ...(plain.includes(name) ? { encoding: 'PLAIN' as const } : {}),
    })),
    options as TableOptions,
  )

const throwing = new t.Type<string>(
  'Throwing',
  t.string.is,
  (u, c) => {
    if (typeof u === 'number' && u < 0) throw new Error('below zero')
    return u === 'a' ? t.failure(u, c, 'no a, please') : t.success(String(u))
  },
  t.identity,
)
const nullable = (codec: t.Mixed) => t.union([codec, t.null])
const simple = fc.constantFrom<t.Mixed>(
  t.string,
  t.number,
  t.bigint,
  t.boolean,
  t.unknown,
  t.null,
  t.undefined,
  t.literal(1),
  t.literal(0),
  t.keyof({ a: null, '': null }),
  t.Int,
  t.refinement(t.string, (s) => s.length < 2, 'Short'),
  t.refinement(t.number, (n) => n >= 0, 'Positive'),
  C.dateFromIso,
  C.dateFromMicros,
  C.oneOf('a', 'b'),
  t.array(t.number),
  t.UnknownRecord,
  throwing,
)
const codec = fc.oneof(
  simple,
  simple.map(nullable),
  simple.map((one) => t.readonly(one)),
  fc.tuple(simple, simple).map(([a, b]) => t.union([a, b, t.undefined])),
)
/** What each column is mostly read as, so that rows are not all refused. */
const fitting: { readonly [N in Name]: readonly t.Mixed[] } = {
  text: [t.string, nullable(t.string)],
  double: [t.number, nullable(t.number)],
  int: [t.number, nullable(t.bigint)],
  big: [t.number, t.bigint, nullable(t.number)],
  yes: [t.boolean, nullable(t.boolean)],
  at: [t.number, t.unknown],
  json: [t.string, t.unknown],
  bytes: [t.unknown, t.string],
}
const fields = fc.uniqueArray(
  fc.constantFrom(...names, 'missing').chain((name) =>
    fc.record({
      name: fc.constant(name),
      codec: fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom<t.Mixed>(...(fitting[name as Name] ?? [t.undefined])) },
        { weight: 1, arbitrary: codec },
      ),
      optional: fc.boolean(),
      isAsked: fc.boolean(),
    }),
  ),
  { selector: ({ name }) => name, minLength: 1 },
)
type Fields = typeof fields extends fc.Arbitrary<infer A> ? A : never

const codecOf = (all: Fields): t.Mixed => {
  const props = (optional: boolean) =>
    Object.fromEntries(all.filter((field) => field.optional === optional).map((field) => [field.name, field.codec]))
  return t.intersection([t.type(props(false)), t.readonly(t.partial(props(true)))])
}
const askedOf = (all: Fields) =>
  all
    .filter(({ isAsked, optional }) => isAsked && !optional)
    .map(({ name }) => name)
    .reverse()

describe('a scan of parquet', () => {
  test.prop([tables, fields], { numRuns: runs(60) })('has the rows and errors of open', async (made, all) => {
    const path = put('any.parquet', bytesOf(made))
    await compareScan(sourceOf(parquet(path, codecOf(all))), askedOf(all))
  })

  test.prop([tables, fields, fc.nat(), fc.nat(7)], { numRuns: runs(60) })(
    'of a damaged file ends as open does',
    async (made, all, at, bit) => {
      const bytes = bytesOf(made)
      bytes[at % bytes.length] = (bytes[at % bytes.length] as number) ^ (1 << bit)
      const path = put('damaged.parquet', bytes)
      await compareScan(sourceOf(parquet(path, codecOf(all))), askedOf(all))
    },
  )

  it('has all flights, as numbers and texts, and the first of them as open has them', async () => {
    const Flight = t.type({ date: t.number, origin: t.string, delay: t.number, destination: t.string })
    const asked = ['delay', 'origin', 'date'] as const
    const source = sourceOf(parquet('node_modules/vega-datasets/data/flights-3m.parquet', Flight))
    const scan = scanOf(source, asked)
    expect(scan.kinds).toEqual(['numbers', 'values', 'numbers'])
    const first: unknown[] = []
    for await (const { rows } of source.open(never)) {
      first.push(...(rows as readonly t.TypeOf<typeof Flight>[]).map((row) => asked.map((name) => row[name])))
      if (first.length > 10_000) break
    }
    let rows = 0
    let delays = 0
    let dates = 0
    const origins = new Set<unknown>()
    for await (const { length, columns: found, errors } of scan.open(never)) {
      expect(errors.size).toBe(0)
      const [delay, origin, date] = found.map((column) => (column.kind === 'texts' ? [] : column.values))
      for (let i = 0; i < length; i++) {
        delays += delay?.[i] as number
        dates += (date?.[i] as number) / 60_000
        origins.add(origin?.[i])
      }
      if (rows + length <= first.length)
        for (let i = 0; i < length; i++) expect([delay?.[i], origin?.[i], date?.[i]]).toEqual(first[rows + i])
      rows += length
    }
    // The same as by DuckDB.
    expect({ rows, delays, dates, origins: origins.size }).toEqual({
      rows: 3_000_000,
      delays: 20003603,
      dates: 49308711368672,
      origins: 229,
    })
  })

  it.each(['snappy', 'gzip', 'uncompressed', 'zstd'])('reads what DuckDB writes, packed by %s', async (codec) => {
    const path = `${directory}/duck-${codec}.parquet`
    await ask(`COPY (
      SELECT i AS id, nullif(i % 7, 3)::INTEGER AS few, nullif(i % 900, 3)::BIGINT AS many, (i * 7919) % 104729 / 3 AS part,
        CASE WHEN i % 5 = 0 THEN NULL ELSE 'text ' || (i % 50) END AS text, 'no ' || i AS all_differ, i % 3 = 0 AS yes,
        make_timestamp(i * 1000000007) AS at, 4::SMALLINT AS one, NULL::INTEGER AS none
      FROM range(5000) r(i)) TO '${path}' (FORMAT parquet, CODEC '${codec}', ROW_GROUP_SIZE 2048)`)
    const Row = t.type({
      id: t.number,
      few: nullable(t.number),
      many: t.number,
      part: t.number,
      text: nullable(t.string),
      all_differ: t.string,
      yes: t.boolean,
      at: t.number,
      one: t.Int,
      none: t.null,
    })
    const found = await compareScan(sourceOf(parquet(path, Row)), Object.keys(Row.props))
    expect(found).toEqual({ rows: 4994, errors: 6, fatal: undefined })
  })

  it('of a file that is garbled at any byte ends as open does', async () => {
    const few = Array.from({ length: 20 }, (_, i) => i % 3)
    const bytes = table(
      [
        { name: 's', data: few.map((i) => ['a', 'b', null][i]), type: 'STRING' },
        { name: 'n', data: few.map((i) => BigInt(5 * i)), type: 'INT64', nullable: false },
      ],
      { codec: 'UNCOMPRESSED', statistics: false },
    )
    const Row = t.type({ s: nullable(t.string), n: t.number })
    const metadata = bytes.length - 8 - new DataView(bytes.buffer).getUint32(bytes.length - 8, true)
    for (let at = 4; at < metadata; at++)
      for (const bit of [0, 1, 3, 7]) {
        const garbled = bytes.slice()
        garbled[at] = (garbled[at] as number) ^ (1 << bit)
        await compareScan(sourceOf(parquet(put('garbled.parquet', garbled), Row)), ['s', 'n'])
      }
  })

  it('says the errors of each row', async () => {
    const path = put(
      'errors.parquet',
      table(
        [
          { name: 'n', data: [1n, 2n ** 60n, null, 4n], type: 'INT64' },
          { name: 's', data: ['a', 'b', 'c', null], type: 'STRING' },
        ],
        { rowGroupSize: 3 },
      ),
    )
    const source = sourceOf(parquet(path, t.type({ n: t.number, s: t.string })))
    expect(await compareScan(source, ['s'])).toEqual({ rows: 1, errors: 3, fatal: undefined })
    expect(await compareScan(source, [])).toEqual({ rows: 1, errors: 3, fatal: undefined })
  })

  it('takes names that every object has for names', async () => {
    const path = put(
      'hostile.parquet',
      table([
        { name: '__proto__', data: ['x', null], type: 'STRING' },
        { name: 'constructor', data: [1, 2], type: 'INT32' },
      ]),
    )
    const row = t.type({ ['__proto__']: t.string, constructor: t.number, toString: t.undefined })
    expect(await compareScan(sourceOf(parquet(path, row)), ['constructor', '__proto__', 'toString'])).toMatchObject({
      rows: 1,
      errors: 1,
    })
  })

  it('is not there for what must see whole rows', () => {
    const scanOfCodec = (one: t.Mixed, ...asked: readonly string[]) =>
      sourceOf(parquet('any.parquet', one)).scan?.(asked)
    const Row = t.type({ a: t.number })
    expect(scanOfCodec(Row, 'a')).toBeDefined()
    expect(scanOfCodec(Row, 'b')).toBeUndefined()
    expect(scanOfCodec(t.exact(t.readonly(Row)), 'a')).toBeDefined()
    expect(scanOfCodec(t.partial({ a: t.number }), 'a')).toBeUndefined()
    expect(scanOfCodec(t.intersection([Row, t.partial({ b: t.number })]), 'a')).toBeDefined()
    expect(scanOfCodec(t.intersection([Row, t.type({ a: t.Int })]), 'a')).toBeUndefined()
    expect(
      scanOfCodec(
        t.refinement(Row, ({ a }) => a > 0),
        'a',
      ),
    ).toBeUndefined()
    expect(scanOfCodec(t.record(t.string, t.number))).toBeUndefined()
    expect(scanOfCodec(t.union([Row, t.type({ b: t.number })]))).toBeUndefined()
    expect(sourceOf(parquet('any.parquet')).scan).toBeUndefined()
  })

  it('closes its file when the reader has enough, and when it is cancelled', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => i)
    const path = put('long.parquet', table([{ name: 'a', data: rows, type: 'INT32' }], { rowGroupSize: 5000 }))
    const scan = scanOf(sourceOf(parquet(path, t.type({ a: t.number }))), ['a'])
    for await (const { length } of scan.open(never)) {
      expect(length).toBeGreaterThan(0)
      expect(openHandles(directory)).toEqual([path])
      break
    }
    expect(openHandles(directory)).toEqual([])
    const controller = new AbortController()
    await expect(async () => {
      for await (const _ of scan.open(controller.signal)) controller.abort()
    }).rejects.toMatchObject({ _tag: 'Cancelled' })
  })
})
