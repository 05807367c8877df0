/**
 * Proves, on a server of its own, that whatever ends a connection, and whenever, is told, that nothing is left behind, and that
 * what was to be written is there as a whole or not at all.
 */
import * as F from 'floe'
import { type PostgresOptions, postgres, toPostgres } from 'floe/postgres'
import * as t from 'io-ts'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Between, startProxy } from './proxy.ts'
import { type Server, startServer } from './server.ts'

let server: Server
let proxy: Between
beforeAll(async () => {
  server = await startServer(['max_connections=20'])
  proxy = await startProxy(server.port)
  await ask('create table numbers as select i as n, repeat($$x$$, 100) as pad from generate_series(1, 200000) as i')
})
afterAll(async () => {
  await proxy.stop()
  await server.stop()
})

const ask = async (text: string, values: readonly unknown[] = []): Promise<readonly Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: server.url, application_name: 'test' })
  await client.connect()
  try {
    return (await client.query(text, [...values])).rows
  } finally {
    await client.end()
  }
}

/** How many connections of ours the server knows of. */
const connections = async (): Promise<number> =>
  Number(
    (
      await ask(
        "select count(*) as n from pg_stat_activity where backend_type = 'client backend' and application_name <> 'test'",
      )
    )[0]?.n,
  )

/** It may take the server a moment to see that one is gone. */
const untilGone = async (): Promise<number> => {
  for (let tries = 0; tries < 200 && (await connections()) > 0; tries++)
    await new Promise((resolve) => setTimeout(resolve, 10))
  return connections()
}

const through = (): string => server.url.replace(`:${server.port}/`, `:${proxy.port}/`)

const Row = t.type({ n: t.number, pad: t.string })
const numbers = (options: PostgresOptions) =>
  postgres('select * from numbers order by n', Row, { ...options, ordered: true })

/** Reads, and does something after so many rows; the rows that came, and how it ended. */
const readUntil = async (after: number, then: () => unknown, options: PostgresOptions) => {
  let rows = 0
  let isDone = false
  try {
    for await (const batch of F.stream(numbers({ batch: 500, ...options }))) {
      for (const row of batch) if (row.n !== ++rows) throw new Error(`row ${rows} is ${row.n}`)
      if (rows < after || isDone) continue
      isDone = true
      await then()
    }
  } catch (thrown) {
    return { rows, error: thrown as F.RunError }
  }
  return { rows, error: undefined }
}

describe('reading', () => {
  test('that is left early leaves no cursor, no connection', async () => {
    expect((await F.toList(F.pipe(numbers({ url: server.url }), F.take(3)))).size).toBe(3)
    expect(await untilGone()).toBe(0)
    const pool = new pg.Pool({ connectionString: server.url, max: 1 })
    const first = await pool.connect()
    const pid = (await first.query('select pg_backend_pid() as pid')).rows[0].pid
    first.release()
    expect((await F.toList(F.pipe(numbers({ pool, batch: 10 }), F.take(3)))).size).toBe(3)
    const [state] = await ask('select state, backend_xmin is null as free from pg_stat_activity where pid = $1', [pid])
    expect(state).toEqual({ state: 'idle', free: true })
    expect([pool.totalCount, pool.idleCount]).toEqual([1, 1])
    await pool.end()
  })

  test.each(['own', 'pool'])('that is cancelled ends the query at once (connection: %s)', async (whose) => {
    const pool = whose === 'pool' ? new pg.Pool({ connectionString: server.url, max: 1 }) : undefined
    const calling = new AbortController()
    const running = F.run(
      postgres('select pg_sleep(600)::text as n', t.type({ n: t.string }), pool ? { pool } : { url: server.url }),
      {
        signal: calling.signal,
      },
    )()
    while (
      (await ask("select 1 from pg_stat_activity where query like 'select pg_sleep(600)%' and state = 'active'"))
        .length === 0
    );
    calling.abort()
    const result = await running
    expect(result._tag === 'Left' && result.left._tag).toBe('Cancelled')
    if (pool !== undefined) {
      expect([pool.totalCount, pool.idleCount]).toEqual([1, 1])
      expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
      await pool.end()
    }
    expect(await untilGone()).toBe(0)
  })

  test('that takes too long is ended by the server', async () => {
    const result = await F.run(
      postgres('select pg_sleep(600)::text as n', t.type({ n: t.string }), { url: server.url, timeout: 50 }),
    )()
    const error = result._tag === 'Left' ? result.left : undefined
    expect([error?._tag, error?.summary]).toEqual([
      'QueryFailed',
      'the query was ended by the server: it took longer than 50 ms',
    ])
    expect(await untilGone()).toBe(0)
  })

  test('from a server that says nothing any more ends when time is up', async () => {
    const silent = await startProxy(server.port)
    const url = server.url.replace(`:${server.port}/`, `:${silent.port}/`)
    const { rows, error } = await readUntil(600, silent.stall, { url, timeout: 2000, patience: 300 })
    expect(rows).toBeGreaterThanOrEqual(600)
    expect([error?._tag, error?.summary]).toEqual(['SourceLost', expect.stringMatching(/no answer in time/)])
    await silent.stop()
  })

  test.each([1, 700, 50_000])('that is cut after %i rows says so, with all rows before', async (after) => {
    const { rows, error } = await readUntil(after, () => proxy.cut(), { url: through() })
    expect(rows).toBeGreaterThanOrEqual(after)
    expect(rows).toBeLessThan(200_000)
    expect(error?._tag).toBe('SourceLost')
    expect(await untilGone()).toBe(0)
  })

  test('whose process of the server is ended says so', async () => {
    const end = () =>
      ask(
        "select pg_terminate_backend(pid) from pg_stat_activity where query like 'select * from numbers%' and pid <> pg_backend_pid()",
      )
    const { error } = await readUntil(1000, end, { url: server.url })
    expect([error?._tag, error?.summary]).toEqual(['SourceLost', expect.stringMatching(/terminat/i)])
  })

  test('from a server that is killed says so, and reads again when it is back', async () => {
    const pool = new pg.Pool({ connectionString: server.url, max: 2 })
    pool.on('error', () => undefined)
    const { error } = await readUntil(1000, server.kill, { pool })
    expect(error?._tag).toBe('SourceLost')
    const away = await F.run(numbers({ pool }))()
    expect(away._tag === 'Left' && away.left._tag).toBe('SourceUnreachable')
    await server.start()
    expect((await readUntil(1, () => undefined, { pool })).rows).toBe(200_000)
    expect(pool.totalCount).toBe(pool.idleCount)
    await pool.end()
  })

  test('when all connections are taken says so', async () => {
    const taken: pg.Client[] = []
    try {
      for (;;) {
        const client = new pg.Client(server.url)
        client.on('error', () => undefined)
        await client.connect()
        taken.push(client)
      }
    } catch {
      const result = await F.run(numbers({ url: server.url }))()
      const error = result._tag === 'Left' ? result.left : undefined
      expect([error?._tag, error?.summary]).toEqual([
        'SourceUnreachable',
        expect.stringMatching(/too many clients|remaining connection slots/),
      ])
    } finally {
      for (const client of taken) await client.end()
    }
  })

  test('with a wrong password says so, and not which', async () => {
    await ask("set password_encryption = 'scram-sha-256'; create role guarded login password 'right'")
    const refusal = async (name: string): Promise<F.RunError | undefined> => {
      const url = server.url.replace('floe@', name)
      const result = await F.run(postgres('select * from numbers', Row, { url }))()
      return result._tag === 'Left' ? result.left : undefined
    }
    const error = await refusal('guarded:wrong@')
    expect([error?._tag, error?.summary]).toEqual([
      'SourceUnreachable',
      expect.stringMatching(/lets nobody in: password authentication failed for user "guarded"/),
    ])
    expect((await refusal('guarded@'))?._tag).toBe('SourceUnreachable')
    expect((await refusal('guarded:right@'))?._tag).toBe('SourceUnreadable')
    expect(error?.message).not.toMatch(/wrong/)
  })
})

describe('writing', () => {
  const count = async () => Number((await ask('select count(*) as n from target'))[0]?.n)
  const rows = (amount: number, then: (n: number) => unknown) =>
    F.pipe(
      F.range(0, amount),
      F.map((n) => {
        then(n)
        return { n }
      }),
    )

  test.each(['append', 'upsert', 'replace'] as const)('that is cut leaves all as it was: %s', async (mode) => {
    await ask('drop table if exists target; create table target (n int primary key); insert into target values (-1)')
    const sink = toPostgres('target', { url: through(), mode, batch: 1000, ...(mode === 'upsert' ? { key: 'n' } : {}) })
    const result = await F.run(
      rows(100_000, (i) => i === 60_000 && proxy.cut()),
      { to: sink },
    )()
    expect(result._tag === 'Left' && [result.left._tag, result.left.summary]).toEqual([
      'SinkFailed',
      expect.stringMatching(/was lost/),
    ])
    expect(await untilGone()).toBe(0)
    expect(await count()).toBe(1)
  })

  test('that fails leaves no connection, and one of a pool as it was', async () => {
    await ask('drop table if exists target; create table target (n int primary key)')
    const pool = new pg.Pool({ connectionString: server.url, max: 1 })
    const fails = () => {
      throw new Error('mine')
    }
    for (const mode of ['append', 'upsert', 'replace'] as const) {
      const sink = toPostgres('target', { pool, mode, ...(mode === 'upsert' ? { key: 'n' } : {}) })
      await expect(
        F.write(
          rows(50_000, (i) => i === 40_000 && fails()),
          sink,
        ),
      ).rejects.toThrow(/mine/)
      expect([pool.totalCount, pool.idleCount]).toEqual([1, 1])
      await expect(F.write(F.rows([{ n: 1 }, { n: 1.5 }]), sink)).rejects.toThrow(/invalid input syntax/)
      expect([pool.totalCount, pool.idleCount]).toEqual([1, 1])
    }
    expect((await pool.query('select pg_backend_pid(), count(*)::int as n from target group by 1')).rows).toEqual([])
    await pool.end()
    expect(await untilGone()).toBe(0)
  })

  test('while others read keeps nobody waiting, and shows old rows until new ones are there', async () => {
    await ask('drop table if exists target; create table target (n int primary key); insert into target values (-1)')
    const writer = await toPostgres('target', { url: server.url, mode: 'replace' }).open()
    await writer.write(Array.from({ length: 100_000 }, (_, n) => ({ n })))
    expect(await count()).toBe(1)
    await writer.close()
    expect(await count()).toBe(100_000)
  })

  test('waits for a lock no longer than it is told', async () => {
    await ask('drop table if exists target; create table target (n int primary key)')
    const other = new pg.Client(server.url)
    await other.connect()
    await other.query('begin; lock table target in access exclusive mode')
    const result = await F.run(F.rows([{ n: 1 }]), { to: toPostgres('target', { url: server.url, patience: 100 }) })()
    expect(result._tag === 'Left' && result.left.summary).toMatch(/lock timeout/)
    await other.end()
  })
})
