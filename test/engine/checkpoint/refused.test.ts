/**
 * Proves that nobody goes on with what is not theirs: a checkpoint of another run, or of one that another process works with, or
 * that is damaged, is refused with the reason, and stays as it was.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { csv, toCsv, toNdjson } from 'floe/io'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { markOfProcess } from '../../../src/io/files/living-process.ts'
import { temporary } from '../../io/temporary.ts'
import { dying, leaveLock } from './dying.ts'
import { inParts } from './in-parts.ts'

vi.setConfig({ testTimeout: 60_000 })
const { directory, put } = temporary()
const checkpoint = join(directory, 'run')
const out = join(directory, 'out.csv')
const run = async (plan: F.Bag<unknown>, options: F.RunOptions = {}): Promise<F.RunError | undefined> => {
  const result = await F.run(plan, { to: toCsv(out) as F.Sink<never>, checkpoint, ...options })()
  return result._tag === 'Left' ? result.left : undefined
}

/** A run that dies after some of its parts, or at another operation. */
const begin = async (plan: F.Bag<unknown>, options: F.RunOptions = {}, at = 14): Promise<void> => {
  await dying({ at }, () => run(plan, options))
  leaveLock(checkpoint)
  expect(readdirSync(checkpoint)).toContain('run.json')
}

beforeEach(() => {
  for (const name of readdirSync(directory)) rmSync(join(directory, name), { recursive: true, force: true })
})

const rows = Array.from({ length: 12 }, (_, n) => ({ n, key: `k${n % 2}` }))
type Row = (typeof rows)[number]
const source = inParts({ rows, size: 2 })
const keep = (least: number) =>
  F.pipe(
    source,
    F.filter((r: Row, p: { readonly least: number }) => r.n >= p.least, { least }),
  )
const Row = t.type({ n: t.number, key: t.string })
const text = (of: readonly Row[]): string => `n,key\n${of.map(({ n, key }) => `${n},${key}\n`).join('')}`

interface Change {
  readonly name: string
  readonly was: () => F.Bag<unknown>
  readonly is: () => F.Bag<unknown>
  readonly first?: F.RunOptions
  readonly next?: F.RunOptions
  readonly why: string | RegExp
  readonly stage?: string | RegExp
}
const same = (): F.Bag<unknown> => keep(3)
const read =
  (codec: t.Mixed = Row) =>
  () =>
    csv(join(directory, 'in.csv'), codec)

const changes: readonly Change[] = [
  {
    name: 'another function',
    was: () =>
      F.pipe(
        source,
        F.map((r) => ({ n: r.n + 1 })),
      ),
    is: () =>
      F.pipe(
        source,
        F.map((r) => ({ n: r.n + 2 })),
      ),
    why: 'where there is map (r) => ({ n: r.n + 2 }) now there was map (r) => ({ n: r.n + 1 })',
    stage: 'map (r) => ({ n: r.n + 2 })',
  },
  {
    name: 'another parameter',
    was: same,
    is: () => keep(4),
    why: /^where there is filter .* now there was filter|^something that this stage depends on has changed/,
    stage: /^filter/,
  },
  {
    name: 'another aggregate',
    was: () =>
      F.pipe(
        source,
        F.groupBy((r) => r.key, { n: A.count() }),
      ),
    is: () =>
      F.pipe(
        source,
        F.groupBy((r) => r.key, { n: A.sum((r) => r.n) }),
      ),
    why: /^where there is groupBy .* sum .* now there was groupBy .* count/,
    stage: /^groupBy/,
  },
  {
    name: 'a stage more',
    was: () => source,
    is: same,
    why: /^where there is filter .* now there was nothing/,
    stage: /^filter/,
  },
  {
    name: 'a stage less',
    was: same,
    is: () => source,
    why: /^where there is nothing now there was filter/,
    stage: /^filter/,
  },
  {
    name: 'another input',
    was: () => inParts({ rows, size: 2, version: 'one' }),
    is: () => inParts({ rows, size: 2, version: 'two' }),
    why: 'the input has changed: parts small parts',
  },
  {
    name: 'other rows in memory',
    was: () => F.pipe(F.rows([{ n: 1 }, { n: 2 }]), F.sortBy(F.ascending((r) => r.n))),
    is: () => F.pipe(F.rows([{ n: 1 }, { n: 3 }]), F.sortBy(F.ascending((r) => r.n))),
    why: 'something that this stage depends on has changed',
    stage: 'source rows',
  },
  {
    name: 'another policy',
    was: same,
    is: same,
    next: { onError: 'reject' },
    why: 'onError was fail, and is reject',
  },
  {
    name: 'another order',
    was: same,
    is: same,
    next: { order: 'canonical' },
    why: 'order was any, and is canonical',
  },
  {
    name: 'another place',
    was: same,
    is: same,
    next: { to: toNdjson(join(directory, 'out.ndjson')) },
    why: /^to was csv .*out\.csv \{\}, and is ndjson .*out\.ndjson$/,
  },
  {
    name: 'other options of the place',
    was: same,
    is: same,
    next: { to: toCsv(out, { delimiter: ';' }) },
    why: /^to was csv .*out\.csv \{\}, and is csv .*out\.csv \{"delimiter":";"\}$/,
  },
  {
    name: 'another engine',
    was: same,
    is: same,
    next: { engine: F.reference },
    why: /is executed in another way$|^engine was compiled, and is reference$/,
  },
]

describe.each(changes)('$name', ({ was, is, first, next, why, stage }) => {
  test('is told, and leaves the checkpoint', async () => {
    await begin(was(), first)
    const error = await run(is(), next)
    expect(error).toMatchObject({
      _tag: 'CheckpointRefused',
      hint: 'go back to what it was, or begin again: remove that directory',
    })
    const start = `the checkpoint in '${checkpoint}' is of another run: `
    expect(error?.summary.slice(0, start.length)).toBe(start)
    const found = error?.summary.slice(start.length)
    if (typeof why === 'string') expect(found).toBe(why)
    else expect(found).toMatch(why)
    if (typeof stage === 'string') expect(error?.place.stage).toBe(stage)
    else if (stage !== undefined) expect(error?.place.stage).toMatch(stage)
    // What it was goes on, where there was something to go on with.
    expect(await run(was(), first)).toBe(undefined)
    expect(existsSync(checkpoint)).toBe(false)
  })
})

test.each([
  ['longer', () => put('in.csv', text([...rows, { n: 12, key: 'k0' }]))],
  ['later', () => utimesSync(join(directory, 'in.csv'), 1, 1)],
])('a file that is %s than it was is told', async (_, change) => {
  put('in.csv', text(rows))
  await begin(read()())
  change()
  expect(await run(read()())).toMatchObject({
    _tag: 'CheckpointRefused',
    summary: `the checkpoint in '${checkpoint}' is of another run: the input has changed: csv ${join(directory, 'in.csv')}`,
  })
})

test('another codec is told', async () => {
  put('in.csv', text(rows))
  await begin(read()())
  const error = await run(read(t.type({ n: t.string, key: t.string }))())
  expect(error).toMatchObject({ _tag: 'CheckpointRefused' })
  expect(error?.place.stage).toMatch(/^source csv/)
})

const runJson = (): string => readFileSync(join(checkpoint, 'run.json'), 'utf8')

test('another version of Floe is told', async () => {
  await begin(same())
  writeFileSync(join(checkpoint, 'run.json'), JSON.stringify({ ...JSON.parse(runJson()), version: '0.0.9' }))
  expect((await run(same()))?.summary).toMatch(/is of another run: it was written by Floe 0\.0\.9, and this is Floe \d/)
})

test.each([
  ['cut short', (was: string) => was.slice(0, was.length / 2)],
  ['empty', () => ''],
  ['of something else', () => 'null'],
  [
    'with a name for the run that is a path',
    (was: string) => JSON.stringify({ ...JSON.parse(was), id: '../../other' }),
  ],
])('a run.json that is %s is told', async (_, damage) => {
  await begin(same())
  writeFileSync(join(checkpoint, 'run.json'), damage(runJson()))
  expect(await run(same())).toMatchObject({
    _tag: 'CheckpointFailed',
    summary: `the checkpoint could not be read back: '${join(checkpoint, 'run.json')}' is damaged`,
    hint: `begin again: remove '${checkpoint}'`,
  })
})

test('without its run.json a checkpoint is of no run, and nothing in it is believed', async () => {
  await begin(keep(0))
  rmSync(join(checkpoint, 'run.json'))
  expect(await run(keep(6))).toBe(undefined)
  expect(readFileSync(out, 'utf8')).toBe(text(rows.slice(6)))
})

test('records that have changed are worked out again', async () => {
  await begin(same())
  const names = readdirSync(checkpoint).filter((name) => name.endsWith('.journal'))
  expect(names).toEqual(['rows-.journal'])
  const bytes = readFileSync(join(checkpoint, 'rows-.journal'))
  expect(bytes.length).toBeGreaterThan(100)
  bytes[bytes.length - 5] = (bytes[bytes.length - 5] as number) ^ 1
  writeFileSync(join(checkpoint, 'rows-.journal'), bytes)
  expect(await run(same())).toBe(undefined)
  expect(readFileSync(out, 'utf8')).toBe(text(rows.slice(3)))
})

test('a process that lives keeps others away', async () => {
  await begin(same())
  const lock = `lock-${markOfProcess(process.getBuiltinModule('node:fs')).replace(/-\d+-\w+$/, '-1-unknown')}`
  writeFileSync(join(checkpoint, lock), '')
  expect(await run(same())).toMatchObject({
    _tag: 'CheckpointRefused',
    summary: `another process works with the checkpoint in '${checkpoint}': ${lock.slice(5)}`,
    hint: `wait for it, or end it; if there is none on any machine, remove '${join(checkpoint, lock)}'`,
  })
  rmSync(join(checkpoint, lock))
  expect(await run(same())).toBe(undefined)
})

test('this process keeps itself away', async () => {
  let inside: F.RunError | undefined
  const again = async (): Promise<void> => {
    inside = await run(same())
  }
  const plan = F.pipe(
    source,
    F.mapAsync(
      (row: Row) => async () => {
        if (inside === undefined) await again()
        return E.right(row)
      },
      { concurrency: 1 },
    ),
  )
  expect(await run(plan)).toBe(undefined)
  expect(inside).toMatchObject({ _tag: 'CheckpointRefused', hint: expect.stringMatching(/^wait for it/) })
})

test('another machine may be at it', async () => {
  await begin(same())
  writeFileSync(join(checkpoint, 'lock-elsewhere-7-1'), '')
  expect(await run(same())).toMatchObject({ _tag: 'CheckpointRefused' })
})

test('a directory of something else is left alone', async () => {
  mkdirSync(checkpoint)
  writeFileSync(join(checkpoint, 'letter.txt'), 'Dear Ada')
  expect(await run(same())).toMatchObject({
    _tag: 'CheckpointRefused',
    summary: `'${checkpoint}' is no directory of a checkpoint: there is 'letter.txt' in it`,
  })
  expect(readdirSync(checkpoint)).toEqual(['letter.txt'])
})

test('a file is no directory', async () => {
  writeFileSync(checkpoint, '')
  expect(await run(same())).toMatchObject({ _tag: 'CheckpointFailed', hint: `ls -ld '${checkpoint}'` })
})

test.each([
  ['EACCES', /could not be opened: .* EACCES/],
  ['ENOSPC', /the disk is full/],
])('%s is told, and a run goes on when it is over', async (code, message) => {
  const wanted = text(rows.slice(3))
  let told = 0
  for (let at = 0; at < 40; at += 3) {
    const error = await dying({ at, code }, () => run(same()))
    leaveLock(checkpoint)
    if (error !== undefined) {
      expect(['CheckpointFailed', 'SinkFailed']).toContain(error._tag)
      if (message.test(error.message)) told++
    }
    expect(await run(same())).toBe(undefined)
    expect(readFileSync(out, 'utf8')).toBe(wanted)
  }
  expect(told).toBeGreaterThan(0)
})

test('rows that nobody knows to be the same again are all read again', async () => {
  const unknown = inParts({ rows, size: 2, version: undefined })
  const result = await F.run(unknown, { to: toCsv(out), checkpoint })()
  expect(result).toMatchObject({
    right: {
      report: {
        notes: [
          'checkpoint: source parts small parts is worked out again when the run goes on: nobody knows whether it gives the same rows again',
          `checkpoint: rows are safe in csv ${out} when all are there: source parts small parts: nobody knows whether it gives the same rows again`,
        ],
      },
    },
  })
  // Before all of its rows are safe together.
  await begin(unknown, {}, 8)
  const other = inParts({ rows: rows.slice(5), size: 2, version: undefined })
  expect(await run(other)).toBe(undefined)
  expect(readFileSync(out, 'utf8')).toBe(text(rows.slice(5)))
})

test('what has no end to speak of has no checkpoint', async () => {
  const stream = F.stream(source, { checkpoint })
  await expect(stream.next()).rejects.toMatchObject({ _tag: 'InvalidArgument' })
  expect(existsSync(checkpoint)).toBe(false)
})
