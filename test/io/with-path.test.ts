/**
 * Rows that say which file they come from, by rows, by columns and by parts; and what stands for standard input.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as t from 'io-ts'
import { afterEach, describe, expect, it } from 'vitest'
import * as F from '../../src/index.ts'
import { csv } from '../../src/io/csv/source.ts'
import { resolveFiles } from '../../src/io/files/files.ts'
import { json } from '../../src/io/json/source.ts'
import { lines } from '../../src/io/lines/source.ts'
import { ndjson } from '../../src/io/ndjson/source.ts'
import { toParquet } from '../../src/io/parquet/sink.ts'
import { parquet } from '../../src/io/parquet/source.ts'
import type { Bag } from '../../src/plan/dataset.ts'
import { readInstead } from '../../src/plan/read-instead.ts'
import { openHandles } from './open-handles.ts'
import { readSource, sourceOf } from './parquet/table.ts'
import { opened, scanned } from './scanned.ts'
import { never, temporary } from './temporary.ts'

const { directory, put } = temporary()
afterEach(() => expect(openHandles(directory)).toEqual([]))

const Row = t.type({ n: t.number })
const file = 'a file'

const formats: readonly (readonly [string, (paths: string) => Bag<unknown>])[] = [
  ['csv', (paths) => csv(paths, Row, { path: file })],
  ['ndjson', (paths) => ndjson(paths, Row, { path: file })],
  ['json', (paths) => json(paths, Row, { path: file })],
  ['parquet', (paths) => parquet(paths, Row, { path: file })],
]

const write = async (format: string): Promise<void> => {
  for (const [name, from] of [
    ['one', 1],
    ['two', 3],
  ] as const) {
    const path = join(directory, `${name}.${format}`)
    if (format === 'csv') writeFileSync(path, `n\n${from}\nx\n${from + 1}\n`)
    else if (format === 'ndjson') writeFileSync(path, `{"n":${from}}\n{}\n{"n":${from + 1}}\n`)
    else if (format === 'json') writeFileSync(path, `[{"n":${from}},{},{"n":${from + 1}}]`)
    else await F.write(F.rows([{ n: from }, { n: null }, { n: from + 1 }]), toParquet(path))
  }
}

describe('the path of a file in its rows', () => {
  it.each(formats)('stands there in %s, by rows, by columns and by parts', async (format, source) => {
    await write(format)
    const dataset = source(`${directory}/*.${format}`)
    const expected = [1, 2, 3, 4].map((n) => ({ n, [file]: join(directory, `${n < 3 ? 'one' : 'two'}.${format}`) }))
    const read = await readSource(dataset)
    expect(read.rows).toEqual(expected)
    expect(read.rows.every((row) => Object.isFrozen(row))).toBe(true)
    expect(read.errors).toHaveLength(2)
    const { open, scan, parts, schema } = sourceOf(dataset)
    expect(F.printSchema(schema)).toBe('{ n: number, "a file": string }')
    for (const fields of [[file], ['n', file], [file, 'n'], ['n']]) {
      const columns = scan?.(fields)
      if (columns !== undefined)
        expect(await scanned(columns.open(never), columns.kinds)).toEqual(await opened(open(never), fields))
    }
    const byParts: unknown[] = []
    for await (const part of parts?.cut({ bytes: 8, rows: 1 }, never) ?? [])
      for await (const batch of parts?.of(part).open(never) ?? [])
        byParts.push(...batch.rows.filter((row) => row !== undefined))
    if (parts !== undefined) expect(byParts).toEqual(expected)
    for (const engine of [F.compiled, F.reference]) {
      const names = F.pipe(
        dataset as F.Bag<Record<string, unknown>>,
        F.filter((row) => row[file] !== ''),
        F.map((row) => row[file]),
      )
      const outcome = await F.run(names, { engine, onError: 'reject' })()
      expect(outcome).toMatchObject({ _tag: 'Right' })
      if (outcome._tag === 'Right') expect(outcome.right.rows.toArray()).toEqual(expected.map((row) => row[file]))
    }
  })

  it('stands beside the text of lines', async () => {
    const path = put('a.log', 'x\n\ny')
    expect((await readSource(lines(path, { path: 'from' }))).rows).toEqual(
      ['x', '', 'y'].map((text) => ({ text, from: path })),
    )
  })

  it('may be called anything but what is there already', async () => {
    const path = put('p.jsonl', '{"n":1,"m":2}\n{"n":2}\n')
    expect(
      (await readSource(ndjson(path, Row, { path: '__proto__' }))).rows.map((row) => Object.entries(row as object)),
    ).toEqual([
      [
        ['n', 1],
        ['__proto__', path],
      ],
      [
        ['n', 2],
        ['__proto__', path],
      ],
    ])
    expect(() => ndjson(path, Row, { path: 'n' })).toThrow("the field 'n', which the codec has already")
    expect(() => csv(path, Row, { path: '' })).toThrow('is the name of a field')
    const read = await readSource(ndjson(path, t.UnknownRecord, { path: 'm' }))
    expect(read.rows).toEqual([{ n: 2, m: path }])
    expect(read.errors.map(({ message }) => message.split('\n')[0])).toEqual([
      "FLOE300 InvalidRow: the row has a field 'm' of its own",
    ])
  })
})

describe('standard input', () => {
  it('is one path among others, and a file of its name another', async () => {
    put('standard input', 'n\n')
    const cwd = process.cwd()
    process.chdir(directory)
    try {
      expect(await resolveFiles(['-', 'standard input', '-'])).toEqual(['standard input', './standard input'])
    } finally {
      process.chdir(cwd)
    }
  })

  it('is refused where it would have to be read twice, or from its end', () => {
    expect(sourceOf(csv('-')).parts).toBeUndefined()
    expect(() => parquet('-', Row)).toThrow('Parquet cannot be read from standard input')
    expect(sourceOf(csv('-', Row)).parts).toBeUndefined()
  })
})

it('rows of standard input whose types were guessed cannot be read again', async () => {
  const raw = { text: 'n\nlate\n', where: { source: 'standard input', line: 2, row: 1 } }
  const read = async () => {
    for await (const _ of sourceOf(csv('-')).again?.([raw])(never) ?? []);
  }
  await expect(read()).rejects.toThrow('rows of standard input cannot be read again without a codec')
})

describe('another file in the place of one', () => {
  const one = csv('one.csv', Row, { path: 'file' })
  const two = ndjson('two.jsonl', Row)

  it('is read wherever the plan reads that one', async () => {
    const path = put('other.csv', 'n\n7\n')
    const twice = F.pipe(one, F.concat(one))
    const plan = readInstead(twice.plan, [{ path }])
    expect(plan.inputs[0]).toBe(plan.inputs[1])
    expect(F.orderOf(plan)).toBe('sequence')
    const of = readInstead(
      F.pipe(
        one,
        F.map(({ n }) => n),
        F.concat(
          F.pipe(
            two,
            F.map(({ n }) => n),
          ),
        ),
      ).plan,
      [{ of: 'one.csv', path }],
    )
    expect(JSON.stringify(of)).toContain('other.csv')
    expect(JSON.stringify(of)).toContain('two.jsonl')
    expect(readInstead(twice.plan, [])).toBe(twice.plan)
  })

  it('must be told apart where there are several, and be there where there is none', () => {
    const both = F.pipe(
      one,
      F.map(({ n }) => n),
      F.concat(
        F.pipe(
          two,
          F.map(({ n }) => n),
        ),
      ),
    )
    expect(() => readInstead(both.plan, [{ path: 'x' }])).toThrow(
      'several files, and it was not said which x stands in for: one.csv, two.jsonl',
    )
    expect(() => readInstead(both.plan, [{ of: 'three', path: 'x' }])).toThrow('the plan reads no file three')
    expect(() => readInstead(F.rows([1]).plan, [{ path: 'x' }])).toThrow('the plan reads no file')
  })
})
