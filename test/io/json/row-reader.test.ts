/** Rows of JSON by a codec: what comes out, and what is said of rows that do not fit. */
import { fc, test } from '@fast-check/vitest'
import * as t from 'io-ts'
import { describe, expect } from 'vitest'
import { FloeError } from '../../../src/error/floe-error.ts'
import { carefulCodec } from '../../../src/io/json/careful-codec.ts'
import { rowReader } from '../../../src/io/json/row-reader.ts'
import { decoderOf } from '../../../src/plan/codec/decode-value.ts'
import { runs } from '../../runs.ts'

const where = () => ({ source: 'rows.jsonl', line: 3, row: 2 })
const read = (text: string, codec?: t.Mixed): unknown => rowReader(codec)(text, where)
const message = (text: string, codec?: t.Mixed): string => {
  const made = read(text, codec)
  return made instanceof FloeError ? made.message : 'no error'
}

interface Tree {
  readonly id: bigint
  readonly next: Tree | null
}
const Tree: t.Type<Tree> = t.recursion('Tree', () => t.type({ id: t.bigint, next: t.union([Tree, t.null]) }))

describe('a codec', () => {
  const codecs: readonly t.Mixed[] = [
    t.type({ a: t.number, b: t.union([t.string, t.null]) }),
    t.partial({ a: t.array(t.Int), b: t.unknown }),
    t.union([t.string, t.array(t.boolean), t.type({ a: t.number })]),
    t.record(t.string, t.union([t.number, t.string])),
    t.tuple([t.number, t.string]),
  ]

  test('decodes what JSON.parse makes, where integers are safe', () => {
    fc.assert(
      fc.property(fc.constantFrom(...codecs), fc.jsonValue(), (codec, value) => {
        const text = JSON.stringify(value)
        const direct = decoderOf(codec)(JSON.parse(text))
        const made = read(text, codec)
        if (direct.ok) expect(made).toEqual(direct.value)
        else expect(made).toMatchObject({ _tag: 'InvalidRow', summary: direct.message })
      }),
      { numRuns: runs(1000) },
    )
  })

  test('read with care gives the same where no bigint is asked for', () => {
    fc.assert(
      fc.property(fc.constantFrom(...codecs), fc.jsonValue(), (codec, value) => {
        const text = JSON.stringify({ row: value })
        const quick = read(text, t.type({ row: codec }))
        const slow = read(text, t.intersection([t.type({ row: codec }), t.partial({ never: t.bigint })]))
        if (quick instanceof FloeError) expect(slow).toMatchObject({ _tag: quick._tag, expected: quick.expected })
        else expect(slow).toEqual(quick)
      }),
      { numRuns: runs(1000) },
    )
  })

  test.each([
    ['{"a":1}', t.type({ a: t.bigint }), { a: 1n }],
    ['{"a":-0}', t.type({ a: t.bigint }), { a: 0n }],
    ['{"a":9007199254740993}', t.type({ a: t.bigint }), { a: 9007199254740993n }],
    ['{"a":123456789012345680000}', t.type({ a: t.bigint }), { a: 123456789012345680000n }],
    ['{"a":123456789012345680000,"b":1}', t.type({ a: t.number, b: t.bigint }), { a: 123456789012345680000, b: 1n }],
    ['{"a":[1,null]}', t.type({ a: t.array(t.union([t.bigint, t.null])) }), { a: [1n, null] }],
    ['{"a":1}', t.type({ a: t.union([t.bigint, t.number]) }), { a: 1 }],
    ['{"a":9007199254740993}', t.type({ a: t.union([t.number, t.bigint]) }), { a: 9007199254740993n }],
    ['{"a":9007199254740993}', t.type({ a: t.unknown }), { a: 9007199254740993n }],
    ['{"a":{"b":9007199254740992},"c":1}', t.type({ a: t.unknown, c: t.bigint }), { a: { b: 2 ** 53 }, c: 1n }],
    ['{"x":1,"y":2}', t.record(t.string, t.bigint), { x: 1n, y: 2n }],
    ['[1,"a"]', t.tuple([t.bigint, t.string]), [1n, 'a']],
    ['{"id":1,"next":{"id":2,"next":null}}', Tree, { id: 1n, next: { id: 2n, next: null } }],
    ['{"a":2}', t.type({ a: t.refinement(t.bigint, (n) => n > 1n, 'Big') }), { a: 2n }],
    [
      '{"k":"b","v":1}',
      t.union([t.type({ k: t.literal('a'), v: t.bigint }), t.type({ k: t.literal('b'), v: t.number })]),
      { k: 'b', v: 1 },
    ],
    ['{"k":1,"v":1}', t.type({ k: t.literal(1), v: t.readonly(t.bigint) }), { k: 1, v: 1n }],
    ['7', t.number, 7],
    ['"x"', t.string, 'x'],
    ['{"b":1,"a":2,"c":3}', t.type({ a: t.number, b: t.number }), { a: 2, b: 1 }],
  ] as [string, t.Mixed, unknown][])('%s', (text, codec, row) => {
    expect(read(text, codec)).toEqual(row)
  })

  test('finds only fields that are there', () => {
    const codec = t.partial({ constructor: t.unknown, __proto__: t.unknown, toString: t.string })
    expect(Object.keys(read('{}', codec) as object)).toEqual([])
    const hostile = t.type({ ['__proto__']: t.number, valueOf: t.string })
    expect(Object.entries(read('{"__proto__":1,"valueOf":"v"}', hostile) as object)).toEqual([
      ['__proto__', 1],
      ['valueOf', 'v'],
    ])
    expect(message('{}', t.type({ constructor: t.string }))).toContain('nothing where a string belongs')
  })

  test('is taken as it is, unless bigints or hostile names are in it', () => {
    expect(carefulCodec(t.type({ a: t.union([t.number, t.array(t.string)]) }))).toBe(undefined)
    expect(carefulCodec(t.type({ a: t.array(t.type({ b: t.bigint })) }))).toBeDefined()
    expect(carefulCodec(t.type({ a: t.partial({ toString: t.number }) }))).toBeDefined()
  })
})

describe('rows', () => {
  const isFrozenAll = (value: unknown): boolean =>
    typeof value !== 'object' || value === null || (Object.isFrozen(value) && Object.values(value).every(isFrozenAll))

  test('are frozen, down to parts of which the codec says nothing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify({ a: value })
        for (const codec of [
          undefined,
          t.type({ a: t.unknown }),
          t.type({ a: t.any, b: t.union([t.bigint, t.undefined]) }),
        ])
          expect(isFrozenAll(read(text, codec))).toBe(true)
      }),
    )
  })

  test('without a codec are objects as they are', () => {
    expect(read('{"b":[1,{"c":null}],"a":9007199254740993}')).toEqual({ b: [1, { c: null }], a: 9007199254740993n })
    expect(message('[1]')).toMatchInlineSnapshot(`
      "FLOE300 InvalidRow: [1] is not an object
        at rows.jsonl, line 3
        hint: without a codec rows are objects; with one, such as t.number, they are what it says"
    `)
  })

  test('that do not fit say what, where, and what might be done', () => {
    const Flight = t.type({ id: t.number, tags: t.array(t.string) })
    expect(
      [
        message('{"id":9007199254740993,"tags":[]}', Flight),
        message('{"id":"7","tags":[]}', Flight),
        message('{"id":7,"tags":["a",1]}', Flight),
        message('{"id":7}', Flight),
        message('{"id":1.5}', t.type({ id: t.bigint })),
        message('{"id":7,"tags":[}', Flight),
        message("{'id':7}", Flight),
        message('{"id":7,}', Flight),
        message('{"id":NaN}', Flight),
        message('{"id":None}', Flight),
        message('{"id":7,"tags":["a', Flight),
        message('{"id":1e999}', Flight),
      ].join('\n'),
    ).toMatchInlineSnapshot(`
      "FLOE300 InvalidRow: 9007199254740993n is not a number
        at rows.jsonl, line 3, field id
        hint: a number cannot hold these digits: t.bigint in the codec reads them whole
      FLOE300 InvalidRow: '7' is not a number
        at rows.jsonl, line 3, field id
        hint: it stands in quotes: take t.string in the codec, and map it
      FLOE300 InvalidRow: 1 is not a string
        at rows.jsonl, line 3, field tags[1]
        hint: onError: 'reject' sets such rows aside
      FLOE300 InvalidRow: nothing where an array belongs
        at rows.jsonl, line 3, field tags
        hint: onError: 'reject' sets such rows aside
      FLOE300 InvalidRow: 1.5 is not a bigint
        at rows.jsonl, line 3, field id
        hint: onError: 'reject' sets such rows aside
      FLOE301 MalformedRow: the row is no JSON: a value is expected at column 17, and there is '}': '{"id":7,"tags":[}'
        at rows.jsonl, line 3
        hint: onError: 'reject' sets such rows aside
      FLOE301 MalformedRow: the row is no JSON: a name in double quotes is expected at column 2, and there is '\\'id\\':7}': '{\\'id\\':7}'
        at rows.jsonl, line 3
        hint: JSON takes double quotes only
      FLOE301 MalformedRow: the row is no JSON: a name in double quotes is expected at column 9, and there is '}': '{"id":7,}'
        at rows.jsonl, line 3
        hint: JSON allows no comma behind the last item
      FLOE301 MalformedRow: the row is no JSON: a value is expected at column 7, and there is 'NaN}': '{"id":NaN}'
        at rows.jsonl, line 3
        hint: JSON has no NaN and no Infinity: write null in their place
      FLOE301 MalformedRow: the row is no JSON: a value is expected at column 7, and there is 'None}': '{"id":None}'
        at rows.jsonl, line 3
        hint: the words of JSON are null, true and false
      FLOE301 MalformedRow: the row is no JSON: a closing quote is expected at column 19, and there is the end: '{"id":7,"tags":["a'
        at rows.jsonl, line 3
        hint: the text ends too early; a line end within a value is written \\n; onError: 'reject' sets such rows aside
      FLOE301 MalformedRow: the row is no JSON: a number within the range of numbers, up to 1.8e308 is expected at column 7, and there is '1e999}': '{"id":1e999}'
        at rows.jsonl, line 3
        hint: as text, in quotes, it can be read by t.string"
    `)
  })
})
