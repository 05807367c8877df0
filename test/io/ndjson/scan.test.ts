/** A scan of newline-delimited JSON is what `open` gives, as columns; whatever the bytes are, and however they are cut. */
import { fc, test } from '@fast-check/vitest'
import * as t from 'io-ts'
import { afterEach, describe, expect, it } from 'vitest'
import * as C from '../../../src/codec/index.ts'
import { rowReader } from '../../../src/io/json/row-reader.ts'
import { readNdjsonBytes } from '../../../src/io/ndjson/read-file.ts'
import { bytesScan } from '../../../src/io/ndjson/scan/scan.ts'
import { ndjson } from '../../../src/io/ndjson/source.ts'
import { runs } from '../../runs.ts'
import { chunksOf } from '../chunks.ts'
import { mutated, mutations } from '../mutated.ts'
import { openHandles } from '../open-handles.ts'
import { sourceOf } from '../parquet/table.ts'
import { compareScan, opened, sameAsOpened, scanned } from '../scanned.ts'
import { never, temporary } from '../temporary.ts'
import { anyValue, nested, number, numbers, text, texts, words } from './json-texts.ts'

const { directory, put } = temporary()

afterEach(() => expect(openHandles(directory)).toEqual([]))

/** Scans and reads the same bytes, each cut in its own way, and compares. */
const compare = async (
  input: string | Uint8Array,
  codec: t.Mixed,
  asked: readonly string[],
  lengths: readonly number[] = [],
  capacity?: number,
  places?: number,
) => {
  const read = rowReader(codec)
  const scan = bytesScan(codec, read, asked, { capacity, places })
  if (scan === undefined) throw new Error('no scan')
  const found = await scanned(scan.start()(chunksOf(input, lengths), 'rows.jsonl'), scan.kinds)
  sameAsOpened(found, await opened(readNdjsonBytes(chunksOf(input), 'rows.jsonl', read), asked))
  const errors = found.told.filter((row) => !Array.isArray(row.found)).length
  return { rows: found.told.length - errors, errors }
}

const throwing = new t.Type<string>(
  'Throwing',
  t.string.is,
  (u, c) => {
    if (typeof u === 'number' && u < 0) throw new Error('below zero')
    return u === 'a' ? t.failure(u, c, 'no a, please') : t.success(String(u))
  },
  t.identity,
)
const nullable = (codec: t.Mixed) => t.union([codec, t.null])
const codecs: readonly t.Mixed[] = [
  t.string,
  t.number,
  t.bigint,
  t.boolean,
  t.unknown,
  t.null,
  t.undefined,
  t.literal(1),
  t.literal(0),
  t.keyof({ a: null, '': null }),
  t.Int,
  t.refinement(t.string, (s) => s.length < 2, 'Short'),
  t.refinement(t.number, (n) => n >= 0, 'Positive'),
  C.dateFromIso,
  C.oneOf('a', 'b'),
  t.array(t.number),
  t.array(t.unknown),
  t.type({ a: t.number }),
  t.type({ constructor: t.unknown }),
  t.UnknownRecord,
  t.record(t.string, t.number),
  t.partial({ a: t.number }),
  t.tuple([t.number, t.string]),
  t.readonlyArray(t.boolean),
  t.intersection([t.type({ a: t.number }), t.partial({ b: t.string })]),
  t.union([t.array(t.string), t.type({ a: t.number }), t.bigint]),
  t.exact(t.type({ a: t.unknown, b: t.union([t.string, t.number]) })),
  throwing,
]
const simple = fc.constantFrom(...codecs)
const codec = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<t.Mixed>(t.string, t.number, nullable(t.number), nullable(t.string)) },
  { weight: 2, arbitrary: simple },
  { weight: 2, arbitrary: fc.constantFrom<t.Mixed>(C.dateFromIso, C.dateFromIso, nullable(C.dateFromIso)) },
  { weight: 1, arbitrary: simple.map(nullable) },
  { weight: 1, arbitrary: simple.map((one) => t.readonly(one)) },
  { weight: 1, arbitrary: fc.tuple(simple, simple).map(([a, b]) => t.union([a, b, t.undefined])) },
)

const name = fc.constantFrom(
  'a',
  'b',
  'ab',
  'é',
  'delay',
  '__proto__',
  'constructor',
  '',
  'a b',
  '"',
  "']}\n",
  '\u2028',
)
const fields = fc.uniqueArray(fc.record({ name, codec, optional: fc.boolean(), isAsked: fc.boolean() }), {
  selector: (field) => field.name,
  maxLength: 6,
})
type Fields = typeof fields extends fc.Arbitrary<infer A> ? A : never

const codecOf = (all: Fields): t.Mixed => {
  const props = (optional: boolean) =>
    Object.fromEntries(all.filter((field) => field.optional === optional).map((field) => [field.name, field.codec]))
  return t.exact(t.intersection([t.type(props(false)), t.partial(props(true))]))
}
const askedOf = (all: Fields) =>
  all
    .filter(({ isAsked, optional }) => isAsked && !optional)
    .map((field) => field.name)
    .reverse()

const time = fc
  .date({ min: new Date(-3e13), max: new Date(3e14), noInvalidDate: true })
  .chain((date) => {
    const iso = date.toISOString()
    return fc.constantFrom(
      iso,
      iso.slice(0, 10),
      `${iso.slice(0, 19)}Z`,
      `${iso.slice(0, 19)}z`,
      `${iso} `,
      iso.slice(1),
    )
  })
  .map((iso) => JSON.stringify(iso))

const fitting = (one: t.Mixed): fc.Arbitrary<string> => {
  if (one === C.dateFromIso || one.name === nullable(C.dateFromIso).name) return time
  return one === t.string ? text : one === t.number || one === t.Int || one === t.bigint ? number : anyValue
}

const blanks = fc.constantFrom('', '', '', ' ', '\t', '  ', '\r')
/** How rows are laid out: mostly one like another, in the order of the codec or in another one. */
const rowOf = (all: Fields) => {
  const member = (of: fc.Arbitrary<string>, named: string) =>
    fc
      .tuple(of, fc.constantFrom(false, false, false, true), blanks, blanks)
      .map(
        ([value, escapes, before, behind]) =>
          `${before}${escapes ? `"${[...named].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}"` : JSON.stringify(named)}${before}:${behind}${value}${behind}`,
      )
  const members = all.map((field) =>
    member(fc.oneof({ weight: 5, arbitrary: fitting(field.codec) }, anyValue), field.name),
  )
  const plain = all.map((field) => fitting(field.codec).map((value) => `${JSON.stringify(field.name)}:${value}`))
  const other = name.chain((named) => member(anyValue, named))
  return fc.oneof(
    { weight: 4, arbitrary: fc.tuple(...plain).map((parts) => `{${parts.join(',')}}`) },
    { weight: 3, arbitrary: fc.tuple(...plain).map((parts) => `{${['"other":[1]', ...parts].join(', ')}}`) },
    { weight: 2, arbitrary: fc.tuple(...plain).map((parts) => `{${parts.slice().reverse().join(',')}}`) },
    { weight: 2, arbitrary: fc.tuple(...members).map((parts) => `{${parts.join(',')}}`) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.tuple(...members), fc.array(other, { maxLength: 2 }))
        .chain(([mine, more]) => fc.shuffledSubarray([...mine, ...more]))
        .map((parts) => ` { ${parts.join(' , ')} } `),
    },
    { weight: 1, arbitrary: anyValue },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '',
        ' ',
        '\t\r',
        '{',
        '}',
        '{}',
        '{,}',
        '{"a"',
        '{"a":',
        '{"a":1',
        '{"a":1,',
        '{"a":1}}',
      ),
    },
  )
}

const style = fc.record({
  mark: fc.boolean(),
  lastEnd: fc.boolean(),
  lineEnd: fc.constantFrom('\n', '\n', '\r\n'),
})
const chunkings = fc.array(fc.nat(40), { minLength: 1, maxLength: 5 })
const files = fields.chain((all) =>
  fc.record({
    all: fc.constant(all),
    rows: fc.array(rowOf(all), { maxLength: 12 }),
    style,
    chunkings,
    capacity: fc.integer({ min: 1, max: 6 }),
  }),
)
const textOf = ({ rows, style }: typeof files extends fc.Arbitrary<infer A> ? A : never): string =>
  // Text that begins with a zero byte, or a digit that looks like a signature, is no matter of rows.
  `${style.mark ? '\ufeff' : ''}[]  ${style.lineEnd}${rows.join(style.lineEnd)}${style.lastEnd ? style.lineEnd : ''}`

describe('a scan of ndjson', () => {
  test.prop([files], { numRuns: runs(100) })('has the rows and errors of open, however bytes are cut', async (file) => {
    await compare(textOf(file), codecOf(file.all), askedOf(file.all), file.chunkings, file.capacity)
  })

  const short = fc.array(fc.constantFrom('a', 'b', 'aa', 'ab', 'ba', 'é', 'ü', 'abcdefgh', 'abcdefgi'), {
    maxLength: 20,
  })
  test.prop([short, chunkings])('has them where all texts have the same hash', async (texts, lengths) => {
    const lines = texts.map((a, i) => `{"a":${JSON.stringify(a)},"b":${JSON.stringify(texts[texts.length - 1 - i])}}\n`)
    const codec = t.type({ a: t.string, b: t.union([t.string, t.null]) })
    const { rows } = await compare(lines.join(''), codec, ['a', 'b'], lengths, 7, 1)
    expect(rows).toBe(texts.length)
  })

  test.prop([files, mutations], { numRuns: runs(200) })(
    'of bytes that were changed, put in, lost, doubled and cut off is what open makes of them',
    async (file, changes) => {
      const bytes = mutated(Buffer.from(textOf(file)), changes, 5)
      await compare(bytes, codecOf(file.all), askedOf(file.all), file.chunkings, file.capacity)
    },
  )

  it('reads any value for any codec, and for a name that no codec knows', async () => {
    const values = [...numbers, ...texts, ...nested, ...words].filter((value) => !value.includes('\n'))
    for (const one of codecs) {
      const rows = values.map((value) => `{"a":${value},"x":1}`)
      await compare(rows.join('\n'), t.type({ a: one }), ['a'])
      await compare(rows.join(' \n'), t.type({ a: one, x: t.number }), ['x'])
    }
    const others = values.map((value) => `{"other":${value},"x":1, "more":${value}}`)
    await compare(others.join('\n'), t.type({ x: t.number }), ['x'])
    // With a row first from which it can be learned.
    await compare(['{"other":1,"x":1, "more":1}', ...others].join('\n'), t.type({ x: t.number }), ['x'])
  })

  const Flight = t.type({ origin: t.string, delay: t.number, seats: nullable(t.number) })

  it('knows the kinds of columns', () => {
    const Row = t.type({ a: t.string, b: t.number, c: t.Int, d: nullable(t.string), e: t.bigint })
    expect(bytesScan(Row, rowReader(Row), ['e', 'd', 'c', 'b', 'a', 'a'])?.kinds).toEqual([
      'values',
      'values',
      'numbers',
      'numbers',
      'texts',
      'texts',
    ])
  })

  it('reads rows in other orders, with names that it does not know, and without some', async () => {
    const Row = t.intersection([Flight, t.partial({ note: t.string })])
    const input = [
      '{"origin":"SEA","delay":1,"seats":null}',
      '{"delay":2,"origin":"LAS","seats":5}',
      '{"x":{"delay":9},"origin":"JFK","note":"n","delay":-3.5,"seats":1e2}',
      '{"origin":"\\u0041","delay":4,"seats":4,"note":"\\n"}',
      '{"origin":"A","delay":4,"seats":4,"note":null}',
      '{"origin":"A","delay":4,"seats":4,"origin":"B"}',
      '{"origin":"A","seats":4}',
    ].join('\n')
    expect(await compare(input, Row, ['origin', 'delay', 'seats'])).toEqual({ rows: 5, errors: 2 })
    expect(await compare(input, Row, ['seats'])).toEqual({ rows: 5, errors: 2 })
  })

  it('takes a CR for part of a line end only before an LF', async () => {
    const row = Buffer.from('{"origin":"\xe9","delay":1,"seats":1}', 'latin1')
    for (const end of ['', '\r', '\r\n', '\r\r\n', '\n\r'])
      expect(await compare(Buffer.concat([row, Buffer.from(end)]), Flight, ['delay'])).toEqual({ rows: 0, errors: 1 })
  })

  it('learns how rows are laid out, again where that changes', async () => {
    const some = (make: (i: number) => string) => Array.from({ length: 300 }, (_, i) => make(i))
    const input = [
      ...some((i) => `{"origin":"A${i}","delay":${i},"seats":null}`),
      ...some((i) => `{"seats": ${i}, "delay": ${i / 4}, "origin": "B"}`),
      ...some((i) => `{"id":${i},"delay":${i},"origin":"C","seats":1}`),
    ].join('\n')
    expect(await compare(input, Flight, ['delay', 'origin', 'seats'], [500, 1000])).toEqual({ rows: 900, errors: 0 })
  })

  it('takes as many fields as there are', async () => {
    const names = Array.from({ length: 100 }, (_, i) => `field ${i}`)
    const Wide = t.type(Object.fromEntries(names.map((one, i) => [one, i % 3 === 0 ? t.string : t.number])))
    const row = (skip: number) =>
      `{${names.flatMap((one, i) => (i === skip ? [] : [`"${one}":${i % 3 === 0 ? `"${i}"` : i}`])).join(',')}}`
    const input = [row(-1), row(99), row(-1), row(31), row(0)].join('\n')
    expect(await compare(input, Wide, ['field 98', 'field 0', 'field 31'])).toEqual({ rows: 2, errors: 3 })
  })

  it('freezes what the codec lets pass', async () => {
    const Row = t.type({ any: t.unknown })
    const scan = bytesScan(Row, rowReader(Row), ['any'])
    for await (const { columns } of scan?.start()(chunksOf('{"any":{"a":[1]}}\n'), 'x') ?? []) {
      const [column] = columns
      const value = column?.kind === 'values' ? (column.values[0] as { readonly a: unknown }) : undefined
      expect(value).toEqual({ a: [1] })
      expect(Object.isFrozen(value) && Object.isFrozen(value?.a)).toBe(true)
    }
  })

  it('reads files, packed ones too, each with its own places', async () => {
    put('part-1.jsonl', '{"origin":"SEA","delay":1,"seats":1}\n{"origin":"SEA"}\n')
    put('part-2.jsonl', '\n\n{"delay":1,"seats":1,"origin":"SEA"}\n{"origin":"SEA","delay":"1"}\n')
    const source = sourceOf(ndjson(`${directory}/part-*.jsonl`, Flight))
    expect(await compareScan(source, ['delay', 'origin'])).toEqual({ rows: 2, errors: 2, fatal: undefined })
    expect(await compareScan(sourceOf(ndjson(`${directory}/none.jsonl`, Flight)), ['delay'])).toMatchObject({
      rows: 0,
      fatal: { _tag: 'SourceNotFound' },
    })
  })

  it('closes its file when the reader has enough, and when it is cancelled', async () => {
    const path = put('long.jsonl', '{"origin":"SEA","delay":1,"seats":null}\n'.repeat(20_000))
    const scan = sourceOf(ndjson(path, Flight)).scan?.(['delay'])
    if (scan === undefined) throw new Error('no scan')
    for await (const { length } of scan.open(never)) {
      expect(length).toBeGreaterThan(0)
      break
    }
    expect(openHandles(directory)).toEqual([])
    const controller = new AbortController()
    await expect(async () => {
      for await (const _ of scan.open(controller.signal)) controller.abort()
    }).rejects.toMatchObject({ _tag: 'Cancelled' })
  })

  it('is not there for what must see whole rows', () => {
    const scanOfCodec = (one: t.Mixed, ...asked: readonly string[]) => sourceOf(ndjson('any.jsonl', one)).scan?.(asked)
    expect(scanOfCodec(Flight, 'delay')).toBeDefined()
    expect(scanOfCodec(Flight, 'other')).toBeUndefined()
    expect(scanOfCodec(t.partial({ a: t.number }), 'a')).toBeUndefined()
    expect(
      scanOfCodec(
        t.refinement(Flight, ({ delay }) => delay > 0),
        'delay',
      ),
    ).toBeUndefined()
    expect(scanOfCodec(t.number)).toBeUndefined()
    expect(scanOfCodec(t.UnknownRecord)).toBeUndefined()
    expect(sourceOf(ndjson('any.jsonl')).scan).toBeUndefined()
  })
})
