import { readdirSync, statSync } from 'node:fs'
import { fc, test } from '@fast-check/vitest'
import * as t from 'io-ts'
import { afterEach, describe, expect, it } from 'vitest'
import { identical } from '../../../src/data/identical.ts'
import { parquet } from '../../../src/io/parquet/source.ts'
import { anyText } from '../../data/any-text.ts'
import { runs } from '../../runs.ts'
import { openHandles } from '../open-handles.ts'
import { temporary } from '../temporary.ts'
import { readSource, sourceOf, table } from './table.ts'

const { directory, put } = temporary()

afterEach(() => expect(openHandles(directory)).toEqual([]))

const orNull = <A>(arbitrary: fc.Arbitrary<A>) => fc.option(arbitrary, { nil: null, freq: 4 })
const int64 = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.bigInt({ min: -100n, max: 100n }),
  fc.constantFrom(2n ** 53n - 1n, 2n ** 53n, -(2n ** 53n) + 1n, -(2n ** 53n), 2n ** 63n - 1n, -(2n ** 63n)),
)
const row = fc.record({
  text: orNull(
    fc.string({
      unit: fc.oneof(fc.constantFrom('', 'a', '\ufeff', '😀', '\0', '"'), anyText({ maxLength: 1 })),
    }),
  ),
  double: orNull(fc.double()),
  int: orNull(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
  big: orNull(int64),
  safe: orNull(fc.maxSafeInteger()),
  yes: orNull(fc.boolean()),
  at: orNull(fc.date({ noInvalidDate: true, min: new Date(-8e15), max: new Date(8e15) })),
  bytes: orNull(fc.uint8Array({ maxLength: 12 })),
})
type Row = typeof row extends fc.Arbitrary<infer A> ? A : never

const options = fc.record({
  codec: fc.constantFrom('SNAPPY', 'UNCOMPRESSED', 'GZIP', 'BROTLI'),
  rowGroupSize: fc.integer({ min: 1, max: 50 }),
  pageSize: fc.constantFrom(1, 100, 1_000_000),
})

const write = (rows: readonly Row[], how: Parameters<typeof table>[1]) =>
  put(
    'any.parquet',
    table(
      [
        { name: 'text', data: rows.map((r) => r.text), type: 'STRING' },
        { name: 'double', data: rows.map((r) => r.double), type: 'DOUBLE' },
        { name: 'int', data: rows.map((r) => r.int), type: 'INT32' },
        { name: 'big', data: rows.map((r) => r.big), type: 'INT64' },
        { name: 'safe', data: rows.map((r) => (r.safe === null ? null : BigInt(r.safe))), type: 'INT64' },
        { name: 'yes', data: rows.map((r) => r.yes), type: 'BOOLEAN' },
        { name: 'at', data: rows.map((r) => r.at), type: 'TIMESTAMP' },
        { name: 'bytes', data: rows.map((r) => r.bytes), type: 'BYTE_ARRAY' },
      ],
      how,
    ),
  )

const date = new t.Type<Date>(
  'Date',
  (u): u is Date => u instanceof Date,
  (u, c) => (u instanceof Date ? t.success(u) : t.failure(u, c)),
  t.identity,
)
const bytes = new t.Type<Uint8Array>(
  'Bytes',
  (u): u is Uint8Array => u instanceof Uint8Array,
  (u, c) => (u instanceof Uint8Array ? t.success(u) : t.failure(u, c)),
  t.identity,
)
const nullable = <C extends t.Mixed>(codec: C) => t.union([codec, t.null])
const Whole = t.type({
  text: nullable(t.string),
  double: nullable(t.number),
  int: nullable(t.number),
  big: nullable(t.bigint),
  safe: nullable(t.number),
  yes: nullable(t.boolean),
  at: nullable(date),
  bytes: nullable(bytes),
})

const same = (found: readonly unknown[], expected: readonly unknown[]): void => {
  expect(found.length).toBe(expected.length)
  for (const [i, value] of found.entries()) if (!identical(value, expected[i])) expect(value).toEqual(expected[i])
}

describe('parquet', () => {
  test.prop([fc.array(row, { minLength: 1, maxLength: 120 }), options], { numRuns: runs(60) })(
    'gives back what was written: every value, every row, in order',
    async (rows, how) => {
      const path = write(rows, how)
      const read = await readSource(parquet(path, Whole))
      expect(read.errors).toEqual([])
      same(read.rows, rows)
      expect(read.rows.every((r) => Object.isFrozen(r))).toBe(true)
      expect(read.where).toEqual(rows.map((_, i) => ({ source: path, row: i + 1 })))
      expect(read.bytes).toBe(statSync(path).size)
    },
  )

  test.prop([fc.array(row, { minLength: 1, maxLength: 60 }), options], { numRuns: runs(30) })(
    'is read again with the same result (I1, I9)',
    async (rows, how) => {
      const source = sourceOf(parquet(write(rows, how)))
      const all = async () => {
        const found = []
        for await (const batch of source.open(new AbortController().signal)) found.push(...batch.rows)
        return found
      }
      same(await all(), await all())
      expect(await source.size()).toEqual({ rows: rows.length, bytes: statSync(`${directory}/any.parquet`).size })
    },
  )

  test.prop([fc.array(row, { minLength: 1, maxLength: 60 }), options], { numRuns: runs(30) })(
    'takes 64-bit integers for numbers exactly where they are safe',
    async (rows, how) => {
      const read = await readSource(parquet(write(rows, how), t.type({ big: nullable(t.number) })))
      const safe = rows.filter(({ big }) => big === null || Number.isSafeInteger(Number(big)))
      same(
        read.rows,
        safe.map(({ big }) => ({ big: big === null ? null : Number(big) })),
      )
      expect(read.errors.map((error) => [error._tag, error.place.row])).toEqual(
        rows.flatMap((r, i) => (safe.includes(r) ? [] : [['InvalidRow', i + 1]])),
      )
    },
  )

  it('leaves out what the codec does not name, and validates all that it does', async () => {
    const path = put(
      'three.parquet',
      table([
        { name: 'a', data: [1, 2, 3], type: 'INT32' },
        { name: 'b', data: ['x', null, 'z'], type: 'STRING' },
        { name: 'c', data: [1.5, 2.5, 3.5], type: 'DOUBLE' },
      ]),
    )
    const read = await readSource(parquet(path, t.readonly(t.type({ b: t.string, a: t.number }))))
    expect(read.rows).toEqual([
      { b: 'x', a: 1 },
      { b: 'z', a: 3 },
    ])
    expect(Object.keys(read.rows[0] as object)).toEqual(['b', 'a'])
    expect(read.errors.map(({ place }) => place)).toEqual([{ source: path, row: 2, field: 'b' }])
  })

  it('reads several files in order, each counting its own rows', async () => {
    for (const name of ['part-2', 'part-10', 'part-1'])
      put(`${name}.parquet`, table([{ name: 'file', data: [name, name], type: 'STRING' }]))
    expect(readdirSync(directory)).toContain('part-10.parquet')
    const read = await readSource(parquet(`${directory}/part-*.parquet`, t.type({ file: t.string })))
    expect(read.rows.map((r) => (r as { file: string }).file)).toEqual([
      'part-1',
      'part-1',
      'part-10',
      'part-10',
      'part-2',
      'part-2',
    ])
    expect(read.where.map((w) => w.row)).toEqual([1, 2, 1, 2, 1, 2])
  })

  it('reads a table without rows, to the end of the bar', async () => {
    const path = put('none.parquet', table([{ name: 'a', data: [], type: 'INT32' }]))
    expect(await readSource(parquet(path, t.type({ a: t.number })))).toMatchObject({
      rows: [],
      bytes: statSync(path).size,
    })
  })

  it('counts rows even where the codec names no column', async () => {
    const path = put('count.parquet', table([{ name: 'a', data: [1, 2, 3], type: 'INT32' }]))
    expect((await readSource(parquet(path, t.type({})))).rows).toEqual([{}, {}, {}])
  })

  it('does not take columns for what objects inherit, nor the other way round', async () => {
    const path = put(
      'hostile.parquet',
      table([
        { name: '__proto__', data: ['x'], type: 'STRING' },
        { name: 'constructor', data: ['y'], type: 'STRING' },
      ]),
    )
    const [found] = (await readSource(parquet(path))).rows
    expect(Object.entries(found as object)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ])
    const other = put('plain.parquet', table([{ name: 'a', data: [1], type: 'INT32' }]))
    const codec = t.intersection([t.type({ a: t.number }), t.partial({ toString: t.unknown })])
    expect((await readSource(parquet(other, codec))).rows).toEqual([{ a: 1 }])
  })

  it('closes its file when the reader has enough, and when it is cancelled', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => i)
    const path = put('long.parquet', table([{ name: 'a', data: rows, type: 'INT32' }], { rowGroupSize: 5000 }))
    const source = sourceOf(parquet(path, t.type({ a: t.number })))
    for await (const batch of source.open(new AbortController().signal)) {
      expect(batch.rows.length).toBeGreaterThan(0)
      expect(openHandles(directory)).toEqual([path])
      break
    }
    expect(openHandles(directory)).toEqual([])
    const controller = new AbortController()
    let batches = 0
    await expect(async () => {
      for await (const _ of source.open(controller.signal)) if (++batches === 2) controller.abort()
    }).rejects.toMatchObject({ _tag: 'Cancelled' })
    expect(batches).toBe(2)
  })

  it('touches no file before it is opened', () => {
    expect(() => parquet('nowhere.parquet', t.type({}))).not.toThrow()
  })
})
