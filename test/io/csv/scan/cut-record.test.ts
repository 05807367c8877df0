/** That records are cut byte by byte as csv-parse cuts them. */
import { fc, test } from '@fast-check/vitest'
import type { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import { describe, expect } from 'vitest'
import { FloeError } from '../../../../src/error/floe-error.ts'
import { readRecords } from '../../../../src/io/csv/read-records.ts'
import { type BytesFormat, bytesFormat } from '../../../../src/io/csv/scan/bytes-format.ts'
import { cutRecord } from '../../../../src/io/csv/scan/cut-record.ts'
import { runs } from '../../../runs.ts'
import { chunksOf } from '../../chunks.ts'

const pieces = fc.constantFrom<(string | number)[]>(
  '"',
  '""',
  ',',
  ';',
  '\\',
  '\n',
  '\r',
  '\r\n',
  'x',
  'é',
  ' ',
  0,
  0xff,
  0xc3,
  "'",
)
const text = fc
  .array(pieces, { maxLength: 24 })
  .map((parts) => Buffer.concat(parts.map((part) => (typeof part === 'number' ? Buffer.of(part) : Buffer.from(part)))))

const formats = fc.record({
  delimiter: fc.constantFrom(',', ';', ' '),
  quote: fc.constantFrom<(string | false)[]>('"', '"', "'", false),
  escape: fc.constantFrom('"', '"', '\\', ',', "'"),
})

interface Cells {
  readonly records: readonly (readonly string[])[]
  readonly lines: readonly number[]
  readonly fatal: string | undefined
}

const byParser = async (
  bytes: Buffer,
  format: typeof formats extends fc.Arbitrary<infer F> ? F : never,
): Promise<Cells> => {
  const records: (readonly string[])[] = []
  const lines: number[] = []
  try {
    for await (const block of readRecords(chunksOf(bytes), format, 't.csv')) {
      records.push(...block.cells)
      lines.push(...block.lines)
    }
  } catch (error) {
    if (!(error instanceof FloeError)) throw error
    return { records, lines, fatal: 'unclosed' }
  }
  return { records, lines, fatal: undefined }
}

const isLineEnd = (byte: number | undefined): boolean => byte === 10 || byte === 13

/** Record by record; of bytes that are not the last, as far as they go. */
const byHand = (bytes: Buffer, format: BytesFormat, longest: number, isLast = true): Cells => {
  const records: (readonly string[])[] = []
  const lines: number[] = []
  let line = 1
  for (let at = 0; at < bytes.length; ) {
    if (isLineEnd(bytes[at])) {
      at += bytes[at] === 13 && bytes[at + 1] === 10 ? 2 : 1
      line++
      continue
    }
    const cut = cutRecord(bytes, at, bytes.length, isLast, format, longest)
    if (cut.kind !== 'record') return { records, lines, fatal: cut.kind }
    records.push(cut.cells)
    lines.push(line)
    line += 1 + cut.embedded
    at = cut.next
  }
  return { records, lines, fatal: undefined }
}

describe('records', () => {
  test.prop([text, formats], { numRuns: runs(1500) })(
    'are those of csv-parse, on the same lines',
    async (bytes, format) => {
      fc.pre(format.quote !== format.delimiter)
      expect(byHand(bytes, bytesFormat(format) as BytesFormat, 1e6)).toEqual(await byParser(bytes, format))
    },
  )

  test.prop([text, formats, fc.nat()], { numRuns: runs(1000) })(
    'of a part of the bytes are the first of those of all',
    (bytes, options, length) => {
      const format = bytesFormat(options) as BytesFormat
      const all = byHand(bytes, format, 1e6)
      const { records, fatal } = byHand(bytes.subarray(0, length % (bytes.length + 1)), format, 1e6, false)
      expect(all.records.slice(0, records.length)).toEqual(records)
      expect(fatal === undefined || fatal === 'more').toBe(true)
    },
  )

  test.prop([text, fc.nat(8)], { numRuns: runs(1000) })('are too long where csv-parse says so', (bytes, longest) => {
    const format: BytesFormat = { delimiter: 44, quote: 34, escape: 34 }
    const code = (): string | undefined => {
      try {
        parse(bytes, {
          max_record_size: longest + 1,
          record_delimiter: ['\r\n', '\n', '\r'],
          relax_column_count: true,
          relax_quotes: true,
          skip_empty_lines: true,
        })
        return undefined
      } catch (error) {
        return (error as CsvError).code
      }
    }
    const told = { CSV_MAX_RECORD_SIZE: 'tooLong', CSV_QUOTE_NOT_CLOSED: 'unclosed' }
    expect(byHand(bytes, format, longest + 1).fatal).toBe(told[code() as keyof typeof told])
  })
})
