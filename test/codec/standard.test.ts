/** Schemas of other libraries where codecs stand: values, types, paths, and what is refused. */
import type { StandardSchemaV1 } from '@standard-schema/spec'
import fc from 'fast-check'
import * as F from 'floe'
import * as C from 'floe/codec'
import { csv, json, ndjson, parquet } from 'floe/io'
import * as t from 'io-ts'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { fingerprint } from '../../src/data/fingerprint.ts'
import { readSource, table } from '../io/parquet/table.ts'
import { failure, temporary } from '../io/temporary.ts'
import { runs } from '../runs.ts'

const { put } = temporary()

const Zod = z.object({ id: z.number(), tags: z.array(z.string()).optional() })
const Valibot = v.object({ id: v.number(), tags: v.optional(v.array(v.string())) })

/** A schema that does what a function says. */
const schemaOf = <A>(validate: (value: unknown) => unknown, version = 1): StandardSchemaV1<unknown, A> =>
  ({ '~standard': { version, vendor: 'own', validate } }) as unknown as StandardSchemaV1<unknown, A>

const decoded = async (schema: C.Codec, rows: readonly unknown[]) => {
  const errors: F.RunError[] = []
  const made = await F.toList(F.pipe(F.rows<unknown>(rows), F.decode(schema)), {
    onError: 'reject',
    onReject: (error) => errors.push(error),
  })
  return { rows: made.toArray(), errors }
}

const isDeeplyFrozen = (value: unknown): boolean =>
  typeof value !== 'object' || value === null || (Object.isFrozen(value) && Object.values(value).every(isDeeplyFrozen))

describe('a row by a schema', () => {
  test.each([
    ['zod', Zod],
    ['valibot', Valibot],
  ] as const)('of %s is what the schema makes of it, frozen, and the input is as it was', async (_, schema) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({ id: fc.integer(), tags: fc.array(fc.string()), more: fc.jsonValue() }, { requiredKeys: ['id'] }),
        ),
        async (rows) => {
          const before = fingerprint(rows)
          const { rows: made, errors } = await decoded(schema, rows)
          expect(errors).toEqual([])
          const expected = rows.map(({ id, tags }) => (tags === undefined ? { id } : { id, tags }))
          expect(made).toEqual(expected)
          expect(made.every(isDeeplyFrozen)).toBe(true)
          expect(fingerprint(rows)).toBe(before)
          expect(rows.some((row) => Object.isFrozen(row) || Object.isFrozen(row.tags ?? row))).toBe(false)
        },
      ),
      { numRuns: runs(50) },
    )
  })

  test('is copied also where the library hands on what it was given', async () => {
    const row = { deep: { list: [1, { x: 2 }] }, at: new Date(0), map: new Map([[1, 2]]) }
    const { rows } = await decoded(z.any(), [row])
    expect(rows).toEqual([row])
    expect(rows[0]).not.toBe(row)
    expect(isDeeplyFrozen((rows[0] as typeof row).deep)).toBe(true)
    expect(Object.isFrozen(row.deep.list)).toBe(false)
  })

  test('may be any plain value', async () => {
    const { rows } = await decoded(
      z.string().transform((text) => text.length),
      ['abc', ''],
    )
    expect(rows).toEqual([3, 0])
    expect(
      (await decoded(z.codec(z.string(), z.date(), { decode: (s) => new Date(s), encode: String }), ['1970-01-01']))
        .rows,
    ).toEqual([new Date(0)])
  })

  test('that does not fit is an error with its path, of the first issue', async () => {
    const Row = z.object({ a: z.object({ tags: z.array(z.string()) }), n: z.number() })
    const { rows, errors } = await decoded(Row, [
      { a: { tags: ['x', 5] }, n: 'y' },
      { a: { tags: [] } },
      'text',
      { a: { tags: [] }, n: 1 },
    ])
    expect(rows).toEqual([{ a: { tags: [] }, n: 1 }])
    expect(
      errors.map(({ _tag, place, summary, found, expected }) => [
        _tag,
        place.row,
        place.field,
        summary,
        found,
        expected,
      ]),
    ).toEqual([
      [
        'InvalidRow',
        1,
        'a.tags[1]',
        '5 does not fit the zod schema: Invalid input: expected string, received number',
        '5',
        'zod schema',
      ],
      [
        'InvalidRow',
        2,
        'n',
        'the zod schema says: Invalid input: expected number, received undefined',
        'undefined',
        'zod schema',
      ],
      [
        'InvalidRow',
        3,
        undefined,
        "'text' does not fit the zod schema: Invalid input: expected object, received string",
        "'text'",
        'zod schema',
      ],
    ])
    const other = await decoded(v.object({ a: v.array(v.object({ b: v.number() })) }), [{ a: [{ b: 1 }, { b: 'x' }] }])
    expect(other.errors.map(({ place, summary }) => [place.field, summary])).toEqual([
      ['a[1].b', '\'x\' does not fit the valibot schema: Invalid type: Expected number but received "x"'],
    ])
  })

  test('that the schema makes no plain data of is an error', async () => {
    class Point {}
    const cyclic: unknown[] = []
    cyclic.push(cyclic)
    const makes = async (value: unknown) =>
      (
        await decoded(
          schemaOf(() => ({ value })),
          [0],
        )
      ).errors[0]?.summary
    expect(await makes({ at: [new Point()] })).toBe(
      'the own schema made no plain data: a row cannot hold an instance of Point; turn it into a plain object, such as { ...value }',
    )
    expect(await makes(() => 1)).toContain('the own schema made no plain data: a function is no row')
    expect(await makes(cyclic)).toContain('the own schema made no plain data: a row cannot hold a cycle')
    expect(await makes({ later: Promise.resolve(1) })).toContain('await it before it enters the pipeline')
    expect(await makes(new Map([[1, Symbol('s')]]))).toContain(
      'the own schema made no plain data: a row cannot hold a symbol',
    )
    expect(
      (
        await decoded(
          schemaOf(() => ({ value: { at: new Point() } })),
          [0],
        )
      ).errors[0]?.place.field,
    ).toBe('at')
  })

  test('may have names that every object inherits', async () => {
    const { rows } = await decoded(
      schemaOf(() => ({ value: JSON.parse('{"__proto__":{"x":1},"constructor":2}') })),
      [0],
    )
    expect(Object.keys(rows[0] as object)).toEqual(['__proto__', 'constructor'])
    expect(Object.getPrototypeOf(rows[0])).toBe(Object.prototype)
  })

  test('is refused if the schema answers by a promise, kept or broken', async () => {
    const slow = z.object({ id: z.number().refine(async () => true) })
    const { rows, errors } = await decoded(slow, [{ id: 1 }])
    expect(rows).toEqual([])
    expect(errors[0]?.summary).toBe(
      'the zod schema answers by a promise, and rows are decoded without waiting: check with F.mapAsync',
    )
    const broken = schemaOf(() => Promise.reject(new Error('nobody listens')))
    expect((await decoded(broken, [1])).errors[0]?.summary).toContain('the own schema answers by a promise')
  })

  test('is an error if the schema throws, or refuses without a word', async () => {
    const throws = schemaOf(() => {
      throw new Error('oh')
    })
    expect((await decoded(throws, [1])).errors[0]?.summary).toBe('the codec own schema threw: oh')
    expect(
      (
        await decoded(
          schemaOf(() => ({ issues: [] })),
          [1],
        )
      ).errors[0]?.summary,
    ).toBe('1 does not fit the own schema: it gives no reason')
  })

  test('is told of paths as the standard allows: keys, symbols, segments', async () => {
    const issues = [{ message: 'no', path: [{ key: 'a' }, 1, Symbol('s')] }]
    const { errors } = await decoded(
      schemaOf(() => ({ issues })),
      [{ a: [] }],
    )
    expect([errors[0]?.place.field, errors[0]?.summary]).toEqual(['a[1]["Symbol(s)"]', 'the own schema says: no'])
  })
})

describe('files by a schema', () => {
  test('CSV gives it the text of all cells', async () => {
    const path = put('people.csv', 'id,name,more\n1,Ada,x\nx,Bob,\n3,,z\n')
    const Person = z.object({ id: z.coerce.number(), name: z.string().min(1), more: z.literal(['x', 'z', '']) })
    const { rows, errors } = await readSource(csv(path, Person))
    expect(rows).toEqual([{ id: 1, name: 'Ada', more: 'x' }])
    expect(errors.map(({ place, summary, hint }) => [place.line, place.field, summary, hint])).toEqual([
      [
        3,
        'id',
        "'x' does not fit the zod schema: Invalid input: expected number, received NaN",
        "to a Standard Schema every cell is text, which it may coerce; onError: 'reject' sets such rows aside",
      ],
      [
        4,
        'name',
        "'' does not fit the zod schema: Too small: expected string to have >=1 characters",
        expect.any(String),
      ],
    ])
    const loose = v.record(v.string(), v.string())
    expect((await readSource(csv(path, loose, { header: true }))).rows[0]).toEqual({ id: '1', name: 'Ada', more: 'x' })
  })

  test('CSV refuses to say beside it which cells are null', async () => {
    expect((await failure(() => csv('x.csv', Zod, { nulls: ['NA'] }))).message).toBe(
      'FLOE100 InvalidArgument: nulls was given beside a Standard Schema, which gets all cells as they are\n  hint: let the schema make null of them, or name the columns with a codec of io-ts: t.type({ … })',
    )
  })

  test('JSON and NDJSON give it what is there', async () => {
    const lines = put('rows.jsonl', '{"id":1,"tags":["a"],"x":0}\n{"id":"2"}\n{"id":9007199254740993}\n')
    const { rows, errors } = await readSource(ndjson(lines, Zod))
    expect(rows).toEqual([{ id: 1, tags: ['a'] }])
    expect(rows.every(isDeeplyFrozen)).toBe(true)
    expect(errors.map(({ place, summary }) => [place.line, summary])).toEqual([
      [2, "'2' does not fit the zod schema: Invalid input: expected number, received string"],
      [3, '9007199254740993n does not fit the zod schema: Invalid input: expected number, received bigint'],
    ])
    const array = put('rows.json', '{"rows":[{"id":1}]}')
    expect((await readSource(json(array, Valibot, { at: 'rows' }))).rows).toEqual([{ id: 1 }])
  })

  test('Parquet gives it all columns, times as Dates', async () => {
    const path = put(
      'rows.parquet',
      table([
        { name: 'id', data: [1, 2], type: 'INT32' },
        { name: 'at', data: [new Date(0), new Date(1)], type: 'TIMESTAMP' },
        { name: 'more', data: ['a', 'b'], type: 'STRING' },
      ]),
    )
    const { rows, errors } = await readSource(
      parquet(path, z.object({ id: z.number(), at: z.date().transform(Number) })),
    )
    expect([rows, errors]).toEqual([
      [
        { id: 1, at: 0 },
        { id: 2, at: 1 },
      ],
      [],
    ])
  })

  test('plans show whose schema it is, and know nothing of its fields', () => {
    const dataset = csv('x.csv', Zod)
    expect(F.printSchema(F.schemaOf(dataset.plan))).toBe('unknown')
    expect(dataset.plan.kind === 'source' && dataset.plan.source.details).toBe('zod schema')
    const { plan } = F.pipe(F.rows<unknown>([]), F.decode(Valibot))
    expect(plan.kind === 'decode' && plan.codec.name).toBe('valibot schema')
  })
})

describe('fromStandard', () => {
  test('makes a field of an io-ts codec', async () => {
    const Row = t.type({ id: t.number, mail: t.union([C.fromStandard(z.email()), t.null]) })
    const { rows, errors } = await decoded(Row, [
      { id: 1, mail: 'ada@example.org', more: 1 },
      { id: 2, mail: null },
      { id: 3, mail: 'ada' },
    ])
    expect(rows).toEqual([
      { id: 1, mail: 'ada@example.org' },
      { id: 2, mail: null },
    ])
    expect(errors.map(({ place, summary }) => [place.field, summary])).toEqual([
      ['mail', "'ada' does not fit the zod schema: Invalid email address"],
    ])
    const codec = C.fromStandard(z.email())
    expect([codec.is('ada@example.org'), codec.is('ada'), codec.encode('ada@example.org')]).toEqual([
      true,
      false,
      'ada@example.org',
    ])
  })

  test('tells where, below a field and an array', async () => {
    const Row = t.type({ list: t.array(C.fromStandard(z.object({ n: z.array(z.number()) }))) })
    const { errors } = await decoded(Row, [{ list: [{ n: [1] }, { n: [1, 'x'] }] }])
    expect(errors[0]?.place.field).toBe('list[1].n[1]')
  })

  test('refuses what is no such schema, and versions that are to come', () => {
    const from = C.fromStandard as (value: unknown) => unknown
    for (const none of [null, undefined, 5, {}, { '~standard': null }, { '~standard': { version: 1 } }, t.string])
      expect(() => from(none)).toThrow('which follows no Standard Schema')
    expect(() => from(schemaOf(() => ({ value: 1 }), 2))).toThrow(
      'the schema follows version 2 of Standard Schema, and Floe knows version 1',
    )
    const callable = Object.assign(
      () => 1,
      schemaOf(() => ({ value: 1 })),
    )
    expect(() => from(callable)).not.toThrow()
    expect(() => F.decode(callable)).not.toThrow()
  })

  test('what is neither codec nor schema is refused by every source', async () => {
    const none = { a: 1 } as unknown as t.Mixed
    for (const build of [() => F.decode(none), () => parquet('x', none), () => ndjson('x', none)])
      expect((await failure(build))._tag).toBe('InvalidArgument')
  })
})

describe('types', () => {
  test('rows have the type that the schema makes, readonly', async () => {
    const rows = F.pipe(
      F.rows<unknown>([{ id: 1, tags: ['a'] }]),
      F.decode(Zod),
      F.map((row) => {
        const id: number = row.id
        const tags: readonly string[] | undefined = row.tags
        // @ts-expect-error rows are readonly
        const write = () => row.tags?.push('b')
        // @ts-expect-error there is no such field
        return [id, tags?.length, row.nope, typeof write]
      }),
    )
    expect((await F.toList(rows)).toArray()).toEqual([[1, 1, undefined, 'function']])

    const coerced = csv('x.csv', z.object({ n: z.coerce.number(), s: z.string().transform((s) => s.length) }))
    const lengths: F.Sequence<number> = F.pipe(
      coerced,
      F.map((row) => row.n + row.s),
    )
    const dates: F.Sequence<number> = F.pipe(
      parquet('x', Valibot),
      F.map((row) => row.id),
    )
    // @ts-expect-error an object is neither codec nor schema
    const none = () => F.decode({ a: 1 })
    // @ts-expect-error a schema of objects makes no numbers
    const wrong: F.Sequence<number> = ndjson('x', Zod)
    const made: C.Decoded<typeof Zod> = { id: 1 }
    expect([lengths, dates, none, wrong, made]).toHaveLength(5)
  })
})
