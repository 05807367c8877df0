/**
 * Many files by the values of rows: what is in them, what they are called, and that there are all of them or none.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { fc, test } from '@fast-check/vitest'
import * as t from 'io-ts'
import { afterEach, describe, expect, it } from 'vitest'
import { toCsv } from '../../../src/io/csv/sink.ts'
import { toNdjson } from '../../../src/io/ndjson/sink.ts'
import { ndjson } from '../../../src/io/ndjson/source.ts'
import { toParquet } from '../../../src/io/parquet/sink.ts'
import { parquet } from '../../../src/io/parquet/source.ts'
import { encodeKey } from '../../../src/io/partitioned/encode-key.ts'
import { publishFiles } from '../../../src/io/partitioned/publish-files.ts'
import { toFiles } from '../../../src/io/partitioned/sink.ts'
import type { Sink } from '../../../src/plan/sink.ts'
import { runs } from '../../runs.ts'
import { openHandles } from '../open-handles.ts'
import { readSource } from '../parquet/table.ts'
import { failure, temporary } from '../temporary.ts'

const { directory } = temporary()
const fresh = (): string => mkdtempSync(join(directory, 'out-'))

afterEach(() => expect(openHandles(directory)).toEqual([]))

const writeAll = async <A>(sink: Sink<A>, rows: readonly A[], batch = 7, during = () => {}): Promise<void> => {
  const writer = await sink.open()
  try {
    for (let i = 0; i < rows.length; i += batch) {
      await writer.write(rows.slice(i, i + batch))
      during()
    }
    await writer.close()
  } catch (error) {
    await writer.abort()
    throw error
  }
}

/** The files below a directory, with what is in them. */
const filesIn = (path: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (readdirSync(path, { recursive: true }) as string[])
      .filter((name) => statSync(join(path, name)).isFile())
      .sort()
      .map((name) => [name, readFileSync(join(path, name)).toString('latin1')]),
  )

const Row = t.type({ key: t.union([t.string, t.null]), n: t.number })
const keys = fc.oneof(
  fc.constantFrom('', '.', '..', '../../x', '/', '/etc', '\0', '__proto__', 'constructor', 'a', 'A', 'b', 'é', null),
  fc.string({ maxLength: 3 }),
)
const rows = fc.array(fc.record({ key: keys, n: fc.integer() }), { maxLength: 60 })

const grouped = (all: readonly { readonly key: string | null; readonly n: number }[]) => {
  const groups = new Map<string | null, typeof all>()
  for (const row of all) groups.set(row.key, [...(groups.get(row.key) ?? []), row])
  return groups
}

describe('toFiles', () => {
  test.prop([rows, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 60 })], { numRuns: runs(30) })(
    'puts each row into the file of its key, in order, whatever the key and however few files may be open',
    async (all, open, batch) => {
      const out = fresh()
      await writeAll(toFiles(`${out}/deep/key={key}/rows.jsonl`, toNdjson, { open }), all, batch)
      const expected = Object.fromEntries(
        [...grouped(all)].map(([key, some]) => [
          `deep/key=${encodeKey(key)}/rows.jsonl`,
          some.map((row) => `${JSON.stringify(row)}\n`).join(''),
        ]),
      )
      const found = filesIn(out)
      expect(Object.keys(found)).toEqual(Object.keys(expected).sort())
      for (const [name, text] of Object.entries(expected))
        expect(Buffer.from(found[name] as string, 'latin1').toString()).toBe(text)
      rmSync(out, { recursive: true })
    },
  )

  test.prop([rows, fc.integer({ min: 1, max: 3 })], { numRuns: runs(8) })(
    'writes Parquet, packed NDJSON and CSV, which are read back',
    async (all, open) => {
      const out = fresh()
      await writeAll(
        toFiles(`${out}/{key}.parquet`, (path) => toParquet(path, Row), { open }),
        all,
      )
      await writeAll(toFiles(`${out}/{key}.jsonl.gz`, toNdjson, { open }), all)
      await writeAll(
        toFiles(`${out}/{key}.csv.gz`, (path) => toCsv(path, { columns: ['key', 'n'] }), { open }),
        all,
      )
      for (const [key, some] of grouped(all)) {
        const name = join(out, encodeKey(key) as string)
        expect((await readSource(parquet(`${name}.parquet`, Row))).rows).toEqual(some)
        expect((await readSource(ndjson(`${name}.jsonl.gz`, Row))).rows).toEqual(some)
        expect(
          gunzipSync(readFileSync(`${name}.csv.gz`))
            .toString()
            .startsWith('key,n\n'),
        ).toBe(true)
      }
      rmSync(out, { recursive: true })
    },
  )

  it('puts files aside and goes on with them, in the same way however rows come', async () => {
    const all = Array.from({ length: 40_000 }, (_, i) => ({ k: (i * 7919) % 11, text: `row ${i}` }))
    const [one, other] = [fresh(), fresh()]
    const most: number[] = []
    for (const [out, batch] of [
      [one, 1000],
      [other, 777],
    ] as const)
      await writeAll(toFiles(`${out}/{k}.csv.gz`, toCsv, { open: 3 }), all, batch, () =>
        most.push(openHandles(out).length),
      )
    expect(Math.max(...most)).toBe(3)
    expect(Object.keys(filesIn(one))).toHaveLength(11)
    expect(filesIn(one)).toEqual(filesIn(other))
    const text = gunzipSync(readFileSync(join(one, '3.csv.gz'))).toString()
    expect(text).toBe(`k,text\n${all.flatMap(({ k, text }) => (k === 3 ? [`3,${text}\n`] : [])).join('')}`)
  })

  it('names files by what a function makes of rows', async () => {
    const out = fresh()
    const sink = toFiles(`${out}/{year}/{half}.csv`, toCsv, {
      by: ({ at }: { readonly at: number }) => ({ year: 2020 + (at % 2), half: at > 3 }),
    })
    await writeAll(sink, [{ at: 1 }, { at: 2 }, { at: 5 }])
    expect(filesIn(out)).toEqual({
      '2020/false.csv': 'at\n2\n',
      '2021/false.csv': 'at\n1\n',
      '2021/true.csv': 'at\n5\n',
    })
  })

  it('shows nothing before the end, and nothing but what was there after an error', async () => {
    const out = fresh()
    const sink = toFiles(`${out}/k={k}/rows.csv`, toCsv)
    await writeAll(sink, [{ k: 'old', n: 1 }])
    const before = filesIn(out)
    const visible = (): string[] => readdirSync(out).filter((name) => !name.startsWith('.'))
    const all = Array.from({ length: 20_000 }, (_, i) => ({ k: i % 2 === 0 ? 'old' : 'new', n: i }))
    const error = await failure(() =>
      writeAll<object>(sink as Sink<object>, [...all, { k: 'new', n: [1] }], 5000, () =>
        expect(visible()).toEqual(['k=old']),
      ),
    )
    expect(error.place).toEqual({ source: `${out}/k=new/rows.csv`, row: 10_001, field: 'n' })
    expect(error.message).not.toContain('.tmp')
    expect(filesIn(out)).toEqual(before)
    expect(readdirSync(out)).toEqual(['k=old'])
  })

  it('takes back what it has renamed when a later file cannot be', async () => {
    const out = fresh()
    writeFileSync(join(out, 'a.csv'), 'before')
    mkdirSync(join(out, 'c.csv'))
    const sink = toFiles(`${out}/{k}.csv`, toCsv)
    await expect(writeAll(sink, [{ k: 'a' }, { k: 'b' }, { k: 'c' }])).rejects.toMatchObject({ _tag: 'SinkFailed' })
    expect(filesIn(out)).toEqual({ 'a.csv': 'before' })
    expect(readdirSync(out).sort()).toEqual(['a.csv', 'c.csv'])
  })

  it('removes the directories that it made for files that are taken back', async () => {
    const out = fresh()
    writeFileSync(join(out, 'whole'), 'x')
    const staged = [
      { staged: join(out, 'whole'), target: join(out, 'x/y/z/rows.csv') },
      { staged: join(out, 'gone'), target: join(out, 'x/rows.csv') },
    ]
    await expect(publishFiles(staged, out)).rejects.toMatchObject({ _tag: 'SinkFailed' })
    expect(existsSync(join(out, 'x'))).toBe(false)
  })

  it('says that a sink cannot be put aside, before too many are open', async () => {
    const out = fresh()
    const sink = toFiles(
      `${out}/{k}`,
      (name) => ({
        format: 'own',
        name,
        open: async () => ({ write: async () => {}, close: async () => {}, abort: async () => {} }),
      }),
      { open: 2 },
    )
    const error = await failure(() => writeAll(sink as Sink<object>, [{ k: 1 }, { k: 2 }, { k: 3 }]))
    expect(error.message).toContain('those of own cannot be put aside')
    expect(readdirSync(out)).toEqual([])
  })

  it('says that a name is a field of no row, and is content with one that is a field of some', async () => {
    const out = fresh()
    const sink = (name: string) => toFiles(`${out}/{${name}}.jsonl`, toNdjson) as Sink<object>
    const error = await failure(() => writeAll(sink('nam'), [{ name: 'a' }, { id: 1 }]))
    expect(error.message).toContain(`no row has the field 'nam' that files are named by`)
    expect(error.hint).toBe('did you mean {name}?')
    expect(readdirSync(out)).toEqual([])
    await writeAll(sink('id'), [{ name: 'a' }, { id: 1 }])
    expect(Object.keys(filesIn(out)).sort()).toEqual(['1.jsonl', '__HIVE_DEFAULT_PARTITION__.jsonl'])
    await writeAll(sink('nam'), [])
  })

  it('refuses paths, options and values that name nothing', async () => {
    for (const make of [
      () => toFiles('', toCsv),
      () => toFiles('out.csv', toCsv),
      () => toFiles('{}.csv', toCsv),
      () => toFiles('{a.csv', toCsv),
      () => toFiles('{a}}.csv', toCsv),
      () => toFiles('{a}/', toCsv),
      () => toFiles('{a}', undefined as never),
      () => toFiles('{a}', toCsv, { open: 0 }),
      () => toFiles('{a}', toCsv, { by: 'a' as never }),
    ])
      expect(make).toThrow(expect.objectContaining({ _tag: 'InvalidArgument' }))
    const out = fresh()
    const error = await failure(() => writeAll(toFiles(`${out}/{a}`, toCsv) as Sink<object>, [{ a: 1 }, { a: [1] }]))
    expect(error.place).toEqual({ source: `${out}/{a}`, row: 2, field: 'a' })
  })
})
