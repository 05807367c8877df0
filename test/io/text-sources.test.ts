/** The sources of text that are no tables, `lines`, `ndjson` and `json`, over files: several, packed, broken; and handles. */
import { gzipSync } from 'node:zlib'
import * as t from 'io-ts'
import { describe, expect, it } from 'vitest'
import { printSchema } from '../../src/data/schema.ts'
import { inferJson } from '../../src/io/json/infer.ts'
import { json } from '../../src/io/json/source.ts'
import { lines } from '../../src/io/lines/source.ts'
import { inferNdjson } from '../../src/io/ndjson/infer.ts'
import { ndjson } from '../../src/io/ndjson/source.ts'
import type { Bag } from '../../src/plan/dataset.ts'
import type { Source } from '../../src/plan/source.ts'
import { gather } from './chunks.ts'
import { openHandles } from './open-handles.ts'
import { failure, messageOf, never, temporary } from './temporary.ts'

const { directory, put } = temporary()
const vega = 'node_modules/vega-datasets/data'

const sourceOf = ({ plan }: Bag<unknown>): Source => (plan as unknown as { readonly source: Source }).source
const read = (dataset: Bag<unknown>, signal = never) => gather(sourceOf(dataset).open(signal))

/** The same rows in each format: numbers, of which `print` makes the file. */
const formats = [
  {
    name: 'lines',
    open: (paths: string | readonly string[]) => lines(paths),
    print: (rows: readonly number[]) => rows.map((n) => `${n}\n`).join(''),
    row: (n: number): unknown => String(n),
  },
  {
    name: 'ndjson',
    open: (paths: string | readonly string[]) => ndjson(paths, t.number),
    print: (rows: readonly number[]) => rows.map((n) => `${n}\n`).join(''),
    row: (n: number): unknown => n,
  },
  {
    name: 'json',
    open: (paths: string | readonly string[]) => json(paths, t.number),
    print: (rows: readonly number[]) => `[\n${rows.map((n) => `${n}\n`).join(',')}]`,
    row: (n: number): unknown => n,
  },
]

describe.each(formats)('$name', ({ name, open, print, row }) => {
  const numbers = Array.from({ length: 200_000 }, (_, i) => i * 7919)

  it('reads several files by a pattern, each from row 1', async () => {
    put(`${name}-b.part`, print([3]))
    put(`${name}-a.part`, print([1, 2]))
    const { rows, places } = await read(open(`${directory}/${name}-*.part`))
    expect(rows).toEqual([1, 2, 3].map(row))
    const first = name === 'json' ? 2 : 1
    expect(places).toEqual([
      { source: `${directory}/${name}-a.part`, line: first, row: 1 },
      { source: `${directory}/${name}-a.part`, line: first + 1, row: 2 },
      { source: `${directory}/${name}-b.part`, line: first, row: 1 },
    ])
  })

  it('unpacks gzip, whatever the name, and counts the bytes on disk', async () => {
    const path = put(`${name}.packed`, gzipSync(print(numbers)))
    const { rows, bytes, fatal } = await read(open(path))
    expect(fatal).toBe(undefined)
    expect(rows).toEqual(numbers.map(row))
    expect(bytes).toBe((await sourceOf(open(path)).size()).bytes)
  })

  it('gives the good rows of gzip that is cut, or damaged, and then fails', async () => {
    const packed = gzipSync(print(numbers))
    const cut = await read(open(put(`${name}-cut.gz`, packed.subarray(0, packed.length - 1000))))
    expect(cut.fatal?._tag).toBe('SourceCorrupt')
    expect(cut.rows.length).toBeGreaterThan(100_000)
    expect(cut.rows).toEqual(numbers.slice(0, cut.rows.length).map(row))
    const damaged = Buffer.from(packed)
    damaged.fill(0xff, packed.length >> 1, (packed.length >> 1) + 8)
    expect((await read(open(put(`${name}-damaged.gz`, damaged)))).fatal?._tag).toBe('SourceCorrupt')
  })

  it('says what is missing, and what is no text', async () => {
    expect(await messageOf(directory, () => failureOf(open(`${directory}/nowhere.${name}`)))).toMatch(/SourceNotFound/)
    expect(await messageOf(directory, () => failureOf(open(directory)))).toMatch(/is a directory/)
    expect(await messageOf(directory, () => failureOf(open(put(`${name}.parquet`, 'PAR1...'))))).toMatch(
      /the file is Parquet/,
    )
    expect(await messageOf(directory, () => failureOf(open(put(`${name}.utf16`, '\ufeff1', 'utf16le'))))).toMatch(
      /UTF-16/,
    )
  })

  it('is read again from the start each time it is opened', async () => {
    const dataset = open(put(`${name}-again`, print([1, 2])))
    expect((await read(dataset)).rows).toEqual((await read(dataset)).rows)
  })

  it('closes its handles: left early, called off before and in the middle, failed', async () => {
    const path = put(`${name}-long`, print(numbers))
    for await (const _ of sourceOf(open(path)).open(never)) break
    expect(openHandles(directory)).toEqual([])
    const controller = new AbortController()
    const cancelled = await failure(async () => {
      for await (const _ of sourceOf(open(path)).open(controller.signal)) controller.abort()
    })
    expect(cancelled._tag).toBe('Cancelled')
    expect((await read(open(path), AbortSignal.abort())).fatal?._tag).toBe('Cancelled')
    await read(open(put(`${name}-half.gz`, gzipSync(print(numbers)).subarray(0, 5000))))
    expect(openHandles(directory)).toEqual([])
  })
})

const failureOf = async (dataset: Bag<unknown>): Promise<never> => {
  const { fatal } = await read(dataset)
  throw fatal ?? new Error('it did not fail')
}

describe('an empty file', () => {
  it('has no lines, and no rows of NDJSON; but it is no JSON', async () => {
    const path = put('empty', '')
    for (const dataset of [lines(path), ndjson(path)])
      expect(await read(dataset)).toMatchObject({ rows: [], fatal: undefined })
    expect((await read(json(path))).fatal?.message.replaceAll(directory, 'DIR')).toMatchInlineSnapshot(`
      "FLOE202 SourceCorrupt: the file is empty: there is no JSON in it
        at DIR/empty, line 1
        hint: an array without rows is []"
    `)
    expect(await read(json(put('blank', ' \n')))).toMatchObject({ rows: [], fatal: { _tag: 'SourceCorrupt' } })
    expect(await read(json(put('none', '[ ]')))).toMatchObject({ rows: [], fatal: undefined })
  })
})

describe('without a codec', () => {
  it('rows are objects, as they are', async () => {
    const path = put('any.jsonl', '{"b":[{"c":1}],"a":null}\n{"a":9007199254740993}\n7\n')
    const { rows, errors } = await read(ndjson(path))
    expect(rows).toEqual([{ b: [{ c: 1 }], a: null }, { a: 9007199254740993n }])
    expect(errors.map(({ place, summary }) => [place.line, summary])).toEqual([[3, '7 is not an object']])
  })

  it('the schema is what a sample shows', async () => {
    const path = put(
      'shapes.jsonl',
      '{"a":1,"b":{"c":"x"}}\n{"a":null,"d":[1,"x",[]]}\n7\nnot json\n{"a":9007199254740993,"b":{}}\n',
    )
    const whole = await inferNdjson(path)
    expect({ ...whole, schema: printSchema(whole.schema) }).toEqual({
      schema: '{ a: number | bigint | null, b?: { c?: string }, d?: (unknown[] | string | number)[] } | number',
      rows: 4,
      isWhole: true,
    })
    const first = await inferNdjson(path, { sample: 1 })
    expect({ ...first, schema: printSchema(first.schema) }).toEqual({
      schema: '{ a: number, b: { c: string } }',
      rows: 1,
      isWhole: false,
    })
    expect((await failure(() => inferNdjson(path, { sample: 0 })))._tag).toBe('InvalidArgument')
    expect((await inferJson(put('torn.json', '[{"a":1},{"a"'))).rows).toBe(1)
    expect((await failure(() => inferJson(put('torn.json', '[{'))))._tag).toBe('SourceCorrupt')
  })

  it.each([
    ['cars.json', 406],
    ['barley.json', 120],
    ['movies.json', 3201],
  ])('%s, as JSON.parse has it', async (name, count) => {
    const { readFileSync } = await import('node:fs')
    const { rows, fatal, errors } = await read(json(`${vega}/${name}`))
    expect({ fatal, errors }).toEqual({ fatal: undefined, errors: [] })
    expect(rows).toHaveLength(count)
    expect(rows).toEqual(JSON.parse(readFileSync(`${vega}/${name}`, 'utf8')))
  })
})

describe('what makes no sense', () => {
  it('is refused where the plan is built', async () => {
    expect((await failure(() => ndjson('a.jsonl', {} as t.Mixed)))._tag).toBe('InvalidArgument')
    expect((await failure(() => json('a.json', { at: [1] as unknown as string[] })))._tag).toBe('InvalidArgument')
  })
})
