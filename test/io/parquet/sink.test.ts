/**
 * Rows written to Parquet and read back: by our own source, and by hyparquet itself.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import { fc, test } from '@fast-check/vitest'
import { parquetReadObjects } from 'hyparquet'
import * as t from 'io-ts'
import { afterEach, describe, expect, it } from 'vitest'
import { identical } from '../../../src/data/identical.ts'
import { inferParquet } from '../../../src/io/parquet/infer.ts'
import { type ToParquetOptions, toParquet } from '../../../src/io/parquet/sink.ts'
import { parquet } from '../../../src/io/parquet/source.ts'
import type { Sink } from '../../../src/plan/sink.ts'
import { anyText } from '../../data/any-text.ts'
import { runs } from '../../runs.ts'
import { openHandles } from '../open-handles.ts'
import { failure, temporary } from '../temporary.ts'
import { readSource } from './table.ts'

const { directory } = temporary()
const path = join(directory, 'out.parquet')

afterEach(() => {
  expect(openHandles(directory)).toEqual([])
  expect(readdirSync(directory).filter((name) => name.endsWith('.tmp'))).toEqual([])
})

const writeAll = async <A>(sink: Sink<A>, rows: readonly A[], batch = 7): Promise<void> => {
  const writer = await sink.open()
  try {
    for (let i = 0; i < rows.length; i += batch) await writer.write(rows.slice(i, i + batch))
    await writer.close()
  } catch (error) {
    await writer.abort()
    throw error
  }
}

const customType = <A>(name: string, is: (u: unknown) => u is A): t.Type<A> =>
  new t.Type(name, is, (u, c) => (is(u) ? t.success(u) : t.failure(u, c)), t.identity)
const date = customType('Date', (u): u is Date => u instanceof Date)
const bytes = customType('Bytes', (u): u is Uint8Array => u instanceof Uint8Array)

/** A codec, and values that it takes. */
interface Kind {
  readonly codec: t.Mixed
  readonly values: fc.Arbitrary<unknown>
  /** Whether null is read where nothing is: the codec takes it, or does not say what it takes. */
  readonly takesNull?: true
}

const text = fc.string({ unit: fc.oneof(fc.constantFrom('', 'a', '\ufeff', '😀', '\0'), anyText({ maxLength: 1 })) })
const name = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', '', ' ', 'a.b', 'list', 'element', 'key', '0', 'é', 'length', 'toString'),
  anyText({ maxLength: 4 }),
)
/** What may stand within a column: not what the decoder loses. */
const nested = name.filter((text) => text !== '__proto__')
const leaf: fc.Arbitrary<Kind> = fc.constantFrom<Kind>(
  { codec: t.string, values: text },
  { codec: t.number, values: fc.oneof(fc.double(), fc.constantFrom(0, -0, 1, Number.NaN)) },
  { codec: t.Int, values: fc.maxSafeInteger() },
  { codec: t.bigint, values: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }) },
  { codec: t.boolean, values: fc.boolean() },
  { codec: date, values: fc.date({ noInvalidDate: true }), takesNull: true },
  { codec: bytes, values: fc.uint8Array({ maxLength: 9 }), takesNull: true },
  { codec: t.keyof({ a: null, b: null }), values: fc.constantFrom('a', 'b') },
)

const orNull = (kind: fc.Arbitrary<Kind>): fc.Arbitrary<Kind> =>
  fc.oneof(
    kind,
    kind.map(({ codec, values }) => ({
      codec: t.union([codec, t.null]),
      values: fc.option(values, { nil: null, freq: 3 }),
      takesNull: true as const,
    })),
  )

const { record } = fc.letrec<{ kind: Kind; record: Kind }>((tie) => ({
  kind: orNull(
    fc.oneof(
      { maxDepth: 3, depthIdentifier: 'kind' },
      leaf,
      tie('kind').map(({ codec, values }) => ({
        codec: t.readonlyArray(codec),
        values: fc.array(values, { maxLength: 3 }),
      })),
      tie('kind').map(({ codec, values }) => ({
        codec: t.record(t.string, codec),
        values: fc
          .uniqueArray(fc.tuple(nested, values), { maxLength: 3, selector: ([key]) => key })
          .map((pairs) => Object.fromEntries(pairs)),
      })),
      tie('record'),
    ),
  ),
  record: fc
    .uniqueArray(fc.tuple(nested, tie('kind'), fc.boolean()), { minLength: 1, maxLength: 4, selector: ([key]) => key })
    // What an object inherits is there for io-ts, also where it is left out.
    .map((fields) =>
      fields.map(
        ([key, one, optional]) => [key, one, optional && !(key in {}) && one.takesNull === undefined] as const,
      ),
    )
    .map((fields) => ({
      codec: t.intersection([
        t.type(
          Object.fromEntries(fields.filter(([, , optional]) => !optional).map(([key, { codec }]) => [key, codec])),
        ),
        t.partial(
          Object.fromEntries(fields.filter(([, , optional]) => optional).map(([key, { codec }]) => [key, codec])),
        ),
      ]),
      values: fc
        .tuple(
          ...fields.map(([key, { values }, optional]) =>
            (optional ? fc.option(values, { nil: absent, freq: 3 }) : values).map((value) => [key, value] as const),
          ),
        )
        .map((pairs) => Object.fromEntries(pairs.filter(([, value]) => value !== absent))),
    })),
}))
const absent = Symbol('absent')

const table = record.chain(({ codec, values }) =>
  fc.array(values as fc.Arbitrary<object>, { maxLength: 40 }).map((rows) => ({
    codec: codec as t.Type<object>,
    rows,
    [fc.toStringMethod]: () => `${codec.name}: ${fc.stringify(rows)}`,
  })),
)
const options: fc.Arbitrary<ToParquetOptions> = fc.record({
  compression: fc.constantFrom('snappy', 'gzip', 'none'),
  rowGroup: fc.integer({ min: 1, max: 30 }),
})

describe('toParquet', () => {
  test.prop([table, options], { numRuns: runs(150) })(
    'writes what its own source reads back',
    async ({ codec, rows }, how) => {
      await writeAll(toParquet(path, codec, how), rows)
      const read = await readSource(parquet(path, codec))
      expect(read.errors).toEqual([])
      expect(read.rows.length).toBe(rows.length)
      for (const [i, row] of read.rows.entries()) if (!identical(row, rows[i])) expect(row).toEqual(rows[i])
    },
  )

  test.prop([table, options, fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 })], { numRuns: runs(40) })(
    'writes the same bytes for the same rows, however they come (I7)',
    async ({ codec, rows }, how, some, others) => {
      await writeAll(toParquet(path, codec, how), rows, some)
      const once = readFileSync(path)
      await writeAll(toParquet(path, codec, how), rows, others)
      expect(readFileSync(path).equals(once)).toBe(true)
    },
  )

  const plainRow = fc.record({
    // A mark at the start of a text is lost on hyparquet.
    a: fc.oneof(
      text.filter((a) => !a.startsWith('\ufeff')),
      fc.constant(null),
    ),
    b: fc.oneof(fc.double(), fc.constantFrom(0, -0)),
    c: fc.array(fc.bigInt({ min: -9n, max: 9n }), { maxLength: 3 }),
    d: fc.option(fc.record({ e: fc.boolean() }), { nil: null }),
  })
  test.prop([fc.array(plainRow, { minLength: 1 }), options], { numRuns: runs(40) })(
    'needs no codec, and writes what hyparquet reads',
    async (rows, how) => {
      await writeAll(toParquet(path, how), rows)
      const { buffer, byteOffset, byteLength } = readFileSync(path)
      const read = await parquetReadObjects({
        file: buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer,
        compressors: { GZIP: (packed) => gunzipSync(packed) },
      })
      const plain = rows.map(({ a, b, c, d }) => ({ a, b, c, d: d ?? undefined }))
      for (const [i, row] of read.entries()) {
        const found = { ...row, a: row.a ?? null, d: row.d ?? undefined }
        if (!identical(found, plain[i])) expect(found).toEqual(plain[i])
      }
      expect(read.length).toBe(rows.length)
    },
  )

  it('writes what DuckDB reads', async () => {
    const Row = t.type({
      id: t.Int,
      text: t.union([t.string, t.null]),
      big: t.bigint,
      tags: t.array(t.string),
      at: t.type({ x: t.number, y: t.union([t.boolean, t.null]) }),
      by: t.record(t.string, t.number),
    })
    const rows = Array.from({ length: 500 }, (_, i) => ({
      id: i as t.Int,
      text: i % 3 === 0 ? null : `'${i}'`,
      big: BigInt(i) * 10n ** 15n,
      tags: Array.from({ length: i % 4 }, (_, j) => `${i}.${j}`),
      at: { x: i / 8, y: i % 2 === 0 ? null : true },
      by: i % 5 === 0 ? {} : { a: i },
    }))
    await writeAll(toParquet(path, Row, { rowGroup: 100 }), rows)
    const connection = await (await DuckDBInstance.create(':memory:')).connect()
    try {
      const found = await connection.runAndReadAll(`SELECT * FROM '${path}'`)
      expect(found.columnTypesJson()).toMatchObject([{}, {}, {}, {}, {}, {}])
      expect(found.getRowObjectsJson()).toEqual(
        rows.map(({ id, big, by, ...row }) => ({
          ...row,
          id: String(id),
          big: String(big),
          by: Object.entries(by).map(([key, value]) => ({ key, value })),
        })),
      )
    } finally {
      connection.closeSync()
    }
  })

  it('tells a Date, and a time where it is said to be one, as a timestamp in UTC', async () => {
    await writeAll(toParquet(path, { types: { time: 'timestamp', n: 'int32' } }), [
      { date: new Date(1), time: 2, n: 3 },
      { date: null, time: null, n: null },
    ])
    expect((await readSource(parquet(path))).rows).toEqual([
      { date: new Date(1), time: new Date(2), n: 3 },
      { date: null, time: null, n: null },
    ])
  })

  it('writes groups of as many rows as it is told, and ends one that is large in bytes', async () => {
    await writeAll(toParquet(path, { rowGroup: 4 }), [{ a: 1 }, { a: 2 }, { a: 3 }, { a: 4 }, { a: 5 }])
    expect((await inferParquet(path)).rowGroups).toBe(2)
    const large = 'x'.repeat(20 * 1024 * 1024)
    await writeAll(toParquet(path, t.type({ a: t.string }), { compression: 'none' }), [
      { a: large },
      { a: large },
      { a: 'y' },
    ])
    expect((await inferParquet(path)).rowGroups).toBe(2)
  })

  it('makes a table without rows where the columns are known', async () => {
    await writeAll(toParquet(path, t.type({ a: t.string })), [])
    expect(await readSource(parquet(path, t.type({ a: t.string })))).toMatchObject({ rows: [], errors: [] })
  })

  const Codec = t.type({ a: t.Int, b: t.array(t.string), c: t.union([t.type({ d: t.number }), t.null]) })
  const good = { a: 1, b: ['x'], c: { d: 1 } }
  const bad: readonly (readonly [string, object, string, string])[] = [
    ['a fraction', { ...good, a: 1.5 }, 'the column holds whole numbers, and the value is 1.5', 'a'],
    [
      'what is not safe',
      { ...good, a: 2 ** 53 },
      'the column holds whole numbers, and the value is 9007199254740992',
      'a',
    ],
    ['null', { ...good, b: null }, 'the column holds arrays, and the value is null', 'b'],
    ['another kind within', { ...good, b: ['x', 7] }, 'the column holds text, and the value is 7', 'b[1]'],
    ['half a character', { ...good, b: ['\ud800'] }, 'surrogate', 'b[0]'],
    ['what is missing within', { ...good, c: {} }, 'the column holds numbers, and the value is undefined', 'c.d'],
    ['a field too many', { ...good, e: 1 }, "no column for: 'e'", 'e'],
    ['a field too many within', { ...good, c: { d: 1, e: 1 } }, "its column has not: 'e'", 'c.e'],
  ]
  it.each(bad)('refuses %s, naming row and field, and leaves what was there', async (_, row, message, field) => {
    await writeAll(toParquet(path), [{ before: 1 }])
    const error = await failure(() => writeAll<object>(toParquet(path, Codec) as Sink<object>, [good, row]))
    expect(error._tag).toBe('SinkFailed')
    expect(error.message).toContain(message)
    expect(error.place).toEqual({ source: path, row: 2, field })
    expect((await readSource(parquet(path))).rows).toEqual([{ before: 1 }])
  })

  it('refuses what is of another kind than the rows before, where no codec says which', async () => {
    const error = await failure(() => writeAll<object>(toParquet(path), [{ a: 1 }, { a: 'x' }]))
    expect(error.message).toContain("the column holds numbers, and the value is 'x'")
    expect(error.place).toEqual({ source: path, row: 2, field: 'a' })
    for (const value of [new Map(), () => 1, new Date(Number.NaN), 2n ** 63n, { ['__proto__']: 1 }, {}])
      await expect(writeAll<object>(toParquet(path), [{ a: value }])).rejects.toMatchObject({ _tag: 'SinkFailed' })
    await expect(writeAll<unknown>(toParquet(path) as Sink<unknown>, [7])).rejects.toMatchObject({ _tag: 'SinkFailed' })
    await expect(writeAll<object>(toParquet(path), [])).rejects.toMatchObject({ _tag: 'SinkFailed' })
  })

  it('refuses options that make no sense', () => {
    for (const make of [
      () => toParquet(''),
      () => toParquet('a.parquet.gz'),
      () => toParquet(path, { rowGroup: 0 }),
      () => toParquet(path, { compression: 'lzma' as 'gzip' }),
      () => toParquet(path, { types: { a: 'toString' as 'int32' } }),
      () => toParquet(path, t.type({})),
      () => toParquet(path, t.type({ a: t.type({}) })),
    ])
      expect(make).toThrow(expect.objectContaining({ _tag: 'InvalidArgument' }))
  })
})
