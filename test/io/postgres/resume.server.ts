/**
 * Proves that a run whose process ends at any byte of what it says to the server, and is gone on with, writes what an undisturbed
 * one writes: no row is lost, none is there twice, and of `replace` nothing is seen before the end.
 */
import fc from 'fast-check'
import { type ToPostgresOptions, toPostgres } from 'floe/postgres'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
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
})
afterAll(async () => {
  await client.end()
  await proxy.stop()
  await server.stop()
})

const rows = Array.from({ length: 60 }, (_, i) => ({ id: i + 1, pad: 'x'.repeat(i % 7) }))
const old = { id: 1000, pad: 'old' }

const content = async (): Promise<readonly unknown[]> =>
  (await client.query('select id, pad from target order by id')).rows

/** One process of the run. The mark that it knew of last, or that all is done. */
const attempt = async (options: ToPostgresOptions, id: string, mark: unknown, unit: number) => {
  const { resume } = toPostgres('target', options)
  let known = mark
  let writer: Awaited<ReturnType<NonNullable<typeof resume>>> | undefined
  try {
    writer = await resume?.({ id, ...(mark === undefined ? {} : { mark }) })
    if (writer === undefined) throw new Error('it cannot be resumed')
    for (let at = writer.committed; at < rows.length; at += unit) {
      await writer.write(rows.slice(at, at + unit))
      known = await writer.commit()
    }
    await writer.close()
    return { isDone: true, known }
  } catch {
    await writer?.abort()
    return { isDone: false, known }
  }
}

const modes = fc.constantFrom<ToPostgresOptions>(
  { mode: 'append' },
  { mode: 'append', by: 'insert', batch: 5 },
  { mode: 'upsert', key: 'id', batch: 9 },
  { mode: 'replace' },
)

/** After how many bytes a process ends. What a whole run says are some 6,000. */
const ends = fc.array(fc.integer({ min: 100, max: 8000 }), { maxLength: 6 })

let run = 0

test('a run that is gone on with writes what an undisturbed one writes', { timeout: 300_000 }, async () => {
  await client.query('create table target (id int, pad text, unique (id))')
  let broken = 0
  await fc.assert(
    fc.asyncProperty(modes, ends, fc.integer({ min: 7, max: 40 }), fc.boolean(), async (options, cuts, unit, hears) => {
      await client.query("truncate target; insert into target values (1000, 'old')")
      const id = `run${++run}`
      let mark: unknown
      for (const bytes of [...cuts, undefined]) {
        const url = bytes === undefined ? server.url : server.url.replace(`:${server.port}/`, `:${proxy.port}/`)
        if (bytes !== undefined) proxy.cutAfter(bytes)
        const { isDone, known } = await attempt({ ...options, url }, id, mark, unit)
        // It may end before it has written down what it knows.
        if (hears) mark = known
        if (!isDone) broken++
        if (options.mode === 'replace' && !isDone) {
          const seen = await content()
          expect([1, rows.length]).toContain(seen.length)
        }
      }
      expect(await content()).toEqual(options.mode === 'replace' ? rows : [...rows, old])
      const left = await client.query("select 1 from pg_class where relname like 'floe_stage%'")
      expect(left.rows).toEqual([])
    }),
    { numRuns: runs(60) },
  )
  expect(broken).toBeGreaterThan(60)
})
