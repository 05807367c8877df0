/** That columns of text hold what csv-parse reads in the same bytes, good ones and such as have gone wrong. */
import { fc, test } from '@fast-check/vitest'
import { parse } from 'csv-parse/sync'
import * as t from 'io-ts'
import { afterAll, describe, expect } from 'vitest'
import { csvFormat } from '../../../../src/io/csv/options.ts'
import { bytesScan } from '../../../../src/io/csv/scan/scan-csv.ts'
import { type RowDecoder, rowDecoder } from '../../../../src/io/text/row-decoder.ts'
import { runs } from '../../../runs.ts'
import { chunksOf } from '../../chunks.ts'
import { mutated, mutations } from '../../mutated.ts'
import { scanned } from '../../scanned.ts'

const columns = ['a', 'b', 'c']
const codec = t.type({ a: t.string, b: t.string, c: t.string })
const cell = fc.oneof(
  fc.constantFrom('x', '', 'é', '😀', ' ', '12', '"', 'a"b', ',', '\n', '\r\n', 'two words'),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
)
const file = fc.record({
  rows: fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }),
  delimiter: fc.constantFrom(',', ';', '\t'),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
})

/** As a file begins that is text. */
const first = ['first', 'x', 'y']

const write = ({ rows, delimiter, lineEnd }: typeof file extends fc.Arbitrary<infer F> ? F : never): Buffer => {
  const print = (value: string): string =>
    value === '' || value.includes(delimiter) || /["\r\n\ufeff]/.test(value)
      ? `"${value.replaceAll('"', '""')}"`
      : value
  return Buffer.from([first, ...rows].map((cells) => `${cells.map(print).join(delimiter)}${lineEnd}`).join(''))
}

const byCsvParse = (bytes: Buffer, delimiter: string): readonly (readonly string[])[] | undefined => {
  try {
    return parse(bytes, {
      bom: true,
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    })
  } catch {
    return undefined
  }
}

const counts = { same: 0, refused: 0, broken: 0 }

const compare = async (bytes: Buffer, delimiter: string, lengths: readonly number[]): Promise<void> => {
  const format = csvFormat({ delimiter, columns, nulls: [] })
  const scan = bytesScan(codec, format, rowDecoder(codec, format) as RowDecoder, columns, { capacity: 3 })
  if (scan === undefined) throw new Error('no scan')
  const { told, fatal } = await scanned(scan.start()(chunksOf(bytes, lengths), 'table.csv'), scan.kinds)
  const records = byCsvParse(bytes, delimiter)
  if (records === undefined) {
    expect(fatal ?? told.find(({ found }) => !Array.isArray(found))).toBeDefined()
    counts.broken++
    return
  }
  expect(fatal).toBe(undefined)
  expect(told).toHaveLength(records.length)
  for (const [i, { found }] of told.entries()) {
    const record = records[i] as readonly string[]
    // What csv-parse decodes with a replacement, and fills up or cuts off, is an error here.
    const isFine = record.length === columns.length && !record.some((text) => text.includes('\ufffd'))
    if (isFine) expect(found).toEqual(record)
    else if (Array.isArray(found)) expect(found).toEqual(record)
    counts[Array.isArray(found) ? 'same' : 'refused']++
  }
}

const chunkings = fc.array(fc.nat(9), { minLength: 1, maxLength: 4 })

describe('columns of text', () => {
  test.prop([file, chunkings], { numRuns: runs(200) })('are what csv-parse reads', async (given, lengths) => {
    await compare(write(given), given.delimiter, lengths)
  })

  test.prop([file, mutations, chunkings], { numRuns: runs(600) })(
    'are what csv-parse reads of bytes that have gone wrong, or an error says that they have',
    async (given, changes, lengths) => {
      await compare(mutated(write(given), changes, first.join().length), given.delimiter, lengths)
    },
  )

  afterAll(() => {
    expect(counts.same).toBeGreaterThan(runs(500))
    expect(counts.refused).toBeGreaterThan(runs(50))
    expect(counts.broken).toBeGreaterThan(runs(5))
  })
})
