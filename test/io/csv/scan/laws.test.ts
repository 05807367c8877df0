/** That columns are what rows are, whatever the bytes. */
import { fc, test } from '@fast-check/vitest'
import * as t from 'io-ts'
import { describe } from 'vitest'
import * as C from '../../../../src/codec/index.ts'
import { FloeError } from '../../../../src/error/floe-error.ts'
import { csvFormat } from '../../../../src/io/csv/options.ts'
import { readCsvBytes } from '../../../../src/io/csv/read-file.ts'
import { bytesScan } from '../../../../src/io/csv/scan/scan-csv.ts'
import { type RowDecoder, rowDecoder } from '../../../../src/io/text/row-decoder.ts'
import { runs } from '../../../runs.ts'
import { chunksOf } from '../../chunks.ts'
import { mutated, mutations } from '../../mutated.ts'
import { opened, sameAsOpened, scanned } from '../../scanned.ts'

const numbers = [
  '12',
  '-1.50',
  '+.5',
  '5.',
  '.5',
  '-',
  '.',
  '-.',
  '1e-3',
  '-0',
  '0.0',
  '-0.0',
  '007',
  ' 12\t',
  'Infinity',
  '-Infinity',
  '0.1',
  '9007199254740993',
  '9007199254740992',
  '123456789012345680000',
  '1e999',
  'NaN',
  'abc',
  '12abc',
  '1 2',
  '1,5',
  '0x1F',
  '١٢',
  '31.95376472',
  '123456789',
  '1234567890',
  '999999999999999',
  '-999999999999999.9',
  '0.000001',
  '1.2.3',
  '--1',
]
const cell = fc.oneof(
  fc.constantFrom(...numbers),
  fc.double().map(String),
  fc.integer().map(String),
  fc.constantFrom(
    '',
    ' ',
    'NA',
    'true',
    'FALSE',
    'x',
    'é',
    '😀',
    '\ufeff',
    '\ufffd',
    '\0',
    '2024-01-31',
    '2024-01-31T12:34:56Z',
    '2024-02-29T23:59:59.999Z',
    '2023-02-29',
    '2024-01-31T12:34:56',
    '"',
    '""',
    ',',
    '\n',
    '\r\n',
    '\r',
  ),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r', ' ', '\t', '1', '\0', 'é'), maxLength: 8 }),
)

const throwing = new t.Type<string>(
  'Throwing',
  t.string.is,
  (u, c) => {
    if (u === 'x') throw new Error('no x, please')
    return u === '' ? t.failure(u, c, 'empty') : t.success(String(u))
  },
  t.identity,
)
const withFallback = new t.Type<unknown>(
  'withFallback',
  (_): _ is unknown => true,
  (u) => t.success(u === undefined ? 'nothing' : u),
  t.identity,
)
const codecs: readonly t.Mixed[] = [
  t.string,
  t.string,
  t.number,
  t.number,
  t.union([t.number, t.null]),
  t.union([t.null, t.number]),
  t.union([t.string, t.null]),
  t.union([t.number, t.undefined]),
  t.union([t.string, t.number]),
  t.union([t.Int, t.string]),
  t.boolean,
  t.union([t.string, t.boolean, t.null]),
  t.bigint,
  t.Int,
  t.literal('x'),
  t.union([t.literal('-'), t.number]),
  t.keyof({ x: null, true: null }),
  t.unknown,
  t.null,
  C.intFromText,
  C.bigintFromText,
  C.booleanFromText,
  throwing,
  withFallback,
  C.dateFromIso,
  C.dateFromIso,
  t.union([C.dateFromIso, t.null]),
  C.dateFromPostgres,
  C.nullIfEmpty(C.numberFromText),
  C.booleanFrom('x', ''),
]

const hostile = ['__proto__', 'constructor', 'x y', '"', 'ü', '`', "'", '\u2028', `\u0024{1}`, '*/', '\n', '']
const some = fc.constantFrom('a', 'b', 'c', ...hostile)
// Wide tables are scanned by code of another form.
const names = fc.oneof(
  { weight: 4, arbitrary: fc.uniqueArray(some, { minLength: 1, maxLength: 4 }) },
  { weight: 1, arbitrary: fc.uniqueArray(some, { minLength: 11, maxLength: 14 }) },
)

const style = fc.record({
  delimiter: fc.constantFrom(',', ',', ';', '\t', '|', ' '),
  quote: fc.constantFrom<(string | false)[]>('"', '"', "'", false),
  escape: fc.constantFrom(undefined, undefined, '\\'),
  header: fc.constantFrom(true, true, true, false),
  nulls: fc.constantFrom<(string[] | undefined)[]>(undefined, undefined, ['NA', ''], ['-0', '12', '2024-01-31'], []),
})

const table = names.chain((columns) =>
  fc.record({
    columns: fc.constant(columns),
    /** The codec's fields: of these columns some, in another order. */
    fields: fc
      .shuffledSubarray(columns, { minLength: 1 })
      .chain((of) =>
        fc.tuple(...of.map((name) => fc.tuple(fc.constant(name), fc.constantFrom(...codecs), fc.boolean()))),
      ),
    /** More of them, which the file may lack. */
    more: fc.array(fc.tuple(fc.constantFrom('absent', 'gone'), fc.constantFrom(...codecs)), { maxLength: 1 }),
    rows: fc.array(fc.array(cell, { minLength: columns.length, maxLength: columns.length }), { maxLength: 12 }),
    /** Of few rows the number of cells is another. */
    ragged: fc.array(fc.nat(11), { maxLength: 1 }),
    style,
    lineEnd: fc.constantFrom('\n', '\n', '\r\n', '\r'),
    quoteAll: fc.boolean(),
    lastEnd: fc.boolean(),
    mark: fc.boolean(),
    blank: fc.boolean(),
  }),
)
type Table = typeof table extends fc.Arbitrary<infer T> ? T : never

/** With quotes where they are needed; some cells as they are, so that not everything is well-formed. */
const write = ({ columns, rows, ragged, style, lineEnd, quoteAll, lastEnd, mark, blank }: Table): Buffer => {
  const { delimiter, quote } = style
  const print = (value: string, i: number): string => {
    if (quote === false || (i + value.length) % 7 === 6) return value
    const needs = quoteAll || value.includes(quote) || value.includes(delimiter) || /[\r\n]/.test(value)
    return needs ? `${quote}${value.split(quote).join(quote + quote)}${quote}` : value
  }
  const lines = [...(style.header ? [columns] : []), ...rows].map((cells, i) =>
    (ragged.includes(i) ? [...cells.slice(1), ...cells, ...cells].slice(0, i) : cells).map(print).join(delimiter),
  )
  const end = blank ? lineEnd + lineEnd : lineEnd
  return Buffer.from(`${mark ? '\ufeff' : ''}${lines.join(end)}${lastEnd ? end : ''}`)
}

const codecOf = ({ fields, more }: Table): t.Mixed => {
  const required = [
    ...fields.filter(([, , optional]) => !optional).map(([name, codec]) => [name, codec] as const),
    ...more,
  ]
  const optional = fields.filter(([, , optional]) => optional).map(([name, codec]) => [name, codec] as const)
  const all = t.type(Object.fromEntries(required))
  return optional.length === 0 ? all : t.intersection([all, t.partial(Object.fromEntries(optional))])
}

const chunkings = fc.array(fc.nat(9), { minLength: 1, maxLength: 4 })
const picked = fc.array(fc.nat(), { maxLength: 4 })

/** Scans the bytes, cut and not, reads them, and compares. */
const compare = async (
  bytes: Uint8Array,
  table: Table,
  picks: readonly number[],
  lengths: readonly number[],
  capacity: number,
  places?: number,
) => {
  const codec = codecOf(table)
  const required = [...table.fields.filter(([, , optional]) => !optional), ...table.more].map(([name]) => name)
  const asked = required.length === 0 ? [] : picks.map((pick) => required[pick % required.length] as string)
  const { delimiter, quote, escape: escapedBy, header, nulls } = table.style
  const format = csvFormat({
    delimiter,
    quote,
    ...(escapedBy === undefined ? {} : { escape: escapedBy }),
    ...(header ? {} : { columns: table.columns }),
    ...(nulls === undefined ? {} : { nulls }),
  })
  const decoder = rowDecoder(codec, format) as RowDecoder
  const expected = await opened(readCsvBytes(chunksOf(bytes), 'table.csv', format, decoder), asked)
  const scan = bytesScan(codec, format, decoder, asked, { capacity, places })
  if (scan === undefined) throw new Error('no scan')
  const start = scan.start()
  sameAsOpened(await scanned(start(chunksOf(bytes), 'table.csv'), scan.kinds), expected)
  // How many bytes an error leaves uncounted is a matter of how they are cut. The scanner is one that was used before.
  const cut = await scanned(start(chunksOf(bytes, lengths), 'table.csv'), scan.kinds)
  sameAsOpened({ ...cut, bytes: 0 }, { ...expected, bytes: 0 })
}

describe('scan of csv', () => {
  test.prop([table, picked, chunkings, fc.integer({ min: 1, max: 5 })], { numRuns: runs(200) })(
    'gives what open gives: rows, places, bytes, errors; of any fields, however the bytes are cut',
    async (table, picks, lengths, capacity) => {
      await compare(write(table), table, picks, lengths, capacity)
    },
  )

  test.prop([table, picked, chunkings], { numRuns: runs(100) })(
    'gives it where all texts have the same hash',
    async (table, picks, lengths) => {
      await compare(write(table), table, picks, lengths, 5, 1)
    },
  )

  test.prop([table, mutations, picked, chunkings], { numRuns: runs(200) })(
    'gives what open gives of bytes that were changed, put in, lost, doubled and cut off',
    async (table, changes, picks, lengths) => {
      await compare(mutated(write(table), changes), table, picks, lengths, 3)
    },
  )

  test.prop([fc.nat(60), fc.integer({ min: 1, max: 9 }), fc.constantFrom('\n', '\r', '\r\n')], { numRuns: runs(200) })(
    'gives the rows before the bytes fail',
    async (length, step, end) => {
      const text = ['a,b', '1,x', '22,"y"', '333333333333333,"z', '"', '4,x', '5,'].join(end).slice(0, length)
      const codec = t.type({ a: t.number, b: t.string })
      const format = csvFormat({})
      const decoder = rowDecoder(codec, format) as RowDecoder
      const failing = async function* () {
        yield* chunksOf(text, [step])
        throw new FloeError('SourceCorrupt', { message: 'the rest is gone' })
      }
      const scan = bytesScan(codec, format, decoder, ['b', 'a'])
      if (scan === undefined) throw new Error('no scan')
      const found = await scanned(scan.start()(failing(), 'table.csv'), scan.kinds)
      const expected = await opened(readCsvBytes(failing(), 'table.csv', format, decoder), ['b', 'a'])
      sameAsOpened({ ...found, bytes: 0 }, { ...expected, bytes: 0 })
    },
  )
})
