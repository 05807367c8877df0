/**
 * A process that writes to a real PostgreSQL with a checkpoint, killed at some moment, again and again, until it is done.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { type Ended, ended, type Life, type Moment } from './ended.ts'

const script = fileURLToPath(new URL('fixtures/to-postgres.mjs', import.meta.url))

export interface Asked {
  readonly plan: 'kept' | 'summed'
  readonly mode: 'append' | 'upsert' | 'replace'
  readonly key?: string
  readonly by?: 'insert'
}

export interface Place {
  readonly folder: string
  readonly url: string
  readonly client: pg.Client
  readonly remove: () => Promise<void>
}

/** Rows in five parts of 4 MiB; of their ids some are there twice, for who goes by them. */
const writeRows = (path: string): void => {
  const lines = Array.from(
    { length: 72_000 },
    (_, i) => `${i % 71_000},${(i * 7919) % 997},${'x'.repeat(280 - (i % 7))}\n`,
  )
  writeFileSync(path, `id,n,pad\n${lines.join('')}`)
}

export const newPlace = async (url: string): Promise<Place> => {
  const folder = mkdtempSync(join(tmpdir(), 'floe-crash-'))
  writeRows(join(folder, 'rows.csv'))
  const client = new pg.Client(url)
  await client.connect()
  const remove = async (): Promise<void> => {
    await client.end()
    rmSync(folder, { recursive: true, force: true })
  }
  return { folder, url, client, remove }
}

/** What is there before: of some ids, and of some that no row has. */
const begin = async ({ client, folder }: Place, { mode }: Asked): Promise<void> => {
  rmSync(join(folder, 'run'), { recursive: true, force: true })
  await client.query('drop table if exists target')
  await client.query(`create table target (id int${mode === 'upsert' ? ' primary key' : ''}, n bigint, pad text)`)
  await client.query("insert into target select i, -1, 'old' from generate_series(70000, 80000) i")
}

const content = async ({ client }: Place): Promise<string> => {
  const { rows } = await client.query<{ text: string }>(
    `select count(*) || ' rows, ' || coalesce(sum(n), 0) || ', ' ||
      coalesce(md5(string_agg(id || ' ' || n || ' ' || pad, ',' order by id, n, pad)), '') as text from target`,
  )
  return rows[0]?.text ?? ''
}

/** What is left of runs, besides what is to be there. */
const left = async ({ client, folder }: Place): Promise<readonly string[]> => {
  const { rows } = await client.query<{ relname: string }>(
    "select relname from pg_class where relname like 'floe_stage%'",
  )
  return [...rows.map(({ relname }) => relname), ...(existsSync(join(folder, 'run')) ? ['its checkpoint'] : [])]
}

/** One process, which is killed at that moment. */
const runOnce = (place: Place, asked: Asked, moment: Moment = {}): Promise<Ended> => {
  const run = join(place.folder, 'run')
  return ended(
    [script],
    {
      TMPDIR: place.folder,
      FLOE_CRASH_ROWS: join(place.folder, 'rows.csv'),
      FLOE_CRASH_RUN: run,
      FLOE_CRASH_URL: place.url,
      FLOE_CRASH_ASKED: JSON.stringify(asked),
    },
    () => existsSync(join(run, 'run.json')),
    moment,
  )
}

export interface Whole {
  readonly content: string
  readonly before: string
  readonly took: number
}

/** What an undisturbed run writes. */
export const undisturbed = async (place: Place, asked: Asked): Promise<Whole> => {
  await begin(place, asked)
  const before = await content(place)
  const { code, err, took } = await runOnce(place, asked)
  if (code !== 0) throw new Error(`exit code ${code}: ${err}`)
  return { content: await content(place), before, took }
}

/** Kills a run at moments that `chance` gives until it is done, at most so often, and compares. */
export const life = async (
  place: Place,
  asked: Asked,
  whole: Whole,
  chance: () => number,
  most: number,
): Promise<Life> => {
  await begin(place, asked)
  const name = `${asked.plan}, ${asked.mode}${asked.by === undefined ? '' : ` by ${asked.by}`}`
  const wrong: string[] = []
  let kills = 0
  let begun = 0
  for (;;) {
    const since = chance() < 0.3 ? 'start' : 'begun'
    const after = Math.round(chance() * whole.took * (since === 'start' ? 1 : 0.6))
    const one = await runOnce(place, asked, kills < most ? { after, since } : {})
    if (one.by !== 'SIGKILL') {
      if (one.code !== 0) wrong.push(`exit code ${one.code}: ${one.err}`)
      break
    }
    kills++
    const isLeft = existsSync(join(place.folder, 'run'))
    if (isLeft) begun++
    const now = await content(place)
    if (asked.mode === 'replace' && now !== whole.before && now !== whole.content) wrong.push('a part of it is seen')
    // It was killed when all was done, and before it could say so: what says it is that the directory is gone.
    if (!isLeft && now === whole.content) break
  }
  const found = await content(place)
  if (found !== whole.content) wrong.push(`${found}, and not ${whole.content}`)
  wrong.push(...(await left(place)).map((what) => `left ${basename(what)}`))
  return { kills, begun, wrong: wrong.map((what) => `${name}, ${kills} kills: ${what}`) }
}
