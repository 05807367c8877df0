import * as t from 'io-ts'
import { expect, expectTypeOf, it } from 'vitest'
import { printSchema } from '../../../src/data/schema.ts'
import { inferParquet, type ParquetRow, parquet } from '../../../src/io/index.ts'
import type { RowOf, Sequence } from '../../../src/plan/dataset.ts'
import { sourceOf } from './table.ts'

const path = 'node_modules/vega-datasets/data/flights-3m.parquet'
const Flight = t.readonly(t.type({ origin: t.string, delay: t.number, distance: t.number }))
const size = 13_493_022

it('reads three million flights, every one of them', async () => {
  const source = sourceOf(parquet(path, Flight))
  let rows = 0
  let bytes = 0
  let delay = 0
  let distance = 0
  const origins = new Set<string>()
  for await (const batch of source.open(new AbortController().signal)) {
    expect(batch.errors.size).toBe(0)
    rows += batch.rows.length
    bytes += batch.bytes
    for (const row of batch.rows as readonly t.TypeOf<typeof Flight>[]) {
      delay += row.delay
      distance += row.distance
      origins.add(row.origin)
    }
  }
  // The same as by parquetReadObjects of hyparquet, its bigints added up.
  expect({ rows, bytes, delay, distance, origins: origins.size }).toMatchInlineSnapshot(`
    {
      "bytes": 13493022,
      "delay": 20003603,
      "distance": 2194861208,
      "origins": 229,
      "rows": 3000000,
    }
  `)
  expect(await source.size()).toEqual({ bytes: size, rows: 3_000_000 })
})

it('knows what is in the file', async () => {
  const { schema, writtenBy, ...facts } = await inferParquet(path)
  expect(printSchema(schema)).toMatchInlineSnapshot(
    `"{ date: Date | null, delay: number | null, distance: number | null, origin: string | null, destination: string | null }"`,
  )
  expect(facts).toEqual({ files: [path], rows: 3_000_000, bytes: size, rowGroups: 11, compression: ['ZSTD'] })
  expect(writtenBy).toBe('Polars')
})

it('shows first rows without a codec', async () => {
  for await (const batch of sourceOf(parquet(path)).open(new AbortController().signal)) {
    expect(batch.rows[0]).toMatchInlineSnapshot(`
      {
        "date": 2001-01-01T00:01:00.000Z,
        "delay": 33,
        "destination": "PHL",
        "distance": 2176,
        "origin": "LAS",
      }
    `)
    break
  }
})

it('has the types that the codec says', () => {
  expectTypeOf(parquet(path, Flight)).toEqualTypeOf<
    Sequence<Readonly<{ origin: string; delay: number; distance: number }>>
  >()
  expectTypeOf<RowOf<ReturnType<typeof plain>>>().toEqualTypeOf<ParquetRow>()
  const tags = parquet(path, t.type({ tags: t.array(t.string) }))
  expectTypeOf<RowOf<typeof tags>>().toEqualTypeOf<{ readonly tags: readonly string[] }>()
})

const plain = () => parquet(path)
