/**
 * Proves the laws of sources of every source that is exported: those that a source keeps are checked, and of the others it is said
 * why not. One that is new and not listed here fails.
 */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import * as F from 'floe'
import * as io from 'floe/io'
import * as L from 'floe/laws'
import * as database from 'floe/postgres'
import * as O from 'fp-ts/lib/Option.js'
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import { fingerprint } from '../../src/data/fingerprint.ts'
import { openHandles } from '../io/open-handles.ts'
import { sourceOf, table } from '../io/parquet/table.ts'
import { startEmbedded } from '../io/postgres/embedded.ts'
import { pooled } from '../io/postgres/pooled.ts'
import { temporary } from '../io/temporary.ts'

const { directory, put } = temporary()

const connected = pooled(startEmbedded)

const Row = t.type({ n: t.number, s: t.string })
type Row = t.TypeOf<typeof Row>

/** So wide that a chunk of bytes is few of them, and a reader who does not stop is found out. */
const width = 8192
const count = 250
const wide: readonly Row[] = Array.from({ length: count }, (_, n) => ({ n, s: `${n}`.padEnd(width, 'x') }))
const lines = wide.map((row) => JSON.stringify(row))

const file = {
  csv: () => put('rows.csv', `n,s\n${wide.map(({ n, s }) => `${n},${s}\n`).join('')}`),
  json: () => put('rows.json', `[${lines.join(',\n')}]`),
  ndjson: () => put('rows.jsonl', `${lines.join('\n')}\n`),
  parquet: () =>
    put(
      'rows.parquet',
      table(
        [
          { name: 'n', data: wide.map(({ n }) => n), type: 'DOUBLE' },
          { name: 's', data: wide.map(({ s }) => s), type: 'STRING' },
        ],
        { rowGroupSize: 20, codec: 'UNCOMPRESSED' },
      ),
    ),
}

/** How many of the rows were read from files that are open, by how far they were read. */
const readOfFiles = (): number => {
  let bytes = 0
  for (const fd of readdirSync('/proc/self/fd'))
    try {
      if (!readlinkSync(`/proc/self/fd/${fd}`).startsWith(directory)) continue
      bytes += Number(/pos:\s*(\d+)/.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8'))?.[1])
    } catch {
      // It was closed meanwhile.
    }
  return Math.floor(bytes / width)
}

/** What is known of a source; why a law says nothing of it, where it does not. */
interface Listed {
  readonly make: () => F.Bag<unknown>
  readonly options?: L.SourceOptions
  /** I2 and I3: by what a reading is gone on with. */
  readonly cursor: 'parts' | string
  /** I7 */
  readonly inFlight: 'held' | string
  /** I8, where nothing is to be released. */
  readonly opensNothing?: string
}

const inMemory = { opensNothing: 'it is in memory: nothing is opened' }
const files = { options: { handles: () => openHandles(directory).length, produced: readOfFiles, ahead: 200 } }

let calls = 0
let underWay = 0
const pageSize = 100
const pageCount = 50
const many: readonly Row[] = Array.from({ length: pageCount * pageSize }, (_, n) => ({ n, s: `${n}` }))

/** A service of pages, each of which is under way for a while, unless nobody wants it any more. */
const fetchPage = async (page = 0, { signal }: io.Ask): Promise<io.Page<number>> => {
  underWay++
  for (let turn = 0; turn < 3 && !signal.aborted; turn++)
    await new Promise<void>((done) => {
      setImmediate(done)
      signal.addEventListener('abort', () => done(), { once: true })
    })
  underWay--
  calls += pageSize
  const rows = many.slice(page * pageSize, (page + 1) * pageSize)
  return { rows, next: page + 1 < pageCount ? page + 1 : null }
}

const counted: Iterable<number> = {
  *[Symbol.iterator]() {
    for (let n = 0; n < 5000; n++) {
      calls++
      yield n
    }
  },
}

const fromStart = 'it has no place to begin at but the start'

const sources: Readonly<Record<string, Listed>> = {
  csv: { make: () => io.csv(file.csv(), Row), ...files, cursor: 'parts', inFlight: 'held' },
  'csv without a codec': {
    make: () => io.csv(file.csv(), { sample: 20 }),
    ...files,
    cursor: 'parts',
    inFlight: 'held',
  },
  ndjson: { make: () => io.ndjson(file.ndjson(), Row), ...files, cursor: 'parts', inFlight: 'held' },
  json: {
    make: () => io.json(file.json(), Row),
    ...files,
    cursor: `${fromStart}: an array is one value`,
    inFlight: 'held',
  },
  lines: { make: () => io.lines(file.ndjson()), ...files, cursor: fromStart, inFlight: 'held' },
  parquet: {
    make: () => io.parquet(file.parquet(), Row),
    options: { handles: files.options.handles },
    cursor: 'parts',
    inFlight: 'a row group is decoded as a whole, and no second one: test/io/parquet/round-trip.test.ts',
  },
  pages: {
    make: () => io.pages(fetchPage, Row, { concurrency: 2 }),
    options: { handles: () => underWay, produced: () => calls, ahead: 1024 + 3 * pageSize },
    cursor: 'pages',
    inFlight: 'held',
  },
  postgres: {
    make: () =>
      database.postgres(`select n, 's' || n as s from generate_series(0, 39) as n`, Row, {
        pool: connected.pool,
        by: 'n',
      }),
    options: { handles: () => connected.pool.totalCount - connected.pool.idleCount },
    cursor: 'its key is gone on with by itself: test/io/postgres/by-key.server.ts',
    inFlight:
      'the server does not tell what it has made; two batches are in memory at most: test/io/postgres/source.test.ts',
  },
  rows: {
    make: () => F.rows(wide.slice(0, 40)),
    ...inMemory,
    cursor: 'parts',
    inFlight: 'they are made already',
  },
  'rows of what is iterated over': {
    make: () => F.rows(counted),
    options: { produced: () => calls, ahead: 1024 },
    ...inMemory,
    cursor: fromStart,
    inFlight: 'held',
  },
  range: {
    make: () => F.range(0, 5000),
    ...inMemory,
    cursor: fromStart,
    inFlight: 'a number is made of the one before',
  },
  repeat: { make: () => F.repeat('a', 50), ...inMemory, cursor: fromStart, inFlight: 'there is one value' },
  unfold: {
    make: () =>
      F.unfold(0, (n) => {
        calls++
        return O.some([n, n + 1] as const)
      }),
    options: { produced: () => calls, ahead: 2048 },
    ...inMemory,
    cursor: fromStart,
    inFlight: 'held',
  },
  generate: {
    make: () => F.generate(Row, 40),
    ...inMemory,
    cursor: fromStart,
    inFlight: 'rows are made in batches by seed',
  },
}

/** What is exported besides. */
const others: Readonly<Record<string, string>> = {
  fetchJson: 'fetches a page for pages',
  fromSource: 'makes a dataset of a source of your own',
  ...Object.fromEntries(
    ['Csv', 'Json', 'Ndjson', 'Parquet'].map((format) => [`infer${format}`, 'gives facts, no rows']),
  ),
}

test('all that is exported is listed', () => {
  const exported = [...Object.keys(io), ...Object.keys(database)].filter((name) => !/^to[A-Z]/.test(name))
  const core = ['generate', 'range', 'repeat', 'rows', 'unfold', 'fromSource']
  expect(core.filter((name) => !(name in F))).toEqual([])
  const known = new Set([...Object.keys(sources).map((name) => name.split(' ')[0]), ...Object.keys(others)])
  expect([...exported, ...core].filter((name) => !known.has(name))).toEqual([])
})

/** Rows of batches. */
const rowsOf = async (open: F.Source['open']): Promise<readonly string[]> => {
  const found: string[] = []
  for await (const { rows } of open(new AbortController().signal)) found.push(...rows.map((row) => fingerprint(row)))
  return found
}

describe.each(Object.entries(sources))('%s', (_, { make, options = {}, cursor, inFlight, opensNothing }) => {
  test('is read again, left and cancelled as the laws say', async () => {
    const { laws } = await L.examine(L.source(make(), options), { runs: 3, failures: false })
    expect(laws.flatMap(({ failure }) => failure?.breach ?? [])).toEqual([])
    const verdicts = Object.fromEntries(laws.map(({ id, verdict }) => [id, verdict]))
    expect(verdicts).toMatchObject({ I1: 'held', I9: 'held' })
    expect(verdicts.I8).toBe(opensNothing === undefined ? 'held' : 'vacuous')
    expect(verdicts.I7).toBe(inFlight === 'held' ? 'held' : 'vacuous')
  })

  test('I2, I3: is gone on with where it says that it can be', async () => {
    const { parts, open } = sourceOf(make())
    expect(parts === undefined).toBe(cursor !== 'parts')
    if (cursor === 'pages') {
      const all = await rowsOf(open)
      for (const first of [0, 1, pageCount - 1]) {
        const rest = sourceOf(io.pages(fetchPage, Row, { first }))
        expect(await rowsOf(rest.open)).toEqual(all.slice(first * pageSize))
      }
    }
    if (parts === undefined) return
    const all = await rowsOf(open)
    const cut: F.Part[] = []
    for await (const part of parts.cut({ bytes: 60 * width, rows: 9 }, new AbortController().signal)) cut.push(part)
    expect(cut.length).toBeGreaterThan(2)
    // From each part on, read by another one, as a process does that goes on.
    const rest: string[] = []
    for (const part of cut.toReversed()) {
      const again = sourceOf(make()).parts as F.Parts
      rest.unshift(...(await rowsOf(again.of(part).open)))
      expect(rest).toEqual(all.slice(all.length - rest.length))
    }
    expect(rest).toEqual(all)
  })

  test('E8, E10: what fails or is cancelled on the way has no say in what is read next', async () => {
    const dataset = make()
    const some = async (): Promise<readonly string[]> => {
      const found: string[] = []
      for await (const batch of F.stream(dataset, { order: 'any' })) {
        found.push(...batch.map((row) => fingerprint(row)))
        if (found.length >= 40) break
      }
      return found.slice(0, 40)
    }
    const before = await some()
    for (const at of [0, 1, 7]) {
      let seen = 0
      let after = 0
      const controller = new AbortController()
      const failing = F.pipe(
        dataset,
        F.map((row) => {
          if (seen++ === at) throw new Error('it fails here')
          return row
        }),
      )
      const cancelling = F.pipe(
        dataset,
        F.tap(() => {
          if (controller.signal.aborted) after++
          if (seen++ === at) controller.abort()
        }),
      )
      const drain = async (rows: F.Bag<unknown>, signal: AbortSignal): Promise<void> => {
        for await (const _ of F.stream(rows, { signal }));
      }
      await expect(drain(failing, new AbortController().signal)).rejects.toThrow('it fails here')
      expect(await some()).toEqual(before)
      seen = 0
      await expect(drain(cancelling, controller.signal)).rejects.toMatchObject({ _tag: 'Cancelled' })
      // A batch is worked on to its end, and no other is asked for.
      expect(after).toBeLessThanOrEqual(4096)
      expect(await some()).toEqual(before)
      expect(options.handles?.() ?? 0).toBe(0)
    }
  })
})

test('standard input is read once, and says so: test/cli/pipes.test.ts', () => {
  for (const dataset of [io.csv('-'), io.json('-'), io.lines('-'), io.ndjson('-')])
    expect(sourceOf(dataset)).toMatchObject({ waits: true })
})
