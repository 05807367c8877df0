/** Codecs of floe/codec on files: Parquet, which stores more than text, and CSV, which stores nothing else. */
import * as F from 'floe'
import * as C from 'floe/codec'
import { csv, ndjson, parquet } from 'floe/io'
import * as t from 'io-ts'
import { describe, expect, it } from 'vitest'
import { readSource, table, typed } from '../io/parquet/table.ts'
import { failure, temporary } from '../io/temporary.ts'

const { put } = temporary()

/** The values of the one column of a file, by a codec; of a row in error, its message. */
const values = async (bytes: Uint8Array, codec: t.Mixed): Promise<readonly unknown[]> => {
  const { rows, errors } = await readSource(parquet(put('typed.parquet', bytes), t.type({ value: codec })))
  return [...rows.map((row) => (row as { value: unknown }).value), ...errors.map((error) => error.summary)]
}

const int64 = { type: 'INT64' } as const
const text = (data: readonly (string | null)[]) => table([{ name: 'value', data: [...data], type: 'STRING' }])
const timestamp = (unit: 'MILLIS' | 'MICROS' | 'NANOS') =>
  ({ ...int64, logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit } }) as const

describe('Parquet', () => {
  it('gives counts whole, however large', async () => {
    expect(await values(typed(int64, [1_706_704_496_789_123n, -1n]), C.dateFromMicros)).toEqual([
      1706704496789.123, -0.001,
    ])
    expect(await values(typed(int64, [1_706_704_496_789_000_000n]), C.dateFromNanos)).toEqual([1706704496789])
    expect(await values(typed({ type: 'INT32' }, [1_706_704_496]), C.dateFromSeconds)).toEqual([1706704496000])
    expect(await values(typed(int64, [1n, null]), t.union([C.dateFromMicros, t.null]))).toEqual([0.001, null])
  })

  it.each(['MILLIS', 'MICROS', 'NANOS'] as const)('refuses to divide timestamps of %s once more', async (unit) => {
    for (const codec of [C.dateFromMicros, C.dateFromNanos, C.dateFromSeconds])
      expect(await values(typed(timestamp(unit), [1_706_704_496_789_123n]), codec)).toEqual([
        expect.stringMatching(/^Date\(.*\) is a time already, and no count of \w*seconds; t\.number reads it$/),
      ])
    expect(await values(typed(timestamp(unit), [0n]), C.dateFromIso)).toEqual([
      expect.stringContaining('is no text, and dateFromIso reads text of ISO 8601'),
    ])
  })

  it('gives text where text is read, also of columns that do not say so', async () => {
    expect(await values(text(['2024-01-31', null, 'x']), t.union([C.dateFromIso, t.null]))).toEqual([
      1706659200000,
      null,
      "'x' is no time: it is no date or time of ISO 8601",
    ])
    expect(await values(typed({ type: 'BYTE_ARRAY' }, [new TextEncoder().encode('12')]), C.intFromText)).toEqual([12])
    expect(await values(text(['', 'a', null]), C.nullIfEmpty(t.string))).toEqual([null, 'a', null])
  })

  it('gives numbers and bigints to codecs of lists', async () => {
    expect(await values(typed(int64, [1n, 0n]), C.booleanFrom(1, 0))).toEqual([true, false])
    expect(await values(typed({ type: 'INT32' }, [2, 3]), C.oneOf(1, 2))).toEqual([2, '3 is none of 1, 2'])
    expect(await values(text(['M', 'm']), C.oneOf('S', 'M'))).toEqual([
      'M',
      "'m' is none of 'S', 'M'; did you mean 'M'?",
    ])
  })
})

describe('NDJSON', () => {
  it('gives counts whole, whether a number has their digits or not', async () => {
    const path = put(
      'nanos.jsonl',
      '{"at":1706704496789000000}\n{"at":1706704496789000001}\n{"at":-5}\n{"at":"1706704496789000256"}\n',
    )
    const { rows, errors } = await readSource(ndjson(path, t.type({ at: C.dateFromNanos })))
    expect(errors).toEqual([])
    expect(rows).toEqual([{ at: 1706704496789 }, { at: 1706704496789 }, { at: -0.000005 }, { at: 1706704496789.0002 }])
  })

  it('reads what is kept as text', async () => {
    const Row = t.type({
      id: C.bigintFromText,
      n: C.nullIfEmpty(C.intFromText),
      at: C.dateFromIso,
      ok: C.booleanFrom(1, 0),
    })
    const path = put(
      'texts.jsonl',
      '{"id":"9007199254740993","n":"","at":"2024-01-31","ok":0}\n{"id":"1","n":"x","at":"","ok":2}\n',
    )
    const { rows, errors } = await readSource(ndjson(path, Row))
    expect(rows).toEqual([{ id: 9007199254740993n, n: null, at: 1706659200000, ok: false }])
    expect(errors.map(({ summary, place }) => [place.field, summary])).toEqual([['n', "'x' is not a whole number"]])
  })
})

describe('CSV', () => {
  it('gives cells as what a list has', async () => {
    const Row = t.type({ size: C.oneOf(1, 2), ok: C.booleanFrom(true, false), gone: C.nullIfEmpty(t.number) })
    const path = put('sizes.csv', 'size,ok,gone\n 1 ,TRUE,""\n2,false,5\n3,true,\n')
    const { rows, errors } = await readSource(csv(path, Row))
    expect(rows).toEqual([
      { size: 1, ok: true, gone: null },
      { size: 2, ok: false, gone: 5 },
    ])
    expect(errors.map(({ summary }) => summary)).toEqual(["'3' is none of 1, 2"])
  })

  it('says of a cell that is empty what would help', async () => {
    const path = put('empty.csv', 'at\n""\n')
    expect((await failure(() => F.toList(csv(path, t.type({ at: C.dateFromIso }))))).hint).toBe(
      'an empty cell is null where the codec takes it: t.union([…, t.null])',
    )
  })
})

describe('a codec that no cell can fit', () => {
  const Any = t.array(t.string)
  it.each([
    [t.type({ id: t.number, tags: Any }), 'tags', 'an array, Array<string>'],
    [t.type({ tags: t.readonlyArray(t.string) }), 'tags', 'an array, ReadonlyArray<string>'],
    [t.type({ at: t.tuple([t.number]) }), 'at', 'a tuple, [number]'],
    [t.type({ at: t.type({ x: t.number }) }), 'at', 'an object, { x: number }'],
    [t.type({ at: t.partial({ x: t.number }) }), 'at', 'an object, Partial<{ x: number }>'],
    [t.partial({ at: t.record(t.string, t.number) }), 'at', 'an object, { [K in string]: number }'],
    [t.type({ at: t.record(t.literal('a'), t.number) }), 'at', 'an object, { [K in "a"]: number }'],
    [t.type({ at: t.readonly(t.exact(t.type({ x: t.number }))) }), 'at', 'an object, Readonly<{| x: number |}>'],
    [t.type({ tags: t.union([Any, t.null]) }), 'tags', 'an array, (Array<string> | null)'],
    [t.type({ tags: t.union([Any, t.type({}), t.undefined]) }), 'tags', 'an array, (Array<string> | {  } | undefined)'],
    [t.type({ tags: t.intersection([t.unknown, Any]) }), 'tags', 'an array, (unknown & Array<string>)'],
    [t.type({ tags: C.nullIfEmpty(Any) }), 'tags', 'an array, nullIfEmpty(Array<string>)'],
    [t.type({ tree: t.recursion('Tree', () => t.type({})) }), 'tree', 'an object, Tree'],
  ])('%# is refused where the plan is built', async (codec, field, what) => {
    const error = await failure(() => csv('never-read.csv', codec))
    expect(error.message).toBe(
      `FLOE100 InvalidArgument: the codec's field '${field}' is ${what}, and a cell of CSV is one text\n  at field ${field}\n  hint: read it as t.string, and split or parse it in a map; nested values are held by NDJSON and Parquet`,
    )
  })

  it('is refused also if it is the codec of all columns', async () => {
    const error = await failure(() => csv('never-read.csv', t.record(t.string, Any)))
    expect(error.message).toContain('each field of the codec is an array, Array<string>, and a cell of CSV is one text')
  })

  it.each([
    t.type({ a: t.union([Any, t.string]) }),
    t.type({ a: t.null, b: t.undefined, c: t.unknown, d: t.union([t.null, t.undefined]) }),
    t.type({ a: C.oneOf('x'), b: C.nullIfEmpty(C.dateFromIso), c: t.Int }),
    t.record(t.string, t.union([t.number, t.null])),
    t.UnknownRecord,
    t.type({ a: new t.Type('own', t.string.is, t.string.validate, (a) => a) }),
  ])('%# is not', (codec) => expect(() => csv('never-read.csv', codec)).not.toThrow())
})
