/** `toNdjson` and `toJson`: what is written reads back by a codec, and what would not is refused. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { fc, test } from '@fast-check/vitest'
import { Map as ImmutableMap, List, OrderedSet, Record, Stack } from 'immutable'
import * as t from 'io-ts'
import { afterEach, describe, expect } from 'vitest'
import { identical } from '../../../src/data/identical.ts'
import { toJson } from '../../../src/io/json/sink.ts'
import { json } from '../../../src/io/json/source.ts'
import { toNdjson } from '../../../src/io/ndjson/sink.ts'
import { ndjson } from '../../../src/io/ndjson/source.ts'
import type { Bag } from '../../../src/plan/dataset.ts'
import type { Sink } from '../../../src/plan/sink.ts'
import type { Source } from '../../../src/plan/source.ts'
import { anyText } from '../../data/any-text.ts'
import { runs } from '../../runs.ts'
import { gather } from '../chunks.ts'
import { openHandles } from '../open-handles.ts'
import { failure, messageOf, never, temporary } from '../temporary.ts'

const { directory, put } = temporary()
const out = (name: string) => join(directory, name)

afterEach(() => {
  expect(openHandles(directory)).toEqual([])
  expect(readdirSync(directory).filter((name) => name.endsWith('.tmp'))).toEqual([])
})

/** As an engine does: batches, then close; abort if either fails. */
const write = async (sink: Sink<unknown>, batches: readonly (readonly unknown[])[]): Promise<Buffer> => {
  const writer = await sink.open()
  try {
    for (const rows of batches) await writer.write(rows)
    await writer.close()
  } catch (error) {
    await writer.abort()
    throw error
  }
  return readFileSync(sink.name)
}

const read = ({ plan }: Bag<unknown>) => gather((plan as unknown as { readonly source: Source }).source.open(never))

const DateText = new t.Type<Date, string, unknown>(
  'DateText',
  (value): value is Date => value instanceof Date,
  (value, context) => (typeof value === 'string' ? t.success(new Date(value)) : t.failure(value, context)),
  (date) => date.toISOString(),
)

const number = fc.double({ noNaN: true, noDefaultInfinity: true })
const text = fc.string({
  unit: fc.oneof(anyText({ maxLength: 2 }), fc.constantFrom('"', '\\', '\n', '\u2028', '\ud83d', '\udc00', '\0')),
  maxLength: 5,
})

/** Kinds of value, each with the codec that is to get it back. */
const kinds: readonly (readonly [t.Mixed, fc.Arbitrary<unknown>])[] = [
  [t.number, number],
  [t.bigint, fc.bigInt()],
  [t.string, text],
  [t.boolean, fc.boolean()],
  [t.null, fc.constant(null)],
  [DateText, fc.date({ noInvalidDate: true })],
  [t.array(t.union([t.number, t.null])), fc.array(fc.option(number))],
  [t.tuple([t.bigint, t.string]), fc.tuple(fc.bigInt(), text)],
  [t.record(t.string, t.number), fc.dictionary(text, number)],
  [t.partial({ a: t.string, b: t.bigint }), fc.record({ a: text, b: fc.bigInt() }, { requiredKeys: [] })],
  [t.union([t.number, t.undefined]), fc.option(number, { nil: undefined })],
  [t.unknown, fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as unknown)],
]
const names = fc.uniqueArray(fc.oneof(fc.constantFrom('a', '__proto__', 'constructor', '', 'ü'), text), {
  minLength: 1,
  maxLength: 4,
})

const table = fc
  .tuple(names, fc.array(fc.constantFrom(...kinds), { minLength: 4, maxLength: 4 }))
  .chain(([names, kinds]) =>
    fc.record({
      codec: fc.constant(
        t.type(Object.fromEntries(names.map((name, i) => [name, (kinds[i] as (typeof kinds)[0])[0]]))),
      ),
      rows: fc.array(
        fc
          .tuple(...names.map((_, i) => (kinds[i] as (typeof kinds)[0])[1]))
          .map((values) => Object.fromEntries(names.map((name, i) => [name, values[i]]))),
        { maxLength: 6 },
      ),
    }),
  )

const formats = [
  { name: 'toNdjson', to: toNdjson, from: (path: string, codec: t.Mixed) => ndjson(path, codec) },
  { name: 'toJson', to: toJson, from: (path: string, codec: t.Mixed) => json(path, codec) },
]

describe.each(formats)('$name', ({ name, to, from }) => {
  test('writes what its source reads back by a codec, the same to the bit', async () => {
    await fc.assert(
      fc.asyncProperty(table, fc.boolean(), async ({ codec, rows }, packed) => {
        const path = out(packed ? 'rows.gz' : 'rows')
        await write(to(path), [rows])
        const { rows: back, errors, fatal } = await read(from(path, codec))
        expect({ errors, fatal }).toEqual({ errors: [], fatal: undefined })
        expect(back).toHaveLength(rows.length)
        for (const [i, row] of rows.entries()) expect(identical(back[i], row)).toBe(true)
      }),
      { numRuns: runs(150) },
    )
  })

  test('writes the same bytes every time, however rows come in batches; JSON.parse reads them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue(), { maxLength: 9 }),
        fc.integer({ min: 1, max: 4 }),
        async (rows, size) => {
          const batches = Array.from({ length: Math.ceil(rows.length / size) }, (_, i) =>
            rows.slice(i * size, (i + 1) * size),
          )
          const whole = await write(to(out('same')), [rows])
          expect((await write(to(out('same')), [[], ...batches, []])).equals(whole)).toBe(true)
          const text = whole.toString()
          const values: unknown =
            name === 'toJson'
              ? JSON.parse(text)
              : text
                  .split('\n')
                  .slice(0, -1)
                  .map((line) => JSON.parse(line) as unknown)
          expect(JSON.stringify(values)).toBe(JSON.stringify(rows))
        },
      ),
      { numRuns: runs(60) },
    )
  })

  test('packs by gzip when the name says so', async () => {
    const rows = Array.from({ length: 50_000 }, (_, i) => ({ i }))
    const packed = await write(to(out('packed.gz')), [rows])
    expect(gunzipSync(packed).toString()).toBe((await write(to(out('plain')), [rows])).toString())
  })

  test('of what would not read back says what and where, and leaves what was there', async () => {
    const path = put('there', 'before')
    for (const row of [
      { a: Number.NaN },
      { a: { b: [1, Number.NEGATIVE_INFINITY] } },
      [undefined],
      undefined,
      { a: new Date(Number.NaN) },
      { a: new Uint8Array(2) },
      { a: new Map([['x', 1]]) },
      { a: new Set([1]) },
      { a: ImmutableMap({ x: 1 }) },
      { a: OrderedSet([1]) },
      { a: () => 1 },
      { a: new (class Point {})() },
    ])
      expect(await failure(() => write(to(path), [[{ a: 1 }, row]]))).toMatchObject({
        _tag: 'SinkFailed',
        place: { source: path, row: 2 },
        hint: expect.any(String),
      })
    expect(readFileSync(path, 'utf8')).toBe('before')
    const round: unknown[] = []
    round.push(round)
    expect((await failure(() => write(to(out('round')), [[round]]))).summary).toContain('or contains itself')
    expect(existsSync(out('round'))).toBe(false)
  })

  test('is refused without a path', () => {
    expect(() => to('')).toThrow('InvalidArgument')
    expect(() => to(undefined as unknown as string)).toThrow('InvalidArgument')
  })
})

test('each kind of value is written in one way', async () => {
  const Point = Record({ x: 1, y: 2 })
  const rows = [
    {
      text: 'say "hi"\n',
      none: null,
      yes: true,
      missing: undefined,
      tiny: 5e-324,
      minusZero: -0,
      huge: 1e21,
      big: -9007199254740993n,
    },
    {
      on: new Date(Date.UTC(2001, 0, 10)),
      list: List([1, List([2])]),
      stack: Stack([1]),
      point: Point(),
      half: '\ud83d',
    },
    [1, ['two'], {}],
    'text',
    null,
  ]
  expect((await write(toNdjson(out('kinds')), [rows])).toString()).toMatchInlineSnapshot(`
    "{"text":"say \\"hi\\"\\n","none":null,"yes":true,"tiny":5e-324,"minusZero":-0,"huge":1e+21,"big":-9007199254740993}
    {"on":"2001-01-10T00:00:00.000Z","list":[1,[2]],"stack":[1],"point":{"x":1,"y":2},"half":"\\ud83d"}
    [1,["two"],{}]
    "text"
    null
    "
  `)
  expect((await write(toJson(out('kinds')), [[1, 2]])).toString()).toBe('[\n1,\n2\n]\n')
  expect((await write(toJson(out('kinds')), [])).toString()).toBe('[]\n')
  expect((await write(toNdjson(out('kinds')), [])).toString()).toBe('')
})

test('the message of a refusal is the whole story', async () => {
  const messages = []
  for (const row of [{ mean: Number.NaN }, { tags: ['x', new Set([1])] }, { 'a b': { c: new Map() } }, [() => 1]])
    messages.push(await messageOf(directory, () => write(toNdjson(out('bad')), [[row]])))
  expect(messages.join('\n')).toMatchInlineSnapshot(`
    "FLOE400 SinkFailed: JSON cannot hold NaN
      at DIR/bad, row 1, field mean
      hint: JSON has no NaN and no Infinity: map it to null, or to text
    FLOE400 SinkFailed: JSON cannot hold Set(1) { 1 }
      at DIR/bad, row 1, field tags[1]
      hint: map it to an array, in an order of your choice: [...value].sort()
    FLOE400 SinkFailed: JSON cannot hold Map(0) {  }
      at DIR/bad, row 1, field a b.c
      hint: map it to an object, Object.fromEntries(value), or to an array of pairs, [...value]
    FLOE400 SinkFailed: JSON cannot hold [function]
      at DIR/bad, row 1, field [0]
      hint: map the row to one of text, numbers, booleans, null, dates, arrays and plain objects"
  `)
})
