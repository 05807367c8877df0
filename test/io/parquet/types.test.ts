import * as t from 'io-ts'
import { describe, expect, it } from 'vitest'
import { printSchema } from '../../../src/data/schema.ts'
import { inferParquet } from '../../../src/io/parquet/infer.ts'
import { parquet } from '../../../src/io/parquet/source.ts'
import { messageOf, temporary } from '../temporary.ts'
import { readSource, table, typed } from './table.ts'

const { directory, put } = temporary()

/** The values of the one column of a file, by a codec or without; of a row in error, its message. */
const values = async (bytes: Uint8Array, codec?: t.Mixed): Promise<readonly unknown[]> => {
  const path = put('typed.parquet', bytes)
  const read = await readSource(codec === undefined ? parquet(path) : parquet(path, t.type({ value: codec })))
  return [...read.rows.map((row) => (row as { value: unknown }).value), ...read.errors.map((error) => error.summary)]
}

const int64 = { type: 'INT64' } as const
const utc = true
const timestamp = (unit: 'MILLIS' | 'MICROS' | 'NANOS') =>
  ({
    ...int64,
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: utc, unit },
  }) as const

describe('times', () => {
  it('are milliseconds where the codec says number, with a fraction where there is one', async () => {
    expect(await values(typed(timestamp('MILLIS'), [-1n, 0n, 979_122_900_000n]), t.number)).toEqual([
      -1, 0, 979122900000,
    ])
    expect(await values(typed(timestamp('MICROS'), [-1n, 1500n, 979_122_900_000_001n]), t.number)).toEqual([
      -0.001, 1.5, 979122900000.001,
    ])
    expect(await values(typed(timestamp('NANOS'), [1n, 979_122_900_000_000_500n]), t.number)).toEqual([
      0.000001, 979122900000.0005,
    ])
  })

  it('are a Date without a codec, of the millisecond that had begun', async () => {
    expect(await values(typed(timestamp('MICROS'), [-1n, 1999n]))).toEqual([new Date(-1), new Date(1)])
    expect(await values(typed({ type: 'INT32', converted_type: 'DATE' }, [-1, 11_332]))).toEqual([
      new Date(Date.UTC(1969, 11, 31)),
      new Date(Date.UTC(2001, 0, 10)),
    ])
  })

  it('are days as milliseconds', async () => {
    expect(await values(typed({ type: 'INT32', converted_type: 'DATE' }, [1]), t.number)).toEqual([86_400_000])
  })

  it('are errors where no Date can hold them', async () => {
    expect(await values(typed(timestamp('MILLIS'), [9_000_000_000_000_000n, 0n]))).toEqual([
      new Date(0),
      '9000000000000000 lies beyond the years that a Date can hold',
    ])
  })

  it('of day are milliseconds since midnight', async () => {
    const time = { ...int64, logical_type: { type: 'TIME', isAdjustedToUTC: utc, unit: 'MICROS' } } as const
    expect(await values(typed(time, [1500n, 86_399_999_999n]))).toEqual([1.5, 86399999.999])
  })
})

describe('numbers', () => {
  it('of 64 bits are numbers where they are safe, and an error where they are not', async () => {
    const bytes = typed(int64, [2n ** 53n - 1n, 2n ** 53n + 1n])
    expect(await values(bytes, t.number)).toEqual([9007199254740991, '9007199254740993n is not a number'])
    expect(await values(bytes, t.bigint)).toEqual([9007199254740991n, 9007199254740993n])
    expect(await values(bytes, t.unknown)).toEqual([
      9007199254740991,
      '9007199254740993 is no safe number: it lies beyond 2^53 - 1',
    ])
  })

  it('of 64 bits are all bigints without a codec, where the file says that one is unsafe', async () => {
    expect(await values(typed(int64, [1n, 2n ** 53n]))).toEqual([1n, 9007199254740992n])
    expect(await values(typed(int64, [1n, 2n ** 53n - 1n]))).toEqual([1, 9007199254740991])
    const silent = table([{ name: 'value', data: [1n, 2n ** 53n], type: 'INT64' }], { statistics: false })
    expect(await values(silent)).toEqual([1, '9007199254740992 is no safe number: it lies beyond 2^53 - 1'])
  })

  it('without a sign keep their highest bit', async () => {
    expect(await values(typed({ ...int64, converted_type: 'UINT_64' }, [2n ** 64n - 1n]), t.bigint)).toEqual([
      2n ** 64n - 1n,
    ])
    const uint32 = { type: 'INT32', logical_type: { type: 'INTEGER', bitWidth: 32, isSigned: false } } as const
    expect(await values(typed(uint32, [2 ** 32 - 1]))).toEqual([4294967295])
  })

  it('are bigints where the codec says so', async () => {
    expect(await values(typed({ type: 'INT32' }, [-7]), t.bigint)).toEqual([-7n])
  })

  it('of decimals are the nearest number', async () => {
    const decimal = (scale: number) => ({ ...int64, converted_type: 'DECIMAL', scale, precision: 18 }) as const
    // By multiplication with 0.1 and 0.01 these would be 0.7000000000000001 and 1.1500000000000001.
    expect(await values(typed(decimal(1), [7n]), t.number)).toEqual([0.7])
    expect(await values(typed(decimal(2), [115n, -115n, 0n]), t.number)).toEqual([1.15, -1.15, 0])
    expect(await values(typed(decimal(18), [123_456_789_012_345_678n]))).toEqual([0.12345678901234568])
  })

  it('of 16 and 32 bits are widened', async () => {
    expect(await values(typed({ type: 'FLOAT' }, [0.1, Number.NaN, -0]))).toEqual([Math.fround(0.1), Number.NaN, -0])
    const float16 = { type: 'FIXED_LEN_BYTE_ARRAY', type_length: 2, logical_type: { type: 'FLOAT16' } } as const
    expect(await values(typed(float16, [1.5, null]))).toEqual([1.5, null])
  })
})

describe('text and bytes', () => {
  it('are text where the file says so', async () => {
    expect(await values(typed({ type: 'BYTE_ARRAY', converted_type: 'ENUM' }, [Buffer.from('ja')]))).toEqual(['ja'])
    const uuid = '123e4567-e89b-12d3-a456-426614174000'
    expect(await values(table([{ name: 'value', data: [uuid, uuid], type: 'UUID' }]))).toEqual([uuid, uuid])
  })

  it('are text where the codec says so, if they can be', async () => {
    const bytes = typed({ type: 'BYTE_ARRAY' }, [Buffer.from('grün'), Buffer.from([0xff])])
    expect(await values(bytes, t.string)).toEqual(['grün', 'Uint8Array(1 bytes) [255] is not a string'])
    expect(await values(bytes)).toEqual([new Uint8Array(Buffer.from('grün')), new Uint8Array([0xff])])
  })

  it('are parsed where they are JSON, unless the codec wants the text', async () => {
    const bytes = table([{ name: 'value', data: [{ a: [1] }, null], type: 'JSON' }])
    expect(await values(bytes)).toEqual([{ a: [1] }, null])
    expect(await values(bytes, t.union([t.string, t.null]))).toEqual(['{"a":[1]}', null])
  })
})

describe('nothing', () => {
  it('is null, absent or an error, as the codec has it', async () => {
    const bytes = typed({ type: 'INT32' }, [1, null])
    expect(await values(bytes, t.union([t.number, t.null]))).toEqual([1, null])
    expect(await values(bytes, t.union([t.number, t.undefined]))).toEqual([1, undefined])
    expect(await values(bytes, t.number)).toEqual([1, 'null is not a number'])
    expect(await values(bytes, t.unknown)).toEqual([1, null])
    const path = put('optional.parquet', bytes)
    expect((await readSource(parquet(path, t.partial({ value: t.number, other: t.string })))).rows).toEqual([
      { value: 1 },
      {},
    ])
  })
})

describe('nested values', () => {
  const list = table([{ name: 'value', data: [1n, 2n] }])
  it('are arrays and objects, their parts converted', async () => {
    const bytes = table([{ name: 'value', data: [[1n, 2n], null, [], [null, 3n]] }], {
      schema: [
        { name: 'value', repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        { name: 'element', repetition_type: 'OPTIONAL', type: 'INT64' },
      ],
    })
    expect(await values(bytes)).toEqual([[1, 2], null, [], [null, 3]])
    const Numbers = t.union([t.array(t.union([t.number, t.null])), t.null])
    expect(await values(bytes, Numbers)).toEqual([[1, 2], null, [], [null, 3]])
    expect(await values(bytes, t.union([t.array(t.union([t.bigint, t.null])), t.null]))).toEqual([
      [1n, 2n],
      null,
      [],
      [null, 3n],
    ])
    expect(await values(list)).toEqual([1, 2])
  })

  it('of structs have their fields', async () => {
    const bytes = table(
      [
        {
          name: 'value',
          data: [
            { at: 1500n, n: 1n },
            { at: null, n: 2n },
          ],
        },
      ],
      {
        schema: [
          { name: 'value', repetition_type: 'OPTIONAL', num_children: 2 },
          { name: 'at', repetition_type: 'OPTIONAL', ...timestamp('MICROS') },
          { name: 'n', repetition_type: 'OPTIONAL', type: 'INT64' },
        ],
      },
    )
    expect(await values(bytes)).toEqual([
      { at: new Date(1), n: 1 },
      { at: null, n: 2 },
    ])
    const Part = t.type({ at: t.union([t.number, t.null]), n: t.bigint })
    expect(await values(bytes, Part)).toEqual([
      { at: 1.5, n: 1n },
      { at: null, n: 2n },
    ])
  })
})

describe('what a file says of itself', () => {
  it('is its schema, size and make', async () => {
    const path = put(
      'facts.parquet',
      table(
        [
          { name: 'id', data: [1n, 2n ** 60n], type: 'INT64', nullable: false },
          { name: 'at', data: [new Date(0), null], type: 'TIMESTAMP' },
          { name: 'name', data: ['x', 'y'], type: 'STRING' },
        ],
        { rowGroupSize: 1 },
      ),
    )
    const { schema, bytes, ...facts } = await inferParquet(path)
    expect(printSchema(schema)).toBe('{ id: bigint, at: Date | null, name: string | null }')
    expect(bytes).toBeGreaterThan(0)
    expect(facts).toEqual({ files: [path], rows: 2, rowGroups: 2, compression: ['SNAPPY'], writtenBy: 'hyparquet' })
  })

  it('is told apart from what a codec asks for', async () => {
    const path = put(
      'columns.parquet',
      table([
        { name: 'origin', data: ['SEA'], type: 'STRING' },
        { name: 'delay', data: [1], type: 'INT32' },
      ]),
    )
    const message = (codec: t.Mixed) => messageOf(directory, () => readSource(parquet(path, codec)))
    expect(await message(t.type({ Origin: t.string, delays: t.number }))).toMatchInlineSnapshot(`
      "FLOE203 SchemaMismatch: the codec names columns that the file does not have: Origin, delays
        at DIR/columns.parquet
        hint: did you mean origin for Origin, delay for delays? the file has origin, delay"
    `)
    expect(await message(t.type({ state: t.string, delay: t.number }))).toMatchInlineSnapshot(`
      "FLOE203 SchemaMismatch: the codec names a column that the file does not have: state
        at DIR/columns.parquet
        hint: the file has origin, delay"
    `)
    expect(await message(t.string)).toMatchInlineSnapshot(`
      "FLOE100 InvalidArgument: parquet was given the codec string, which takes no objects; rows of a table are objects
        hint: name the columns: t.type({ origin: t.string, delay: t.number })"
    `)
  })

  it('does not fit: a row', async () => {
    const path = put(
      'misfit.parquet',
      table([
        { name: 'id', data: [1n, 2n ** 60n], type: 'INT64' },
        { name: 'name', data: ['x', null], type: 'STRING' },
      ]),
    )
    const first = async (codec: t.Mixed) =>
      (await readSource(parquet(path, codec))).errors[0]?.message.replaceAll(directory, 'DIR')
    expect(await first(t.type({ id: t.number }))).toMatchInlineSnapshot(`
      "FLOE300 InvalidRow: 1152921504606846976n is not a number
        at DIR/misfit.parquet, row 2, field id
        hint: a 64-bit integer beyond 2^53 - 1 is no safe number; t.bigint in the codec reads it whole"
    `)
    expect(await first(t.type({ name: t.string }))).toMatchInlineSnapshot(`
      "FLOE300 InvalidRow: null is not a string
        at DIR/misfit.parquet, row 2, field name
        hint: onError: 'reject' sets such rows aside"
    `)
    expect(await first(t.type({ id: t.unknown }))).toMatchInlineSnapshot(`
      "FLOE300 InvalidRow: 1152921504606846976 is no safe number: it lies beyond 2^53 - 1
        at DIR/misfit.parquet, row 2, field id
        hint: a codec with t.bigint for this field reads it whole"
    `)
    expect(await first(t.type({ name: t.union([t.number, t.null]) }))).toMatchInlineSnapshot(`
      "FLOE300 InvalidRow: 'x' is not number | null
        at DIR/misfit.parquet, row 1, field name
        hint: onError: 'reject' sets such rows aside"
    `)
  })
})
