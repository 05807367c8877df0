/**
 * Proves the laws of sinks of every sink that is exported: those that a sink keeps are checked, and of the others it is said why not.
 * One that is new and not listed here fails.
 */
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import * as F from 'floe'
import * as io from 'floe/io'
import * as L from 'floe/laws'
import * as database from 'floe/postgres'
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import { openHandles } from '../io/open-handles.ts'
import { startEmbedded } from '../io/postgres/embedded.ts'
import { pooled } from '../io/postgres/pooled.ts'
import { temporary } from '../io/temporary.ts'

const { directory } = temporary()

const connected = pooled(startEmbedded)

const Row = t.type({ id: t.number, s: t.string })
type Row = t.TypeOf<typeof Row>
const rows: fc.Arbitrary<Row> = fc.record({
  id: fc.nat(9),
  s: fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', '\t', "'", '\\'), minLength: 1, maxLength: 3 }),
})

/** A place of its own for a sink, and how it is looked at. */
interface Place {
  readonly sink: F.Sink<Row>
  readonly read: () => Promise<Iterable<unknown>>
  /** What is there as bytes, if that is what is there. */
  readonly bytes?: () => string
}

interface Listed {
  readonly make: () => Place
  readonly handles: () => number
  /** I4: whether what is written twice is there once; else why not. */
  readonly twice: 'once' | string
  /** I5, where it cannot be looked at while it is written. */
  readonly cannotLook?: string
  /** E9: where it is proved that a run that was killed goes on there. */
  readonly resumes: string
}

const folder = (): string => mkdtempSync(join(directory, 'sink-'))

/** Nothing is there before the first row. */
const ifThere = async (path: string, dataset: () => F.Bag<unknown>): Promise<Iterable<unknown>> =>
  existsSync(path) ? F.toList(dataset()) : []

const fileOf = (name: string, sink: (path: string) => F.Sink<Row>, source: (path: string) => F.Bag<unknown>) => () => {
  const path = join(folder(), name)
  return {
    sink: sink(path),
    read: () => ifThere(path, () => source(path)),
    bytes: () => readFileSync(path, 'latin1'),
  }
}

const files = {
  handles: () => openHandles(directory).length,
  twice: 'once',
  resumes: 'test/engine/checkpoint/crash.test.ts, test/io/files/resumable-file.test.ts',
} as const

/** One file, so that its rows have an order. */
const filesOf = (): Place => {
  const root = folder()
  const path = join(root, 'all=one', 'rows.csv')
  return {
    sink: io.toFiles(join(root, 'all={all}', 'rows.csv'), (one) => io.toCsv(one), { by: () => ({ all: 'one' }) }),
    read: () => ifThere(path, () => io.csv(path, Row)),
    bytes: () => readFileSync(path, 'latin1'),
  }
}

let made = 0
const tableOf =
  (options: database.ToPostgresOptions): (() => Place) =>
  () => {
    const name = `sink ${made++}`
    const isKeyed = options.mode === 'upsert'
    const there = connected.pool.query(
      `create table "${name}" (id int${isKeyed ? ' primary key' : ''}, s text, n serial)`,
    )
    const sink = database.toPostgres(name, { pool: connected.pool, by: 'insert', batch: 3, ...options })
    return {
      sink: {
        ...sink,
        open: async () => {
          await there
          return sink.open()
        },
      },
      read: async () => {
        await there
        return F.toList(
          database.postgres(`select id, s from "${name}" order by ${isKeyed ? 'id' : 'n'}`, Row, {
            pool: connected.pool,
            ordered: true,
          }),
        )
      },
    }
  }

const tablesInUse = {
  handles: () => connected.pool.totalCount - connected.pool.idleCount,
  cannotLook:
    'the embedded server serves one connection after the other: test/io/postgres/laws.test.ts does, on a real one',
  resumes: 'test/io/postgres/resume.server.ts',
}

const sinks: Readonly<Record<string, Listed>> = {
  toCsv: {
    make: fileOf(
      'rows.csv',
      (path) => io.toCsv(path),
      (path) => io.csv(path, Row),
    ),
    ...files,
  },
  'toCsv, packed': {
    make: fileOf(
      'rows.csv.gz',
      (path) => io.toCsv(path),
      (path) => io.csv(path, Row),
    ),
    ...files,
  },
  toNdjson: { make: fileOf('rows.jsonl', io.toNdjson, (path) => io.ndjson(path, Row)), ...files },
  toJson: { make: fileOf('rows.json', io.toJson, (path) => io.json(path, Row)), ...files },
  toParquet: {
    make: fileOf(
      'rows.parquet',
      (path) => io.toParquet(path, Row, { rowGroup: 2 }),
      (path) => io.parquet(path, Row),
    ),
    ...files,
  },
  toFiles: { make: filesOf, ...files },
  'toPostgres, append': {
    make: tableOf({ mode: 'append' }),
    ...tablesInUse,
    twice: 'rows come behind those that are there: that is what it is for',
  },
  'toPostgres, replace': { make: tableOf({ mode: 'replace' }), ...tablesInUse, twice: 'once' },
  'toPostgres, upsert': { make: tableOf({ mode: 'upsert', key: 'id' }), ...tablesInUse, twice: 'once' },
}

test('all that is exported is listed', () => {
  const exported = [...Object.keys(io), ...Object.keys(database)].filter((name) => /^to[A-Z]/.test(name))
  const known = new Set(Object.keys(sinks).map((name) => name.split(',')[0]))
  expect(exported.filter((name) => !known.has(name))).toEqual([])
})

const someRows = (count: number): readonly Row[] => Array.from({ length: count }, (_, id) => ({ id, s: `row ${id}` }))

describe.each(Object.entries(sinks))('%s', (_, { make, handles, twice, cannotLook, resumes }) => {
  test('is written to, again and in vain as the laws say', async () => {
    const target = (): L.Target<Row> => {
      const { sink, read } = make()
      return { open: sink.open, read }
    }
    const subject = L.sink(target, { rows, handles, declared: twice === 'once' ? ['idempotent'] : [] })
    const asked = { ...subject, laws: subject.laws.filter(({ id }) => id !== 'I5' || cannotLook === undefined) }
    const { laws } = await L.examine(asked, { runs: cannotLook === undefined ? 15 : 8, failures: false })
    expect(laws.flatMap(({ failure }) => failure?.breach ?? [])).toEqual([])
    expect(laws.flatMap(({ id, verdict }) => (verdict === 'held' ? [id] : []))).toEqual([
      ...(cannotLook === undefined ? ['I5'] : []),
      ...(twice === 'once' ? ['I4'] : []),
      'I8',
    ])
  })

  test('E3: has the same in it however rows come in batches', async () => {
    const all = someRows(7)
    const seen: unknown[] = []
    for (const size of [1, 2, 3, 7]) {
      const { sink, read, bytes } = make()
      const writer = await sink.open()
      for (let at = 0; at < all.length; at += size) await writer.write(all.slice(at, at + size))
      await writer.close()
      seen.push([[...(await read())], bytes?.()])
    }
    expect(seen.map((one) => (one as readonly unknown[])[0])).toEqual(seen.map(() => all))
    expect(new Set(seen.map((one) => JSON.stringify(one))).size).toBe(1)
  })

  test('E8, E10: has nothing in it after a run that failed or was cancelled, and all after the next', async () => {
    const all = someRows(9)
    for (const at of [0, 4, 8]) {
      const { sink, read } = make()
      const failing = F.pipe(
        F.rows(all),
        F.map((row) => {
          if (row.id === at) throw new Error('it fails here')
          return row
        }),
      )
      await expect(F.write(failing, sink)).rejects.toThrow('it fails here')
      expect([...(await read())]).toEqual([])

      const controller = new AbortController()
      const slow: F.Source = {
        format: 'slow',
        name: '',
        details: '',
        schema: { kind: 'unknown' },
        size: async () => ({}),
        open: async function* () {
          for (const row of all) {
            if (row.id === at) controller.abort()
            yield { rows: [row], errors: new Map(), where: () => ({ source: 'slow', row: row.id + 1 }), bytes: 0 }
          }
        },
      }
      const cancelled = F.write(F.fromSource<Row>(slow), sink, { signal: controller.signal })
      await expect(cancelled).rejects.toMatchObject({ _tag: 'Cancelled' })
      expect([...(await read())]).toEqual([])
      expect(handles()).toBe(0)

      await F.write(F.rows(all), sink)
      expect([...(await read())]).toEqual(all)
    }
  })

  test(`E9: is gone on with by another process: ${resumes}`, () => {
    expect(make().sink.resume).toBeDefined()
    for (const path of resumes.split(', ')) expect(existsSync(path), path).toBe(true)
  })
})

test('standard output is no place that is whole or not there: test/cli/pipes.test.ts', () => {
  const path = '-'
  for (const sink of [io.toCsv(path), io.toNdjson(path), io.toJson(path), io.toParquet(path)])
    expect(sink.resume).toBeUndefined()
})
