/** `csv` over files: real ones, packed ones, several, broken ones; and what it holds open. */
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import * as t from 'io-ts'
import { describe, expect, it } from 'vitest'
import { printSchema } from '../../../src/data/schema.ts'
import { inferCsv } from '../../../src/io/csv/infer.ts'
import { csv } from '../../../src/io/csv/source.ts'
import type { Bag } from '../../../src/plan/dataset.ts'
import type { Batch, Source } from '../../../src/plan/source.ts'
import { openHandles } from '../open-handles.ts'
import { failure, messageOf, never, temporary } from '../temporary.ts'

const { directory, put } = temporary()
const vega = 'node_modules/vega-datasets/data'

const sourceOf = ({ plan }: Bag<unknown>): Source => (plan as unknown as { readonly source: Source }).source

const batchesOf = async (dataset: Bag<unknown>, into: Batch[] = []): Promise<readonly Batch[]> => {
  for await (const batch of sourceOf(dataset).open(never)) into.push(batch)
  return into
}

/** The rows of a source without bad ones. */
const rowsOf = async (dataset: Bag<unknown>): Promise<readonly unknown[]> => {
  const batches = await batchesOf(dataset)
  expect(batches.flatMap(({ errors }) => [...errors.values()].map(({ message }) => message))).toEqual([])
  return batches.flatMap(({ rows }) => rows)
}

const AB = t.type({ a: t.number, b: t.string })

describe('real files', () => {
  it('airports.csv, as a naive reader has it', async () => {
    const Airport = t.type({ iata: t.string, name: t.string, state: t.string, latitude: t.number, longitude: t.number })
    const rows = await rowsOf(csv(`${vega}/airports.csv`, Airport))
    // No line of this file breaks within quotes, which is all that makes the naive reader right.
    const naive = readFileSync(`${vega}/airports.csv`, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => {
        const [iata, name, , state, , latitude, longitude] = [
          ...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g),
        ].map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare)
        return { iata, name, state, latitude: Number(latitude), longitude: Number(longitude) }
      })
    expect(rows).toEqual(naive)
  })

  it.each([
    [
      'airports.csv',
      3376,
      '{ iata: string | null, name: string | null, city: string | null, state: string | null, country: string | null, latitude: number | null, longitude: number | null }',
    ],
    [
      'zipcodes.csv',
      42049,
      '{ zip_code: string | null, latitude: number | null, longitude: number | null, city: string | null, state: string | null, county: string | null }',
    ],
    ['unemployment.tsv', 3218, '{ id: number | null, rate: number | null }'],
    ['github.csv', 955, '{ time: string | null, count: number | null }'],
    [
      'seattle-weather.csv',
      1461,
      '{ date: string | null, precipitation: number | null, temp_max: number | null, temp_min: number | null, wind: number | null, weather: string | null }',
    ],
    ['birdstrikes.csv', 10000, undefined],
    ['species.csv', 12360, undefined],
  ])('%s, without a codec', async (name, count, schema) => {
    const dataset = csv(`${vega}/${name}`)
    const batches = await batchesOf(dataset)
    expect(batches.every(({ errors }) => errors.size === 0)).toBe(true)
    expect(batches.reduce((sum, { rows }) => sum + rows.length, 0)).toBe(count)
    const { bytes } = await sourceOf(dataset).size()
    expect(batches.reduce((sum, batch) => sum + batch.bytes, 0)).toBe(bytes)
    if (schema !== undefined) expect(printSchema((await inferCsv(`${vega}/${name}`)).schema)).toBe(schema)
  })
})

describe('files', () => {
  it('gunzips what is packed, whatever it is called', async () => {
    const path = put('packed.csv', gzipSync('a,b\n1,x\n'))
    expect(await rowsOf(csv(path, AB))).toEqual([{ a: 1, b: 'x' }])
    expect(await rowsOf(csv(put('t.tsv.gz', gzipSync('a\tb\n1\tx\n')), AB))).toEqual([{ a: 1, b: 'x' }])
  })

  it('reads several, each by its own header, and knows where rows are', async () => {
    put('part-1.csv', 'a,b\n1,x\n')
    put('part-2.csv', 'c,b,a\n0,y,2\n0,z,3\n')
    const batches = await batchesOf(csv(`${directory}/part-*.csv`, AB))
    expect(batches.flatMap(({ rows }) => rows)).toEqual([
      { a: 1, b: 'x' },
      { a: 2, b: 'y' },
      { a: 3, b: 'z' },
    ])
    const places = batches.flatMap((batch) => batch.rows.map((_, i) => batch.where(i)))
    expect(places).toEqual([
      { source: `${directory}/part-1.csv`, line: 2, row: 1 },
      { source: `${directory}/part-2.csv`, line: 2, row: 1 },
      { source: `${directory}/part-2.csv`, line: 3, row: 2 },
    ])
  })

  it('keeps a bad row to itself, so that nobody meets it who does not get there', async () => {
    const path = put('bad.csv', 'a,b\n1,x\n2,y\nthree,z\n4,w\n')
    const batches = await batchesOf(csv(path, AB))
    expect(batches.flatMap(({ rows }) => rows)).toEqual([
      { a: 1, b: 'x' },
      { a: 2, b: 'y' },
      undefined,
      { a: 4, b: 'w' },
    ])
    const found = batches.flatMap((batch) =>
      [...batch.errors].map(([i, error]) => [batch.rows[i], batch.where(i), error.place]),
    )
    const place = { source: path, line: 4, row: 3 }
    expect(found).toEqual([[undefined, place, { ...place, field: 'a' }]])
  })

  it('gives the good rows before it fails', async () => {
    const lines = Array.from({ length: 50_000 }, (_, i) => `${i},${Math.sin(i)}`).join('\n')
    const packed = gzipSync(`a,b\n${lines}\n`)
    const path = put('cut.csv.gz', packed.subarray(0, packed.length - 1000))
    const seen: Batch[] = []
    const error = await failure(() => batchesOf(csv(path, AB), seen))
    expect(error._tag).toBe('SourceCorrupt')
    expect(seen.reduce((sum, { rows }) => sum + rows.length, 0)).toBeGreaterThan(40_000)
    const open = put('open.csv', 'a,b\n1,x\n2,"y\n3,z\n')
    const before: Batch[] = []
    expect((await failure(() => batchesOf(csv(open, AB), before)))._tag).toBe('SourceCorrupt')
    expect(before.flatMap(({ rows }) => rows)).toEqual([{ a: 1, b: 'x' }])
  })

  it('says what is missing', async () => {
    expect(await messageOf(directory, () => rowsOf(csv(`${directory}/nowhere/x.csv`, AB)))).toMatch(/SourceNotFound/)
    expect(await messageOf(directory, () => rowsOf(csv(directory, AB)))).toMatch(/is a directory/)
  })

  it('says that inferred types are only those of a sample', async () => {
    const path = put('later.csv', `a\n${'1\n'.repeat(20)}x\n`)
    const batches = await batchesOf(csv(path, { sample: 10 }))
    const [error] = batches.flatMap(({ errors }) => [...errors.values()])
    expect(error?.message.replaceAll(directory, 'DIR')).toMatchInlineSnapshot(`
      "FLOE300 InvalidRow: 'x' is not number | null
        at DIR/later.csv, line 22, field a
        hint: the types are those of the first 10 rows of DIR/later.csv; give csv a codec, which says what they are in all"
    `)
    expect(await rowsOf(csv(path))).toHaveLength(21)
  })

  it('infers numbers, booleans and texts, and leaves codes what they are', async () => {
    const path = put(
      'types.csv',
      'n,b,s,zip,phone,id,none,mixed\n1,true,x,00501,+49,12345678901234567890,,1\n-1.5,FALSE,,10001,+1,1,,x\n',
    )
    const { columns, rows, isWhole } = await inferCsv(path)
    expect(columns.map(({ name, type, nulls }) => `${name}: ${type} ${nulls}`)).toEqual([
      'n: number 0',
      'b: boolean 0',
      's: string 1',
      'zip: string 0',
      'phone: string 0',
      'id: string 0',
      'none: string 2',
      'mixed: string 0',
    ])
    expect({ rows, isWhole }).toEqual({ rows: 2, isWhole: true })
    expect(await rowsOf(csv(path))).toEqual([
      { n: 1, b: true, s: 'x', zip: '00501', phone: '+49', id: '12345678901234567890', none: null, mixed: '1' },
      { n: -1.5, b: false, s: null, zip: '10001', phone: '+1', id: '1', none: null, mixed: 'x' },
    ])
  })

  it('is read again from the start each time it is opened', async () => {
    const dataset = csv(put('again.csv', 'a,b\n1,x\n'), AB)
    expect(await rowsOf(dataset)).toEqual(await rowsOf(dataset))
  })
})

describe('handles', () => {
  const path = put('long.csv', `a,b\n${'1,x\n'.repeat(300_000)}`)

  it('are closed when the reader leaves, early or late, and when it is called off', async () => {
    for await (const _ of sourceOf(csv(path, AB)).open(never)) break
    expect(openHandles(directory)).toEqual([])
    for await (const _ of sourceOf(csv(path)).open(never)) break
    expect(openHandles(directory)).toEqual([])
    const controller = new AbortController()
    const error = await failure(async () => {
      for await (const _ of sourceOf(csv(path, AB)).open(controller.signal)) controller.abort()
    })
    expect(error._tag).toBe('Cancelled')
    expect(openHandles(directory)).toEqual([])
    await failure(() => rowsOf(csv(path, t.type({ c: t.string }))))
    expect(openHandles(directory)).toEqual([])
  })

  it('are none when the signal is aborted before', async () => {
    const error = await failure(async () => {
      for await (const _ of sourceOf(csv(path, AB)).open(AbortSignal.abort())) throw new Error('a batch')
    })
    expect(error._tag).toBe('Cancelled')
    expect(openHandles(directory)).toEqual([])
  })
})
