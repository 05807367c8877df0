/**
 * Proves that files read in parts by several workers give what one thread gives: rows, the lines and rows of what is rejected
 * and of what ends the run, counts and bytes; also of steps that stay on this thread, behind those that do not.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { csv, ndjson } from 'floe/io'
import * as t from 'io-ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runs } from '../../runs.ts'
import { newWatched, spreadingInThread } from './in-thread.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'floe-workers-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const Row = t.readonly(t.type({ key: t.string, n: t.number }))
type Row = t.TypeOf<typeof Row>

const pathOf = (name: string): string => join(folder, name)

/** Nobody knows that it is pure, so it stays here. */
const seen: unknown[] = []
const onThisThread = (row: Row): string => {
  seen.length = 0
  if (row.n % 10 === 7) throw new Error('seven')
  return `${row.key}${row.n}`
}

const others = (rows: F.Sequence<Row>) =>
  F.pipe(
    rows,
    F.join(csv(pathOf('others.csv'), t.type({ id: t.string, of: t.number })), {
      left: (r) => r.key,
      right: (o) => o.id,
    }),
  )

const plans = {
  rows: (rows) =>
    F.pipe(
      rows,
      F.map((r) => r.n * 2),
    ),
  groups: (rows) =>
    F.pipe(
      rows,
      F.groupBy((r) => r.key, { n: A.count(), sum: A.sum((r) => r.n), first: A.min((r) => r.n) }),
    ),
  checked: (rows) =>
    F.pipe(
      rows,
      F.validate((r) => r.n % 10 !== 3, 'three'),
      F.aggregate({ mean: A.mean((r) => r.n), all: A.countDistinct((r) => r.key) }),
    ),
  'then here': (rows) =>
    F.pipe(
      rows,
      F.validate((r) => r.n % 10 !== 3, 'three'),
      F.map(onThisThread),
    ),
  'then sorted': (rows) =>
    F.pipe(
      rows,
      F.filter((r) => r.n > 5),
      F.sortBy((r) => r.key),
      F.zipWithIndex(),
    ),
  'the first ones': (rows) =>
    F.pipe(
      rows,
      F.sortBy(
        (r) => r.key,
        F.descending((r) => r.n),
      ),
      F.take(3),
    ),
  shuffled: (rows) => F.pipe(rows, F.shuffle({ seed: 7 })),
  'sorted bag': (rows) =>
    F.pipe(
      rows,
      others,
      F.sortBy(([r]) => r.key),
      F.map(([r]) => onThisThread(r)),
    ),
  'rolled up': (rows) =>
    F.pipe(rows, F.rollup({ key: (r) => r.key, odd: (r) => r.n % 2 }, { n: A.count(), sum: A.sum((r) => r.n) })),
  'rolled up in order': (rows) =>
    F.pipe(
      rows,
      F.filter((r) => r.n !== 3),
      F.rollup({ key: (r) => r.key, odd: (r) => r.n % 2 }, { all: A.toList((r) => r.n), last: A.last((r) => r.n) }),
    ),
  'one of each, then here': (rows) =>
    F.pipe(
      rows,
      F.distinctBy((r) => r.n % 7),
      F.map(onThisThread),
    ),
  'one of each of a bag': (rows) =>
    F.pipe(
      rows,
      others,
      F.distinctBy(([r]) => r.key),
    ),
  joined: (rows) =>
    F.pipe(
      rows,
      others,
      F.filter(([r, o]) => o.of > r.n % 4),
      F.map(([r, o]) => ({ ...r, of: o.of })),
    ),
  'joined, then grouped': (rows) =>
    F.pipe(
      rows,
      others,
      F.groupBy(([, o]) => o.of, { n: A.count() }),
      F.sortBy((g) => g.key),
    ),
  'left join, then here': (rows) =>
    F.pipe(
      rows,
      F.join(rows, { left: (r) => r.n, right: (r) => r.n + 1, how: 'left' }),
      F.map(([r]) => onThisThread(r)),
    ),
} satisfies { readonly [name: string]: (rows: F.Sequence<Row>) => F.Bag<unknown> }

const line = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.constantFrom('a', 'b', '"c\nc"', 'd'), fc.integer({ min: 0, max: 30 }))
      .map(([key, n]) => `${key},${n}`),
  },
  { weight: 1, arbitrary: fc.constantFrom('a,x', 'a', 'a,1,2', '', '"b",') },
)

const printError = (error: F.RunError): unknown => [error._tag, error.message, error.place, error.found, error.hint]

/** All that is to be seen of a run but time. */
const outcomeOf = async (dataset: F.Bag<unknown>, options: F.RunOptions): Promise<unknown> => {
  const result = await F.run(dataset, options)()
  if (result._tag === 'Left') return printError(result.left)
  const { rows, rejects, report } = result.right
  return {
    rows: rows.toArray(),
    rejects: rejects.toArray().map(printError),
    counts: [report.rowsIn, report.rowsOut, report.rowsRejected, report.bytesIn],
    stages: report.stages.map(({ text, rowsIn, rowsOut, rowsRejected }) => [text, rowsIn, rowsOut, rowsRejected]),
  }
}

const watched = newWatched()

test.each(Object.entries(plans))('%s', (_, planOf) =>
  fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 4, maxLength: 20 }),
      fc.constantFrom('\n', '\r\n'),
      fc.constantFrom(20, 50),
      fc.integer({ min: 1, max: 3 }),
      fc.constantFrom('fail', 'reject'),
      fc.constantFrom({}, {}, { onError: 'reject' } as const, { onError: 'fail' } as const),
      async (lines, end, bytes, workers, onError, own) => {
        writeFileSync(pathOf('one.csv'), `key,n${end}${lines.join(end)}`)
        writeFileSync(pathOf('two.csv'), `n,key\n1,a\n2,b\nx,c\n4,d\n`)
        writeFileSync(pathOf('others.csv'), 'id,of\na,1\nb,2\nc,x\nd,3\nd,4\n')
        const again = () => planOf(csv([pathOf('one.csv'), pathOf('two.csv')], Row, own))
        const plan = again()
        const engine = spreadingInThread({ plan: plan.plan, again, workers, size: { bytes, rows: 1 } }, watched)
        expect(await outcomeOf(plan, { engine, onError })).toEqual(await outcomeOf(plan, { onError }))
      },
    ),
    { numRuns: runs(25) },
  ),
)

test('rows of CSV whose types are guessed', async () => {
  const lines = Array.from({ length: 60 }, (_, i) => (i % 17 === 5 ? 'x,y' : `k${i % 3},${i}`))
  // Of what follows they say what it must be.
  writeFileSync(pathOf('guessed.csv'), `key,n\nk,1\nk,2\n${lines.join('\n')}`)
  writeFileSync(pathOf('more.csv'), 'n,key\n1,a\nb,2\n')
  for (const planOf of [plans.groups, plans['then here'], plans['then sorted']]) {
    const again = () => planOf(csv([pathOf('guessed.csv'), pathOf('more.csv')], { sample: 2 }) as F.Sequence<never>)
    const plan = again()
    const engine = spreadingInThread({ plan: plan.plan, again, workers: 2, size: { bytes: 60, rows: 1 } }, watched)
    const before = watched.pieces
    expect(await outcomeOf(plan, { engine, onError: 'reject' })).toEqual(await outcomeOf(plan, { onError: 'reject' }))
    expect(await outcomeOf(plan, { engine })).toEqual(await outcomeOf(plan, {}))
    expect(watched.pieces).toBe(before + 2)
  }
})

test('lines of JSON', async () => {
  const lines = Array.from({ length: 60 }, (_, i) => (i % 17 === 5 ? '{"key":1}' : `{"key":"k${i % 3}","n":${i}}`))
  writeFileSync(pathOf('rows.ndjson'), lines.join('\n'))
  for (const planOf of [plans.groups, plans['then here'], plans['then sorted']]) {
    const again = () => planOf(ndjson(pathOf('rows.ndjson'), Row))
    const plan = again()
    const engine = spreadingInThread({ plan: plan.plan, again, workers: 2, size: { bytes: 100, rows: 1 } }, watched)
    expect(await outcomeOf(plan, { engine, onError: 'reject' })).toEqual(await outcomeOf(plan, { onError: 'reject' }))
  }
})

afterAll(() => {
  expect(watched.pieces).toBeGreaterThan(runs(150))
  expect(watched.parts).toBeGreaterThan(runs(300))
})
