/**
 * Proves the crash law where there is no chance in it: a run dies at each of its operations on files, whole or torn, and again
 * while it goes on; what comes of it in the end is what comes of a run that nothing happened to, and nothing is left.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { toCsv, toFiles, toJson, toNdjson, toParquet } from 'floe/io'
import * as t from 'io-ts'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { temporary } from '../../io/temporary.ts'
import { runs, every as throughout } from '../../runs.ts'
import { comesTo, type Outcome } from './comes-to.ts'
import { dying, leaveLock } from './dying.ts'
import { inParts } from './in-parts.ts'

vi.setConfig({ testTimeout: 120_000 })
const { directory } = temporary()
const out = join(directory, 'out')
const checkpoint = join(directory, 'run')

/** Where what does not fit would be put aside: of a process that is dead the next one finds it. */
const aside = join(directory, 'aside')
const usual = process.env.TMPDIR
beforeAll(() => {
  process.env.TMPDIR = aside
})
afterAll(() => {
  if (usual === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = usual
})

interface Row {
  readonly n: number
  readonly key: string
}
const rows: readonly Row[] = Array.from({ length: 11 }, (_, i) => ({ n: (i * 7) % 11, key: `k${i % 3}` }))
const source = inParts({ rows, size: 3 })
const bad = inParts({ rows, size: 3, errors: [0, 5, 10] })
const bag = inParts({ rows, size: 3, isBag: true }) as F.Bag<Row>
const names = F.rows([
  { key: 'k0', name: 'none' },
  { key: 'k1', name: 'one' },
])
const even = F.filter((r: Row) => r.n % 2 === 0)

/** All that is in a place for rows, if it has its name. */
const bytesOf = (name: string) => (): string =>
  existsSync(join(out, name)) ? readFileSync(join(out, name), 'latin1') : 'nothing'
const fileOf = (name: string, to: (path: string) => F.Sink<never>) => ({
  sink: () => to(join(out, name)),
  found: bytesOf(name),
})

/** All files that have their names, and what is in them. */
const filesFound = (): string =>
  readdirSync(out, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.includes('key=') && name.includes('.') && !name.startsWith('.'))
    .sort()
    .map((name) => `${name}: ${bytesOf(name)()}`)
    .join('\n')
const filesOf = (name: string, to: (path: string) => F.Sink<never>, open = 64) => ({
  sink: () => toFiles(join(out, name), to as never, { open }) as F.Sink<never>,
  found: filesFound,
})

/** A sink that knows nothing of checkpoints. */
const plainSink = (operation: () => void) => {
  let published: unknown[] = []
  const sink: F.Sink<unknown> = {
    format: 'memory',
    name: 'list',
    open: async () => {
      const taken: unknown[] = []
      return {
        write: async (some) => {
          operation()
          taken.push(...some)
        },
        close: async () => {
          operation()
          published = taken
        },
        abort: async () => {},
      }
    },
  }
  return { sink: () => sink as F.Sink<never>, found: () => JSON.stringify(published) }
}

/** Where rejects are written to, by some. */
const rejected = 'rejected.ndjson'

const RowCodec = t.type({ n: t.Int, key: t.string })

const placesOf = (operation: () => void) => ({
  csv: fileOf('out.csv', toCsv),
  gz: fileOf('out.csv.gz', toCsv),
  json: fileOf('out.json', toJson),
  ndjson: fileOf('out.ndjson', toNdjson),
  parquet: fileOf('out.parquet', (path) => toParquet(path, RowCodec, { rowGroup: 2 }) as F.Sink<never>),
  guessed: fileOf('out.parquet', (path) => toParquet(path, { rowGroup: 2 }) as F.Sink<never>),
  files: filesOf('key={key}/rows.csv', toCsv),
  fewFiles: filesOf('key={key}.csv.gz', toCsv, 1),
  parquetFiles: filesOf('key={key}.parquet', (path) => toParquet(path, RowCodec, { rowGroup: 3 }) as F.Sink<never>, 2),
  plain: plainSink(operation),
})
/** Of these a commit ends a piece, which is to be seen in the bytes. */
const showsCommits: ReadonlySet<unknown> = new Set(['gz', 'fewFiles', 'parquetFiles'])

interface Case {
  readonly name: string
  readonly plan: F.Bag<unknown>
  readonly to?: keyof ReturnType<typeof placesOf>
  readonly options?: F.RunOptions
  /** It dies at one operation of so many, as there are many. */
  readonly every?: number
  /** Only the rows are the same, in any order. */
  readonly isBag?: boolean
}

/** More parts than are folded as one. */
const many = (errors: readonly number[]) =>
  inParts({ rows: Array.from({ length: 51 }, (_, n) => ({ n, key: `k${n % 4}` })), size: 3, errors })
const groupedOf = (errors: readonly number[]) =>
  F.pipe(
    many(errors),
    F.groupBy((r) => r.key, { n: A.count(), sum: A.sum((r) => r.n) }),
  )
const grouped = groupedOf([])
const cases: readonly Case[] = [
  { name: 'rows as they are', plan: source, to: 'csv' },
  {
    name: 'row by row',
    plan: F.pipe(
      source,
      even,
      F.map((r) => ({ ...r, twice: 2 * r.n })),
    ),
    to: 'csv',
  },
  { name: 'row by row, packed', plan: F.pipe(source, even), to: 'gz' },
  { name: 'row by row, an array', plan: F.pipe(source, even), to: 'json' },
  {
    name: 'no rows',
    plan: F.pipe(
      source,
      F.filter((r) => r.n > 99),
    ),
    to: 'json',
  },
  {
    name: 'rows in no order',
    plan: F.pipe(
      bag,
      F.map((r) => ({ ...r, half: r.n / 2 })),
    ),
    to: 'ndjson',
    isBag: true,
  },
  { name: 'a bag in canonical order', plan: bag, to: 'csv', options: { order: 'canonical' } },
  {
    name: 'rejects',
    plan: F.pipe(
      bad,
      F.validate((r) => r.n !== 4, 'four'),
    ),
    to: 'csv',
    options: { onError: 'reject' },
  },
  {
    name: 'rejects in a place of their own',
    plan: F.pipe(
      bad,
      F.validate((r) => r.n !== 4, 'four'),
    ),
    to: 'csv',
    options: { onError: 'reject', rejects: toNdjson(join(out, rejected)), maxRejects: '40%' },
  },
  { name: 'groups', plan: grouped, to: 'csv', isBag: true },
  {
    name: 'groups, and rejects',
    plan: groupedOf([4, 5, 50]),
    to: 'csv',
    isBag: true,
    options: { onError: 'reject' },
  },
  { name: 'groups in order', plan: F.pipe(grouped, F.sortBy(F.ascending((r) => r.key))), to: 'ndjson' },
  { name: 'sorted, and the first', plan: F.pipe(source, F.sortBy(F.descending((r) => r.n)), F.take(4)), to: 'csv' },
  {
    name: 'one of each',
    plan: F.pipe(
      source,
      F.distinctBy((r) => r.key),
    ),
    to: 'ndjson',
  },
  {
    name: 'a join',
    plan: F.pipe(
      source,
      F.join(names, { left: (r) => r.key, right: (s) => s.key }),
      F.map(([r, s]) => ({ ...r, ...s })),
    ),
    to: 'ndjson',
    isBag: true,
  },
  {
    name: 'what is behind a piece',
    plan: F.pipe(
      source,
      even,
      F.scan((sum: number, r: Row) => sum + r.n, 0),
    ),
    to: 'ndjson',
  },
  {
    name: 'rejects in the midst',
    plan: F.pipe(
      bad,
      even,
      F.scan((sum: number, r: Row) => sum + r.n, 0),
      F.validate((n) => n % 3 > 0, 'three'),
    ),
    to: 'ndjson',
    options: { onError: 'reject' },
  },
  { name: 'row by row, to Parquet', plan: source, to: 'parquet' },
  { name: 'row by row, to Parquet whose columns are guessed', plan: F.pipe(source, even), to: 'guessed' },
  {
    name: 'what is behind a piece, to Parquet',
    plan: F.pipe(
      source,
      F.zipWithIndex(),
      F.map(([r]) => r),
    ),
    to: 'parquet',
  },
  {
    name: 'groups to Parquet',
    plan: F.pipe(
      grouped,
      F.map(({ key, n }) => ({ n, key })),
    ),
    to: 'parquet',
    isBag: true,
  },
  { name: 'row by row, to files', plan: source, to: 'files', every: 3 },
  { name: 'row by row, to files of which one may be open', plan: source, to: 'fewFiles', every: 3 },
  { name: 'row by row, to files of Parquet', plan: source, to: 'parquetFiles', every: 5 },
  { name: 'groups to files', plan: grouped, to: 'files', every: 2 },
  { name: 'rows in memory', plan: F.pipe(source, even) },
  { name: 'a sink that knows nothing of it', plan: F.pipe(source, even), to: 'plain' },
  { name: 'an engine without parts', plan: F.pipe(source, even), to: 'csv', options: { engine: F.reference } },
]

const asBag = (outcome: Outcome): Outcome => ({ ...outcome, text: outcome.text.split('\n').sort().join('\n') })

test.each(cases)('$name', async ({ plan, to, options = {}, isBag = false, every = 1 }) => {
  let operation = (): void => {}
  const place = to === undefined ? undefined : placesOf(() => operation())[to]
  const comes = async (given: F.RunOptions): Promise<Outcome> => {
    const outcome = await comesTo(plan, { ...options, ...given }, place)
    return options.rejects === undefined ? outcome : { ...outcome, rejects: [bytesOf(rejected)()] }
  }
  const run = (): Promise<Outcome> => comes({ checkpoint })
  const clean = (): void => {
    for (const one of [out, aside]) {
      rmSync(one, { recursive: true, force: true })
      mkdirSync(one)
    }
  }
  const left = (): readonly string[] => [
    ...readdirSync(out).filter((name) => name.startsWith('.')),
    ...readdirSync(directory).filter((name) => name.startsWith('run')),
  ]
  const settled = isBag ? asBag : (outcome: Outcome) => outcome

  clean()
  const [wanted, operations] = await dying({}, async ({ count }) => [settled(await run()), count()] as const)
  expect(wanted.error).toBe(undefined)
  expect(left()).toEqual([])
  // It is what an ordinary run gives, too.
  clean()
  expect(settled(await comes({}))).toMatchObject({
    counts: wanted.counts,
    rejects: wanted.rejects,
    ...(showsCommits.has(to) ? {} : { text: wanted.text }),
  })

  const die = async (at: number, isTorn: boolean): Promise<string | undefined> => {
    const { error } = await dying({ at, isTorn }, (process) => {
      operation = process.operation
      return run()
    })
    operation = () => {}
    leaveLock(checkpoint)
    return error
  }
  let died = 0
  const step = runs(1) > 1 ? 1 : throughout(every)
  for (let at = 0; at < operations; at += step) {
    clean()
    if ((await die(at, at % 2 === 0)) !== undefined) died++
    if (at % 3 > 0) await die((at * 5) % operations, at % 3 === 1)
    expect(settled(await dying({}, () => run())), `died at ${at} of ${operations}`).toEqual(wanted)
    expect(left(), `died at ${at} of ${operations}`).toEqual([])
  }
  expect(died).toBeGreaterThan(operations / step / 2)
})

test('more rejects than are allowed are as many in each process', async () => {
  const run = (): Promise<Outcome> => comesTo(bad, { onError: 'reject', maxRejects: 2, checkpoint })
  const first = await run()
  expect(first.error).toContain('3 rows were rejected, and maxRejects is 2')
  expect(await run()).toEqual(first)
  rmSync(checkpoint, { recursive: true })
})
