/**
 * Proves that reading by a key gives the same rows in the same order for any number of readers, all of one moment; and that it goes
 * on where a connection was lost, or says why it cannot.
 */
import fc from 'fast-check'
import * as F from 'floe'
import { type PostgresOptions, postgres } from 'floe/postgres'
import * as t from 'io-ts'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runs } from '../../runs.ts'
import { type Between, startProxy } from './proxy.ts'
import { type Server, startServer } from './server.ts'

let server: Server
let proxy: Between
let client: pg.Client
beforeAll(async () => {
  server = await startServer()
  proxy = await startProxy(server.port)
  client = new pg.Client(server.url)
  await client.connect()
  await client.query('create table keyed (id int8 primary key, v text)')
  await client.query('create table many as select i as id, i * 3 as v from generate_series(1, 20000) as i')
  await client.query('alter table many add primary key (id)')
})
afterAll(async () => {
  await client.end()
  await proxy.stop()
  await server.stop()
})

const Row = t.type({ id: t.bigint, v: t.string })
const through = (): string => server.url.replace(`:${server.port}/`, `:${proxy.port}/`)

const fill = async (keys: readonly bigint[]): Promise<void> => {
  await client.query('truncate keyed')
  await client.query("insert into keyed select k, 'v' || k from unnest($1::int8[]) as k", [keys.map(String)])
  await client.query('analyze keyed')
}

const keys = fc.uniqueArray(
  fc.oneof(fc.bigInt({ min: -20n, max: 60n }), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
  { maxLength: 60 },
)

test('any number of readers gives the rows that one gives, in the order of the key', async () => {
  await fc.assert(
    fc.asyncProperty(
      keys,
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 20 }),
      async (given, readers, batch) => {
        await fill(given)
        const read = postgres('select v, id from keyed where v <> $1 -- not all\n;', Row, {
          url: server.url,
          by: 'id',
          parameters: ['v7'],
          readers,
          batch,
        })
        const expected = given.filter((key) => key !== 7n).sort((a, b) => (a < b ? -1 : 1))
        expect((await F.toList(read)).map(({ id }) => id).toArray()).toEqual(expected)
      },
    ),
    { numRuns: runs(40) },
  )
})

test('all readers see one moment, whatever others do meanwhile', async () => {
  await fill(Array.from({ length: 1000 }, (_, i) => BigInt(i)))
  const read = postgres('select id, v from keyed', Row, { url: server.url, by: 'id', readers: 3, batch: 10 })
  const seen: string[] = []
  for await (const batch of F.stream(read)) {
    for (const { v } of batch) seen.push(v)
    await client.query("update keyed set v = 'changed'; insert into keyed select max(id) + 1, 'new' from keyed")
  }
  expect(seen).toEqual(Array.from({ length: 1000 }, (_, i) => `v${i}`))
})

const Many = t.type({ id: t.number, v: t.number })

/** Reads, and does something after each so many rows. */
const readWith = async (each: number, then: () => unknown, options: PostgresOptions) => {
  const rows: number[] = []
  let next = each
  const read = postgres('select * from many', Many, { batch: 100, by: 'id', ...options })
  try {
    for await (const batch of F.stream(read)) {
      for (const { id } of batch) rows.push(id)
      if (rows.length < next) continue
      next += each
      await then()
    }
  } catch (thrown) {
    return { rows, error: thrown as F.RunError }
  }
  return { rows, error: undefined }
}

const all = Array.from({ length: 20_000 }, (_, i) => i + 1)

describe('a connection that is lost', () => {
  test.each([1, 2, 4])('is replaced: %i readers', async (readers) => {
    let cuts = 0
    const cut = () => {
      cuts++
      proxy.cut(1)
    }
    const { rows, error } = await readWith(3000, cut, { url: through(), readers, retries: 2 })
    expect(error).toBe(undefined)
    expect(rows).toEqual(all)
    expect(cuts).toBeGreaterThan(3)
  })

  test('ends reading where it held the moment that is read', async () => {
    const { rows, error } = await readWith(5000, () => proxy.cut(), { url: through(), retries: 2 })
    expect(rows).toEqual(all.slice(0, rows.length))
    expect(error?._tag === 'QueryFailed' && error.summary).toMatch(/held the moment/)
  })

  test('ends reading where no retries are wished', async () => {
    const { rows, error } = await readWith(5000, () => proxy.cut(1), { url: through(), readers: 2 })
    expect(rows).toEqual(all.slice(0, rows.length))
    expect(error?._tag).toBe('SourceLost')
  })
})

test('leaving early leaves no connection', async () => {
  const pool = new pg.Pool({ connectionString: server.url, max: 5 })
  const read = postgres('select * from many', Many, { pool, by: 'id', readers: 4, batch: 50 })
  for (const rows of [1, 60, 500]) {
    expect((await F.toList(F.pipe(read, F.take(rows)))).size).toBe(rows)
    expect(pool.idleCount).toBe(pool.totalCount)
  }
  const { rows } = await pool.query(
    "select count(*)::int as n from pg_stat_activity where state <> 'idle' and pid <> pg_backend_pid()",
  )
  expect(rows).toEqual([{ n: 0 }])
  await pool.end()
})

describe('keys that are none', () => {
  const failure = async (query: string, by: string, options: PostgresOptions = {}): Promise<string> => {
    const result = await F.run(postgres(query, t.UnknownRecord, { url: server.url, by, ...options }))()
    return result._tag === 'Left' ? `${result.left._tag} ${result.left.summary}` : 'it did not fail'
  }

  test('are told', async () => {
    const odd = "select * from (values (1, 'a'), (1, 'b'), (null, 'c')) as r (id, v)"
    expect(await failure(odd, 'id')).toMatch(/QueryFailed .* two rows have '1'/)
    expect(await failure(odd, 'id', { batch: 1 })).toMatch(/two rows have '1'/)
    expect(await failure(`${odd} where v <> 'b'`, 'id')).toMatch(/null in some row/)
    expect(await failure(`${odd} where v <> 'b'`, 'id', { retries: 1 })).toMatch(/null in some row/)
    expect(await failure(odd, 'v', { readers: 2 })).toMatch(/whole numbers/)
    expect(await failure(odd, 'ID')).toMatch(/column "ID" does not exist/)
    const nowhere = /SourceNotFound .*column 19, at 'manny'/
    expect(await failure('select id, v from manny', 'id')).toMatch(nowhere)
    expect(await failure('select id, v from manny', 'id', { readers: 2 })).toMatch(nowhere)
  })
})
