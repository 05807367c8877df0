/** Proves what `postgres` reads: types, parameters, batches, places of errors, and what is left when it is left. */
import * as F from 'floe'
import * as C from 'floe/codec'
import { type PostgresOptions, postgres } from 'floe/postgres'
import * as t from 'io-ts'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Batch, Source } from '../../../src/plan/source.ts'
import { startDatabase } from './database.ts'
import type { Database } from './embedded.ts'

let database: Database
beforeAll(async () => {
  database = await startDatabase()
})
afterAll(() => database.stop())

const read = async <A extends t.Mixed>(query: string, codec: A, options: PostgresOptions = {}) =>
  (await F.toList(postgres(query, codec, { url: database.url, ordered: true, ...options }))).toArray()

const failure = async (query: string, codec: t.Mixed, options: PostgresOptions = {}): Promise<F.RunError> => {
  const result = await F.run(postgres(query, codec, { url: database.url, ...options }))()
  if (result._tag === 'Right') throw new Error('it did not fail')
  return result.left
}

/** One column called v. */
const value = async (sql: string, codec: t.Mixed) => (await read(`select ${sql} as v`, t.type({ v: codec })))[0]?.v

const refusal = async (sql: string, codec: t.Mixed): Promise<string> => {
  const error = await failure(`select ${sql} as v`, t.type({ v: codec }))
  expect([error._tag, error.place.row, error.place.field?.replace(/[[.].*/, '')]).toEqual(['InvalidRow', 1, 'v'])
  return `${error.summary}; ${error.hint}`
}

describe('values', () => {
  test.each([
    ['true', t.boolean, true],
    ['true', t.string, 'true'],
    ['-7::int2', t.number, -7],
    ['7::int4', t.bigint, 7n],
    ['7::int4', t.string, '7'],
    ['9007199254740991::int8', t.number, 9007199254740991],
    ['9223372036854775807::int8', t.bigint, 9223372036854775807n],
    ['1::int8', t.bigint, 1n],
    ['9223372036854775807::int8', t.string, '9223372036854775807'],
    ['9223372036854775807::int8', C.bigintFromText, 9223372036854775807n],
    ['0.1::float8 + 0.2::float8', t.number, 0.1 + 0.2],
    ['5e-324::float8', t.number, 5e-324],
    ["'-0'::float8", t.number, -0],
    ["'NaN'::float8", t.number, Number.NaN],
    ["'-Infinity'::float8", t.number, -Infinity],
    ['0.1::float4', t.number, 0.1],
    ['12.3400', t.number, 12.34],
    ['100::numeric', t.number, 100],
    ['1e20::numeric', t.number, 1e20],
    ['0.0000001000', t.number, 1e-7],
    ['123456789012345678901234567890.10', t.string, '123456789012345678901234567890.10'],
    ['123456789012345678901234567890.00', t.bigint, 123456789012345678901234567890n],
    ['0.1234567890123456789', C.numberFromText, 0.12345678901234568],
    ['1.5::numeric', t.unknown, '1.5'],
    ["'NaN'::numeric", t.number, Number.NaN],
    ["'a''b\\c'", t.string, "a'b\\c"],
    ["'x'::char(3)", t.string, 'x  '],
    ["'\\x00ff10'::bytea", t.unknown, Uint8Array.of(0, 255, 16)],
    ["'\\x00ff10'::bytea", t.string, '\\x00ff10'],
    ["'2024-01-31'::date", t.number, Date.UTC(2024, 0, 31)],
    ["'2024-02-29'::date", t.string, '2024-02-29'],
    ["'2024-01-31 12:34:56.789'::timestamp", t.number, Date.UTC(2024, 0, 31, 12, 34, 56, 789)],
    ["'2024-01-31 12:34:56.5'::timestamp", t.number, Date.UTC(2024, 0, 31, 12, 34, 56, 500)],
    ["'2024-01-31 12:34:56+02'::timestamptz", t.number, Date.UTC(2024, 0, 31, 10, 34, 56)],
    ["'2024-01-31 12:34:56.789123+00'::timestamptz", t.number, 1706704496789.123],
    ["'2024-01-31 12:34:56+02'::timestamptz", C.dateFromPostgres, Date.UTC(2024, 0, 31, 10, 34, 56)],
    ["'2024-01-31 12:34:56+02'::timestamptz", t.string, '2024-01-31 10:34:56+00'],
    ["'2024-01-31 12:34:56.789+02'::timestamptz", t.unknown, new Date(Date.UTC(2024, 0, 31, 10, 34, 56, 789))],
    ["'0044-03-15 BC'::date", t.number, new Date('-000043-03-15T00:00:00Z').getTime()],
    ["'12345-01-01'::date", t.number, new Date('+012345-01-01T00:00:00Z').getTime()],
    ["'23:59:59.999999'::time", t.number, 86399999.999],
    ["'12:00'::time", t.string, '12:00:00'],
    ["'1 day 2 hours'::interval", t.string, 'P1DT2H'],
    ['\'{"a":[1,null,{"b":true}]}\'::jsonb', t.unknown, { a: [1, null, { b: true }] }],
    ['\'{"a": 1}\'::json', t.string, '{"a": 1}'],
    ['\'"text"\'::json', t.unknown, 'text'],
    ['\'{"id": 9007199254740993}\'::json', t.type({ id: t.bigint }), { id: 9007199254740993n }],
    ["'[1, 2]'::jsonb", t.array(t.bigint), [1n, 2n]],
    ['\'{"__proto__": 1}\'::json', t.record(t.string, t.number), JSON.parse('{"__proto__": 1}')],
    ['array[1, null, 3]', t.array(t.union([t.number, t.null])), [1, null, 3]],
    [
      'array[[1, 2], [3, 4]]',
      t.array(t.array(t.number)),
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ['array[1, 2]::int8[]', t.array(t.bigint), [1n, 2n]],
    [
      "array['a,b', 'say \"hi\"', '\\', '', 'null', '{}']",
      t.array(t.string),
      ['a,b', 'say "hi"', '\\', '', 'null', '{}'],
    ],
    ["'{}'::text[]", t.array(t.string), []],
    ["'[2:3]={1,2}'::int[]", t.array(t.number), [1, 2]],
    ["array['2024-01-31'::date]", t.array(t.number), [Date.UTC(2024, 0, 31)]],
    ['array[\'{"a":1}\'::jsonb]', t.array(t.type({ a: t.number })), [{ a: 1 }]],
    ['array[true, false]', t.tuple([t.boolean, t.boolean]), [true, false]],
    ['array[1, 2]', t.string, '{1,2}'],
    ["'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid", t.string, 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'],
    ["'[1,5)'::int4range", t.string, '[1,5)'],
    ['row(1, 2)', t.string, '(1,2)'],
    ['null', t.null, null],
    ['null::int', t.union([t.number, t.null]), null],
    ['null::json', t.unknown, null],
  ])('%s', async (sql, codec, expected) => {
    expect(await value(sql, codec as t.Mixed)).toStrictEqual(expected)
  })

  test('that would lose something are refused, with the row', async () => {
    expect(await refusal('9007199254740993::int8', t.number)).toMatch(/no safe number.*t\.bigint/)
    expect(await refusal('9007199254740993::int8', t.unknown)).toMatch(/no safe number/)
    expect(await refusal('0.1234567890123456789', t.number)).toMatch(/more digits than a number.*t\.string/)
    expect(await refusal('1e400::numeric', t.number)).toMatch(/beyond the range/)
    expect(await refusal('1.5::numeric', t.bigint)).toMatch(/no integer/)
    expect(await refusal("'infinity'::timestamp", t.number)).toMatch(/no number of milliseconds/)
    expect(await refusal("'2024-01-31 12:34:56.000001'::timestamp", t.unknown)).toMatch(/finer than the milliseconds/)
    expect(await refusal("'infinity'::date", t.unknown)).toMatch(/no number of milliseconds/)
    expect(await refusal("'abc'", t.number)).toMatch(/'abc' is not a number.*cast it in the query/)
    expect(await refusal('null::int', t.number)).toMatch(/null is not a number.*t\.null/)
    expect(await refusal('array[9007199254740993]::int8[]', t.array(t.number))).toMatch(/no safe number/)
    expect(await refusal('\'{"id": 9007199254740993}\'::json', t.type({ id: t.number }))).toMatch(/not a number/)
  })

  test('are left out where the codec takes no null, and an absent field', async () => {
    expect(await read('select null::int as a, 1 as b', t.partial({ a: t.number, b: t.number }))).toStrictEqual([
      { b: 1 },
    ])
    expect(await read('select 1 as b', t.partial({ a: t.number, b: t.number }))).toStrictEqual([{ b: 1 }])
  })

  test('have names of their own', async () => {
    const Odd = t.type({ __proto__x: t.number, constructor: t.number, 'two words': t.string })
    expect(await read(`select 1 as "__proto__x", 2 as "constructor", 'x' as "two words", 3 as other`, Odd)).toEqual([
      { __proto__x: 1, constructor: 2, 'two words': 'x' },
    ])
    const [row] = await read('select 1 as "__proto__", 2 as b', t.UnknownRecord)
    expect(Object.entries(row ?? {})).toEqual([
      ['__proto__', 1],
      ['b', 2],
    ])
    expect(Object.isFrozen(row)).toBe(true)
  })
})

describe('parameters', () => {
  test.each([
    ['text', "it's; drop table x --", "it's; drop table x --"],
    ['int8', 9223372036854775807n, '9223372036854775807'],
    ['float8', -0, '-0'],
    ['timestamp', new Date(Date.UTC(2024, 0, 31, 12)), '2024-01-31 12:00:00'],
    ['timestamptz', new Date(Date.UTC(2024, 0, 31, 12)), '2024-01-31 12:00:00+00'],
    ['boolean', false, 'false'],
    ['bytea', Uint8Array.of(0, 39, 92), '\\x00275c'],
    ['text[]', ['a,b', '"', null, '\\'], '{"a,b","\\"",NULL,"\\\\"}'],
    [
      'int[]',
      [
        [1, 2],
        [3, 4],
      ],
      '{{1,2},{3,4}}',
    ],
    ['jsonb', { a: "'" }, '{"a": "\'"}'],
    ['text', null, null],
    ['text', undefined, null],
  ])('of type %s: %o', async (type, parameter, expected) => {
    const codec = t.type({ v: t.union([t.string, t.null]) })
    expect(await read(`select $1::${type} as v`, codec, { parameters: [parameter] })).toEqual([{ v: expected }])
  })

  test('that cannot be written are refused at once', () => {
    const plan = (parameter: unknown) => () => postgres('select $1', t.UnknownRecord, { parameters: [parameter] })
    expect(plan('a\0b')).toThrow(/parameter \$1: the text has a NUL/)
    expect(plan('\ud800')).toThrow(/surrogate/)
    expect(plan(() => 1)).toThrow(/cannot be made of/)
    expect(plan(new Date(Number.NaN))).toThrow(/no time/)
  })
})

const opened = (options: PostgresOptions): Source => {
  const { plan } = postgres(
    'select i as n from generate_series(1, 23) as i order by i',
    t.type({ n: t.number }),
    options,
  )
  if (plan.kind !== 'source') throw new Error('no source')
  return plan.source
}

describe('batches', () => {
  test.each([1, 2, 7, 22, 23, 24, 100])('of %i give the same rows, at the same places', async (batch) => {
    const seen: unknown[] = []
    const sizes: number[] = []
    for await (const found of opened({ url: database.url, batch }).open(new AbortController().signal)) {
      sizes.push(found.rows.length)
      for (const [i, row] of found.rows.entries()) seen.push([row, found.where(i).row])
    }
    expect(seen).toEqual(Array.from({ length: 23 }, (_, i) => [{ n: i + 1 }, i + 1]))
    expect(Math.max(...sizes)).toBe(Math.min(batch, 23))
  })

  test('are rejected row by row', async () => {
    const rejected: F.RunError[] = []
    const rows = postgres(
      "select case when i % 2 = 0 then 'x' else i::text end as n from generate_series(1, 5) as i order by i",
      t.type({ n: C.intFromText }),
      { url: database.url, ordered: true, batch: 2 },
    )
    const list = await F.toList(rows, { onError: 'reject', onReject: (error) => rejected.push(error) })
    expect(list.toArray()).toEqual([{ n: 1 }, { n: 3 }, { n: 5 }])
    expect(rejected.map(({ place }) => place.row)).toEqual([2, 4])
  })

  test('come in the order of a key', async () => {
    const rows = postgres('values (2, 1), (1, 2), (3, 3); ', t.type({ column1: t.number }), {
      url: database.url,
      by: 'column1',
      batch: 2,
    })
    expect((await F.toList(rows)).toArray()).toEqual([{ column1: 1 }, { column1: 2 }, { column1: 3 }])
    expect([F.orderOf(rows.plan), F.orderOf(postgres('select 1', t.UnknownRecord).plan)]).toEqual(['sequence', 'bag'])
  })

  test('of nothing', async () => {
    expect(await read('select 1 as n where false', t.type({ n: t.number }))).toEqual([])
    expect((await failure('select 1 as m where false', t.type({ n: t.number })))._tag).toBe('SchemaMismatch')
  })
})

describe('a pool', () => {
  test('gets its connections back, as they were, however reading ends', async () => {
    const pool = new pg.Pool({ connectionString: database.url, max: 1 })
    try {
      const source = opened({ pool, batch: 2 })
      const ends: readonly ((batch: Batch) => boolean)[] = [
        () => false,
        () => true,
        () => {
          throw new Error('mine')
        },
      ]
      for (const end of ends) {
        try {
          for await (const batch of source.open(new AbortController().signal)) if (end(batch)) break
        } catch (thrown) {
          expect((thrown as Error).message).toBe('mine')
        }
        expect([pool.totalCount, pool.idleCount]).toEqual([1, 1])
      }
      await expect(F.toList(postgres('select 1 / 0 as n', t.type({ n: t.number }), { pool }))).rejects.toThrow(/zero/)
      expect([pool.totalCount, pool.idleCount]).toEqual([1, 1])
      const calling = new AbortController()
      for await (const _ of source.open(calling.signal)) {
        calling.abort()
        break
      }
      expect([pool.totalCount, pool.idleCount]).toEqual([1, 1])
      const { rows } = await pool.query(`select name from pg_cursors union all
        select 'zone' from pg_settings where name = 'TimeZone' and setting = 'UTC' and reset_val <> 'UTC'`)
      expect(rows).toEqual([])
    } finally {
      await pool.end()
    }
  })

  test('that is exhausted is waited for, and then told', async () => {
    const pool = new pg.Pool({ connectionString: database.url, max: 1 })
    const taken = await pool.connect()
    const result = await F.run(postgres('select 1 as n', t.type({ n: t.number }), { pool, patience: 20 }))()
    const error = result._tag === 'Left' ? result.left : undefined
    expect([error?._tag, error?.summary]).toEqual([
      'SourceUnreachable',
      'no connection of the pool became free in 0.02 s: it has 1 of at most 1',
    ])
    taken.release()
    expect(await F.toList(postgres('select 1 as n', t.type({ n: t.number }), { pool }))).toHaveProperty('size', 1)
    expect([pool.totalCount, pool.idleCount]).toEqual([1, 1])
    await pool.end()
  })
})

describe('errors', () => {
  const One = t.type({ n: t.number })

  test('of the query say where', async () => {
    const error = await failure('select 1 as n\nfrom nowhere', One)
    expect([error._tag, error.summary]).toEqual([
      'SourceNotFound',
      'relation "nowhere" does not exist (line 2, column 6, at \'nowhere\')',
    ])
    expect((await failure('select 1 as n from (select 1 as flight) as f where fligt = 1', One)).hint).toMatch(
      /f\.flight/,
    )
    expect((await failure("select '😀' as s, selec", One)).summary).toMatch(/column 19, at 'selec'/)
    expect((await failure('select 1; select 2', One)).summary).toMatch(/multiple commands/)
    expect((await failure('create table n (n int)', One)).summary).toMatch(/read-only/)
    expect((await failure('set timezone = 1', One)).summary).toMatch(/gives no rows/)
  })

  test('of columns say which', async () => {
    const missing = await failure('select 1 as "nMax", 2 as b', t.type({ nmax: t.number }))
    expect([missing._tag, missing.hint]).toEqual([
      'SchemaMismatch',
      expect.stringMatching(/did you mean 'nMax' for 'nmax'/),
    ])
    expect((await failure('select 1 as n, 2 as n', One)).summary).toMatch(/two columns have the name 'n'/)
  })

  test('of nobody there', async () => {
    const error = await failure('select 1 as n', One, { url: 'postgres://me:secret@127.0.0.1:1/db' })
    expect([error._tag, error.summary]).toEqual([
      'SourceUnreachable',
      'no PostgreSQL answers at 127.0.0.1:1: connection refused',
    ])
    expect(error.message).not.toMatch(/secret/)
  })

  test('of arguments are told at once', () => {
    const plan = (options: unknown) => () => postgres('select 1', One, options as PostgresOptions)
    expect(plan({ url: 'x', pool: {} })).toThrow(/url and pool, and takes one/)
    expect(plan({ url: 'mysql://me:secret@host' })).toThrow(/begins with another word/)
    expect(plan({ url: 'mysql://me:secret@host' })).not.toThrow(/secret/)
    expect(plan({ pool: {} })).toThrow(/Pool of pg/)
    expect(plan({ batch: 0 })).toThrow(/batch is 0/)
    expect(plan({ timeout: 1.5 })).toThrow(/timeout is 1.5/)
    expect(plan({ parameters: 'a' })).toThrow(/parameters/)
    expect(plan({ readers: 2 })).toThrow(/several readers take their parts by a key/)
    expect(plan({ retries: 1 })).toThrow(/goes on where it was by a key/)
    expect(plan({ by: 'id', ordered: true })).toThrow(/takes one of them/)
    expect(plan({ by: 1 })).toThrow(/by is 1/)
    expect(plan({ by: 'id', readers: 0 })).toThrow(/readers is 0/)
    expect(() => postgres(' ', One)).toThrow(/takes a query/)
    expect(() => postgres('select 1', t.number)).toThrow(/takes no objects/)
    expect(() => postgres('select 1', undefined as unknown as t.Mixed)).toThrow(/as a codec/)
  })
})
