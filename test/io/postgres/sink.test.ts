/** Proves what `toPostgres` writes: all types, by copy and by insert, in each mode; all of it or nothing; and after a break. */
import * as F from 'floe'
import { postgres, type ToPostgresOptions, toPostgres } from 'floe/postgres'
import * as t from 'io-ts'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { isServer, startDatabase } from './database.ts'
import type { Database } from './embedded.ts'

let database: Database
let client: pg.Client
beforeAll(async () => {
  database = await startDatabase()
  client = new pg.Client(database.url)
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await database.stop()
})

beforeEach(() => client.query('create table flights (id int primary key, origin text not null, delay int)'))
afterEach(() => client.query('drop table if exists flights, floe_commits'))

/** The embedded one knows no COPY. */
const ways: readonly ('copy' | 'insert')[] = isServer ? ['copy', 'insert'] : ['insert']

const content = async (table = 'flights'): Promise<readonly unknown[]> =>
  (await client.query(`select * from ${table} order by 1`)).rows

const fill = () => client.query("insert into flights values (1, 'SEA', 4), (2, 'JFK', null)")

describe.each(ways)('by %s', (by) => {
  const to = (options: ToPostgresOptions = {}, table = 'flights') =>
    toPostgres(table, { url: database.url, by, ...options })
  const failure = async (
    rows: readonly object[],
    options: ToPostgresOptions = {},
    table?: string,
  ): Promise<F.RunError> => {
    const result = await F.run(F.rows(rows), { to: to(options, table) })()
    if (result._tag === 'Right') throw new Error('it did not fail')
    return result.left
  }

  test('rows are put behind those that are there', async () => {
    await fill()
    await F.write(
      F.rows([
        { id: 3, delay: -1, origin: "O'Hare\t\\N\n" },
        { id: 4, origin: 'x' },
      ]),
      to({ batch: 1 }),
    )
    expect(await content()).toEqual([
      { id: 1, origin: 'SEA', delay: 4 },
      { id: 2, origin: 'JFK', delay: null },
      { id: 3, origin: "O'Hare\t\\N\n", delay: -1 },
      { id: 4, origin: 'x', delay: null },
    ])
  })

  test.each([1, 2, 3, 10_000])(
    'rows with a key that is there take the place of others, %i at a time',
    async (batch) => {
      await fill()
      const rows = [
        { id: 2, origin: 'LAX', delay: 7 },
        { id: 3, origin: 'a', delay: 1 },
        { id: 3, origin: 'b', delay: 2 },
        { id: 4, origin: 'c', delay: 3 },
        { id: 3, origin: 'd', delay: null },
      ]
      await F.write(F.rows(rows), to({ mode: 'upsert', key: 'id', batch }))
      expect(await content()).toEqual([
        { id: 1, origin: 'SEA', delay: 4 },
        { id: 2, origin: 'LAX', delay: 7 },
        { id: 3, origin: 'd', delay: null },
        { id: 4, origin: 'c', delay: 3 },
      ])
      await F.write(F.rows(rows), to({ mode: 'upsert', key: 'id', batch }))
      expect(await content()).toHaveLength(4)
    },
  )

  test('rows of which there is nothing but the key are put there once', async () => {
    await client.query('create table keys (a int, b text, unique (a, b))')
    try {
      const rows = [
        { b: 'x', a: 1 },
        { b: 'x', a: 1 },
        { b: 'y', a: 1 },
      ]
      await F.write(F.rows(rows), to({ mode: 'upsert', key: ['b', 'a'] }, 'keys'))
      expect(await content('keys')).toHaveLength(2)
    } finally {
      await client.query('drop table keys')
    }
  })

  test('all rows give way to others, and none are seen before', async () => {
    await fill()
    const sink = to({ mode: 'replace' })
    await F.write(F.rows([{ id: 1, origin: 'new', delay: 0 }]), sink)
    expect(await content()).toEqual([{ id: 1, origin: 'new', delay: 0 }])
    await F.write(F.rows([]), sink)
    expect(await content()).toEqual([])
  })

  test.each(['append', 'upsert', 'replace'] as const)('after an error in mode %s all is as it was', async (mode) => {
    await fill()
    const rows = F.pipe(
      F.rows([3, 4, 5]),
      F.map((id) => {
        if (id === 5) throw new Error('mine')
        return { id, origin: 'x', delay: id }
      }),
    )
    const before = await content()
    await expect(F.write(rows, to({ mode, batch: 1, ...(mode === 'upsert' ? { key: 'id' } : {}) }))).rejects.toThrow(
      /mine/,
    )
    expect(await content()).toEqual(before)
  })

  test('what the server refuses is told with the row', async () => {
    const error = await failure([
      { id: 1, origin: 'a', delay: 1 },
      { id: 2, origin: 'b', delay: 'late' },
    ])
    expect([error._tag, error.summary]).toEqual([
      'SinkFailed',
      expect.stringMatching(/invalid input syntax for type integer: "late"/),
    ])
    if (by === 'copy') expect(error.place).toMatchObject({ source: 'flights', row: 2 })
    expect((await failure([{ id: 1, origin: null, delay: 1 }])).summary).toMatch(/not-null/)
    await fill()
    expect((await failure([{ id: 1, origin: 'x' }])).summary).toMatch(/duplicate key.*Key \(id\)=\(1\) already exists/)
    expect(await content()).toHaveLength(2)
  })

  test('names are names, whatever is in them', async () => {
    const table = 'fl"; drop table flights; --'
    const name = '"fl""; drop table flights; --"'
    await client.query(`create table ${name} ("a""b" int primary key, "__proto__" text, "floe_row" int, "select" text)`)
    try {
      const row = JSON.parse(
        `{"a\\"b": 1, "__proto__": "'; drop table flights; --", "floe_row": 2, "select": "\\\\."}`,
      ) as object
      await F.write(F.rows([row]), to({}, table))
      await F.write(F.rows([row]), to({ mode: 'upsert', key: 'a"b' }, table))
      expect((await client.query({ text: `select * from ${name}`, rowMode: 'array' })).rows).toEqual([
        [1, "'; drop table flights; --", 2, '\\.'],
      ])
      expect(await content()).toEqual([])
    } finally {
      await client.query(`drop table ${name}`)
    }
  })

  test('all types come back as they were', async () => {
    await client.query(`create table types (
      id int, b boolean, i2 int2, i8 int8, f8 float8, n numeric, s text, c varchar(3), y bytea, j jsonb,
      d date, ts timestamp, tz timestamptz, ti time, u uuid, ai int[], at text[][], aj jsonb[])`)
    const Row = t.type({
      id: t.number,
      b: t.boolean,
      i2: t.number,
      i8: t.bigint,
      f8: t.number,
      n: t.string,
      s: t.string,
      c: t.string,
      y: t.unknown,
      j: t.unknown,
      d: t.number,
      ts: t.number,
      tz: t.number,
      ti: t.number,
      u: t.string,
      ai: t.array(t.union([t.number, t.null])),
      at: t.array(t.array(t.string)),
      aj: t.array(t.unknown),
    })
    const rows: readonly t.TypeOf<typeof Row>[] = [
      {
        id: 1,
        b: true,
        i2: -32768,
        i8: 9223372036854775807n,
        f8: 5e-324,
        n: '123456789012345678901234567890.10',
        s: "\\N\t\n\r\\.'😀",
        c: 'abc',
        y: Uint8Array.of(0, 255, 92),
        j: { a: [1, null, 'x"\\'], b: { c: true } },
        d: Date.UTC(2024, 1, 29),
        ts: 1706704496789.123,
        tz: -1,
        ti: 86399999.999,
        u: 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
        ai: [1, null, -3],
        at: [
          ['a,b', '"'],
          ['\\', ''],
        ],
        aj: [{ a: 1 }, [1, 2], 'x'],
      },
      {
        id: 2,
        b: false,
        i2: 0,
        i8: -1n,
        f8: -0,
        n: 'NaN',
        s: '',
        c: '',
        y: new Uint8Array(0),
        j: 'text',
        d: new Date('-000043-03-15T00:00:00Z').getTime(),
        ts: new Date('+012345-01-01T00:00:00Z').getTime(),
        tz: 0,
        ti: 0,
        u: '00000000-0000-0000-0000-000000000000',
        ai: [],
        at: [],
        aj: [],
      },
    ]
    try {
      await F.write(F.rows(rows), to({}, 'types'))
      const back = await F.toList(
        postgres('select * from types order by id', Row, { url: database.url, ordered: true }),
      )
      expect(back.toArray()).toStrictEqual(rows)
    } finally {
      await client.query('drop table types')
    }
  })

  test('rows that cannot be written are told by number and field', async () => {
    const one = async (row: object, options: ToPostgresOptions = {}) => {
      const error = await failure([{ id: 1, origin: 'a', delay: 1 }, row], options)
      return [error.place.row, error.place.field, error.summary]
    }
    expect(await one({ id: 2, origin: 'a\0', delay: 1 })).toEqual([2, 'origin', expect.stringMatching(/NUL/)])
    expect(await one({ id: 2, origin: '\ud800', delay: 1 })).toEqual([2, 'origin', expect.stringMatching(/surrogate/)])
    expect(await one({ id: 2, origin: { a: 1 }, delay: 1 })).toEqual([
      2,
      'origin',
      expect.stringMatching(/cannot be made of/),
    ])
    expect(await one({ id: 2, origin: 'a', delay: 1, more: 1 })).toEqual([
      2,
      'more',
      expect.stringMatching(/not written: 'more'/),
    ])
    expect(await one([1])).toEqual([2, undefined, expect.stringMatching(/an object with fields/)])
    expect(await one({ id: null, origin: 'a', delay: 1 }, { mode: 'upsert', key: 'id' })).toEqual([
      2,
      'id',
      expect.stringMatching(/a key is null/),
    ])
    expect((await failure([{ id: 1, orgin: 'a' }])).hint).toMatch(/did you mean 'origin'\? it has id, origin, delay/)
  })

  test('a table that is not there is told, with others', async () => {
    expect(await failure([{ id: 1 }], {}, 'fligts')).toMatchObject({
      _tag: 'SinkFailed',
      summary: "there is no table 'fligts'",
      hint: "did you mean 'flights'?",
    })
    expect((await failure([{ id: 1 }], {}, 'public.flights')).hint).toMatch(
      /one name: table 'flights' with schema: 'public'/,
    )
    expect((await failure([{ id: 1 }], { schema: 'pg_catalog' })).hint).toMatch(/another schema: schema: 'public'/)
    expect((await failure([{ id: 1 }], { mode: 'upsert', key: 'delay' })).hint).toBe(
      'create unique index on "public"."flights" ("delay")',
    )
    expect((await failure([{ id: 1 }], { mode: 'upsert', key: 'idd' })).hint).toMatch(/did you mean 'id'/)
  })

  describe('a run that goes on', () => {
    const row = (id: number) => ({ id, origin: `o${id}`, delay: id })
    const resume = (options: ToPostgresOptions, mark?: unknown) => {
      const { resume: opened } = to(options)
      if (opened === undefined) throw new Error('it cannot be resumed')
      return opened({ id: 'run1', ...(mark === undefined ? {} : { mark }) })
    }
    const modes: readonly ToPostgresOptions[] = [
      { mode: 'append' },
      { mode: 'upsert', key: 'id', batch: 2 },
      { mode: 'replace' },
    ]

    test.each(modes)('has what it committed, and no more: %o', async (options) => {
      await client.query("insert into flights values (99, 'old', 0)")
      const first = await resume(options)
      expect(first.committed).toBe(0)
      await first.write([row(1), row(2), row(3)])
      expect(await first.commit()).toEqual({ rows: 3 })
      await first.write([row(4)])
      await first.abort()
      const shown = options.mode === 'replace' ? [99] : [1, 2, 3, 99]
      expect((await content()).map((one) => (one as { id: number }).id)).toEqual(shown)
      const second = await resume(options)
      expect(second.committed).toBe(3)
      await second.write([row(4), row(5)])
      expect(await second.commit()).toEqual({ rows: 5 })
      expect(await second.commit()).toEqual({ rows: 5 })
      await second.write([row(6)])
      await second.close()
      const all = [1, 2, 3, 4, 5, 6, ...(options.mode === 'replace' ? [] : [99])]
      expect((await content()).map((one) => (one as { id: number }).id)).toEqual(all)
      // It was ended before it heard that it was done.
      const third = await resume(options, { rows: 5 })
      expect(third.committed).toBe(6)
      await third.close()
      expect((await content()).map((one) => (one as { id: number }).id)).toEqual(all)
      expect((await client.query("select 1 from pg_class where relname like 'floe_stage%'")).rows).toEqual([])
    })

    test('is told where another one has gone on with it', async () => {
      const one = await resume({ mode: 'append' })
      await one.write([row(1)])
      await one.commit()
      const other = await resume({ mode: 'append' })
      await other.write([row(2)])
      await other.commit()
      await one.write([row(3)])
      await expect(one.commit()).rejects.toThrow(/another one writes them, too/)
      await one.abort()
      await other.abort()
      expect(await content()).toHaveLength(2)
    })

    test('is told where rows that were safe are not known any more', async () => {
      await expect(resume({ mode: 'append' }, { rows: 3 })).rejects.toThrow(
        /knows of 0 rows of the run, and 3 were safe/,
      )
    })

    test('without any row', async () => {
      await fill()
      for (const options of modes.slice(0, 2)) {
        const writer = await resume(options)
        expect(await writer.commit()).toEqual({ rows: 0 })
        await writer.close()
      }
      expect(await content()).toHaveLength(2)
    })
  })
})

test('arguments that make no sense are told at once', () => {
  const sink = (options: unknown) => () => toPostgres('flights', options as ToPostgresOptions)
  expect(() => toPostgres('')).toThrow(/no name of a table/)
  expect(() => toPostgres('a\0')).toThrow(/no name of a table/)
  expect(sink({ mode: 'merge' })).toThrow(/mode is 'merge'/)
  expect(sink({ mode: 'upsert' })).toThrow(/not by which key/)
  expect(sink({ key: 'id' })).toThrow(/a key says nothing/)
  expect(sink({ mode: 'upsert', key: ['id', 'id'] })).toThrow(/'id' twice/)
  expect(sink({ mode: 'upsert', key: 'id', columns: ['delay'] })).toThrow(/none of the columns/)
  expect(sink({ columns: [] })).toThrow(/no columns/)
  expect(sink({ by: 'magic' })).toThrow(/by is 'magic'/)
  expect(sink({ batch: 0 })).toThrow(/batch is 0/)
  expect(sink({ schema: '' })).toThrow(/schema is ''/)
  expect(sink({ url: 'http://x' })).toThrow(/begins with another word/)
})
