/**
 * Proves that files which are gone on with come to the same bytes: whatever was written since the last commit, wherever the writer was
 * left, and whether what `commit` gave was written down or not.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import type * as F from 'floe'
import { toCsv, toJson, toNdjson, toParquet } from 'floe/io'
import * as t from 'io-ts'
import { expect, test } from 'vitest'
import { runs } from '../../runs.ts'
import { failure, temporary } from '../temporary.ts'

const { directory } = temporary()
const out = join(directory, 'out')
const id = '0123456789abcdef0123456789abcdef'

type Rows = readonly { readonly a: number; readonly b: string }[]
/** Writes some rows; or makes safe what was written, which is written down or not; or is gone, and comes again. */
type Step =
  | { readonly kind: 'write'; readonly count: number }
  | { readonly kind: 'commit'; readonly isTold: boolean }
  | { readonly kind: 'crash' }

const rowsGiven: fc.Arbitrary<Rows> = fc.array(fc.record({ a: fc.integer(), b: fc.string() }), { maxLength: 30 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('write' as const), count: fc.integer({ min: 1, max: 6 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('commit' as const), isTold: fc.boolean() }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'crash' as const }) },
)

const clean = (): void => {
  rmSync(out, { recursive: true, force: true })
  mkdirSync(out)
}

type Writer = F.ResumableWriter<unknown>
const opened = (sink: F.Sink<never>, mark?: unknown): Promise<Writer> =>
  (sink.resume as NonNullable<F.Sink<unknown>['resume']>)(mark === undefined ? { id } : { id, mark })
/** All that is known after another commit, as it is written down and read back. */
const joined = ({ joinMarks = (_, next) => next }: F.Sink<never>, before: unknown, next: unknown): unknown =>
  joinMarks(before, deserialize(serialize(next)))
/** What is known already is used up by what is joined to it. */
const copied = (mark: unknown): unknown => (mark === undefined ? undefined : deserialize(serialize(mark)))

const sinks = [
  ['csv', (path: string) => toCsv(path)],
  ['tsv', (path: string) => toCsv(path, { delimiter: '\t', columns: ['b', 'a'] })],
  ['csv.gz', (path: string) => toCsv(path)],
  ['json', (path: string) => toJson(path)],
  ['ndjson', (path: string) => toNdjson(path)],
  ['ndjson.gz', (path: string) => toNdjson(path)],
  ['parquet', (path: string) => toParquet(path, { rowGroup: 4 })],
  ['whole.parquet', (path: string) => toParquet(path, t.type({ a: t.number, b: t.string }), { rowGroup: 3 })],
] as readonly (readonly [string, (path: string) => F.Sink<never>])[]

const written = async (sink: F.Sink<never>, rows: Rows): Promise<void> => {
  const writer = (await sink.open()) as F.Writer<unknown>
  await writer.write(rows)
  await writer.close()
}

test.each(sinks)('%s: the same bytes, however often it is left', (extension, sinkOf) =>
  fc.assert(
    fc.asyncProperty(rowsGiven, fc.array(step, { maxLength: 25 }), fc.boolean(), async (rows, steps, isClosedTwice) => {
      // No rows have no fields, and nobody says which they would have.
      fc.pre(extension !== 'parquet' || rows.length > 0)
      clean()
      const path = join(out, `rows.${extension}`)
      const sink = sinkOf(path)
      /** After how many rows there was a commit that counted. */
      const units: number[] = []
      let writer = await opened(sink)
      let mark: unknown
      let at = 0
      let safe = 0
      const come = async (): Promise<void> => {
        await writer.abort()
        writer = await opened(sink, copied(mark))
        expect(writer.committed).toBe(safe)
        at = writer.committed
        while ((units.at(-1) ?? 0) > at) units.pop()
      }
      const commit = async (isTold: boolean): Promise<void> => {
        if (at === (units.at(-1) ?? 0)) return
        const given = await writer.commit()
        units.push(at)
        if (!isTold) return
        mark = joined(sink, mark, given)
        safe = at
      }
      for (const one of steps)
        switch (one.kind) {
          case 'write':
            await writer.write(rows.slice(at, at + one.count))
            at = Math.min(rows.length, at + one.count)
            break
          case 'commit':
            await commit(one.isTold)
            // Who commits twice without telling is no longer there.
            if (!one.isTold) await come()
            break
          case 'crash':
            await come()
            break
          default:
            one satisfies never
        }
      await writer.write(rows.slice(at))
      at = rows.length
      await commit(true)
      expect(existsSync(path)).toBe(false)
      await writer.close()
      const bytes = readFileSync(path)
      expect(readdirSync(out)).toEqual([`rows.${extension}`])
      if (isClosedTwice && mark !== undefined) {
        // It was closed, and nobody heard of it.
        const again = await opened(sink, mark)
        expect(again.committed).toBe(rows.length)
        await again.close()
        expect(readFileSync(path).equals(bytes)).toBe(true)
      }

      // An undisturbed run with the same commits.
      clean()
      const other = await opened(sink)
      for (const [i, end] of units.entries()) {
        await other.write(rows.slice(units[i - 1] ?? 0, end))
        await other.commit()
      }
      await other.close()
      expect(readFileSync(path).equals(bytes)).toBe(true)
      clean()
      await written(sink, rows)
      const plain = readFileSync(path)
      if (extension.endsWith('.gz')) expect(gunzipSync(bytes).equals(gunzipSync(plain))).toBe(true)
      else expect(bytes.equals(plain)).toBe(true)
    }),
    { numRuns: runs(40) },
  ),
)

const rows: Rows = [
  { a: 1, b: 'x' },
  { a: 2, b: 'y' },
]
const path = join(out, 'rows.csv')
const temporaryPath = join(out, `.rows.csv.${id}.part`)
const sink = toCsv(path) as F.Sink<never>

/** A file that was left behind a commit. */
const left = async (): Promise<unknown> => {
  clean()
  const writer = await opened(sink)
  await writer.write(rows)
  const mark = await writer.commit()
  await writer.abort()
  return mark
}

const gone = { _tag: 'SinkFailed', summary: `what was written of '${path}' is not there any more: '${temporaryPath}'` }

test('what is gone is told', async () => {
  const mark = await left()
  rmSync(temporaryPath)
  expect(await failure(() => opened(sink, mark))).toMatchObject(gone)
})

test('what is shorter than it was is told', async () => {
  const mark = await left()
  writeFileSync(temporaryPath, 'a,b\n')
  expect(await failure(() => opened(sink, mark))).toMatchObject(gone)
})

test('another file of the same name is told', async () => {
  const mark = await left()
  writeFileSync(`${temporaryPath}.other`, readFileSync(temporaryPath))
  renameSync(`${temporaryPath}.other`, temporaryPath)
  expect(await failure(() => opened(sink, mark))).toMatchObject(gone)
})

test('another file at the place where it should be in the end is told', async () => {
  const mark = await left()
  writeFileSync(path, 'a,b\n1,x\n2,y\n')
  rmSync(temporaryPath)
  expect(await failure(() => opened(sink, mark))).toMatchObject(gone)
  expect(readFileSync(path, 'utf8')).toBe('a,b\n1,x\n2,y\n')
})

test('what has its name is not written to any more', async () => {
  const mark = await left()
  renameSync(temporaryPath, path)
  const writer = await opened(sink, mark)
  expect(writer.committed).toBe(2)
  expect(await failure(() => writer.write(rows))).toMatchObject(gone)
})

test('packed, no rows are a file that can be unpacked', async () => {
  for (const extension of ['csv.gz', 'ndjson.gz']) {
    clean()
    const empty = join(out, `rows.${extension}`)
    const to = (extension === 'csv.gz' ? toCsv(empty) : toNdjson(empty)) as F.Sink<never>
    await (await opened(to)).close()
    expect(gunzipSync(readFileSync(empty)).toString()).toBe('')
  }
})

test('the rights are those of the file before it, and nobody reads what is not there yet', async () => {
  clean()
  writeFileSync(path, 'before', { mode: 0o640 })
  const writer = await opened(sink)
  await writer.write(rows)
  expect(statSync(temporaryPath).mode & 0o777).toBe(0o600)
  expect(readFileSync(path, 'utf8')).toBe('before')
  await writer.close()
  expect(statSync(path).mode & 0o777).toBe(0o640)
})

test('a pipe or a directory is no place for it', async () => {
  clean()
  mkdirSync(path)
  expect(await failure(() => opened(sink))).toMatchObject({ _tag: 'SinkFailed' })
  expect(await failure(() => opened(toNdjson('/dev/null') as F.Sink<never>))).toMatchObject({
    _tag: 'SinkFailed',
    summary: "'/dev/null' is a pipe or a device, and a file is needed",
  })
})
