/**
 * Measures what `floe/postgres` takes against code by hand, and what the size of batches does, on a PostgreSQL server that it starts.
 *
 *   npm run bench:postgres -- [by-hand batches] [--rounds 3] [--quick] [--draw]
 *
 * Without names, both. `--quick` is a hundredth of the rows and one round, and writes nothing; `--draw` measures nothing and draws again
 * what was measured last.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { startProxy } from '../io/postgres/proxy.ts'
import { startServer } from '../io/postgres/server.ts'
import { installed } from './installed.mjs'

const { values: given, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '3' },
    quick: { type: 'boolean', default: false },
    draw: { type: 'boolean', default: false },
  },
})
const rows = given.quick ? 10_000 : 1_000_000
const rounds = given.quick ? 1 : Number(given.rounds)
const isWanted = (name) => wanted.length === 0 || wanted.includes(name)

/** With so many fetches it is known what one takes, and that for a million rows. */
const mostFetches = 2000

const table = `
  create table measured as
  select i::int8 as id, (i % 1000)::int4 as a, 'name ' || i as name, (i * 0.37)::float8 as x, i % 7 = 0 as flag,
    '2024-01-01'::timestamptz + i * interval '1 second' as at
  from generate_series(1, ${rows}) as i;
  alter table measured add primary key (id);
  create table target (id int8, a int4, name text, x float8, flag boolean, at timestamptz)`

const program = fileURLToPath(new URL('postgres/measure-one.mjs', import.meta.url))

const measureOne = async (order) => {
  const child = spawn(process.execPath, [program, JSON.stringify(order)], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (more) => {
    text += more
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${JSON.stringify(order)} ended with code ${code}`)
  return JSON.parse(text)
}

/** Rounds take turns, so that a busy machine slows all alike; the quickest counts, and what took least memory. */
const measureAll = async (orders) => {
  const results = orders.map(() => undefined)
  for (let round = 1; round <= rounds; round++)
    for (const [i, order] of orders.entries()) {
      const { ms, cpu, rss } = await measureOne(order)
      const { job, setting, by } = order
      console.error(
        `  ${round}/${rounds} ${job} ${by ?? ''} ${setting ?? ''}: ${ms.toFixed(0)} ms, ${cpu.toFixed(0)} ms of processor`,
      )
      const before = results[i] ?? { ms, cpu, rss }
      results[i] = { ms: Math.min(before.ms, ms), cpu: Math.min(before.cpu, cpu), rss: Math.min(before.rss, rss) }
    }
  return orders.map(({ url: _, ...order }, i) => {
    const { ms, cpu, rss } = results[i]
    return { ...order, ms: Math.round(ms), cpu: Math.round(cpu), rssMB: Math.round(rss / 1e6) }
  })
}

const folder = new URL('../../docs/guide/plots/', import.meta.url)

const write = (name, results) => {
  const lines = results.map((result) => `    ${JSON.stringify(result)}`).join(',\n')
  const machine = { date: new Date().toISOString().slice(0, 10), node: process.versions.node, load: loadavg()[1] }
  if (given.quick) console.log(lines)
  else
    writeFileSync(
      new URL(`${name}.json`, folder),
      `{\n  "machine": ${JSON.stringify(machine)}, "rows": ${rows}, "rounds": ${rounds},\n  "results": [\n${lines}\n  ]\n}\n`,
    )
}

if (!given.draw) {
  const server = await startServer()
  const far = await startProxy(server.port, 1)
  try {
    const client = new pg.Client(server.url)
    await client.connect()
    await client.query(table)
    await client.query('vacuum analyze measured')
    await client.end()
    if (isWanted('by-hand')) {
      const jobs = ['read', 'write'].flatMap((job) =>
        ['hand', 'floe'].map((by) => ({ job, by, setting: 2000, rows, url: server.url })),
      )
      write('postgres-by-hand', await measureAll(jobs))
    }
    if (isWanted('batches')) {
      const urls = { 'same machine': server.url, '2 ms away': server.url.replace(`:${server.port}/`, `:${far.port}/`) }
      const settings = [1, 10, 100, 500, 1000, 2000, 5000, 10_000, 100_000]
      const orders = Object.entries(urls).flatMap(([where, url]) =>
        settings.map((setting) => ({
          job: 'read',
          where,
          by: 'floe',
          setting,
          rows: Math.min(rows, setting * mostFetches),
          url,
        })),
      )
      write('postgres-batches', await measureAll(orders))
    }
  } finally {
    await far.stop()
    await server.stop()
  }
}

if (!given.quick && isWanted('batches')) {
  installed('@observablehq/plot')
  const { memoryByFetch, timeByFetch } = await import('./plots/draw-fetches.mjs')
  const measured = JSON.parse(readFileSync(new URL('postgres-batches.json', folder), 'utf8'))
  writeFileSync(new URL('postgres-time.svg', folder), timeByFetch(measured))
  writeFileSync(new URL('postgres-memory.svg', folder), memoryByFetch(measured))
}
