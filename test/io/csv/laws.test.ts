/** What holds of reading CSV whatever the bytes are. */
import { fc, test } from '@fast-check/vitest'
import * as t from 'io-ts'
import { describe, expect } from 'vitest'
import { errorCodes } from '../../../src/error/floe-error.ts'
import { runs } from '../../runs.ts'
import { AnyText, readText } from './read-text.ts'

const cell = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    ',',
    ';',
    '"',
    '""',
    '\n',
    '\r\n',
    '\r',
    'x',
    'é',
    '😀',
    '\ufeff',
    '\ufffd',
    '\0',
    'NA',
    '1',
    '-1.5e3',
    'true',
  ),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
)
const text = fc.array(cell, { maxLength: 4 }).map((parts) => parts.join(''))

const table = fc
  .tuple(
    fc.uniqueArray(fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor', 'x y', '"', 'ü'), {
      minLength: 1,
      maxLength: 4,
    }),
    fc.nat(8),
  )
  .chain(([names, rows]) =>
    fc.record({
      names: fc.constant(names),
      rows: fc.array(fc.tuple(...names.map(() => text)), { minLength: rows, maxLength: rows }),
    }),
  )

const style = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|', '¦'),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  quoteAll: fc.boolean(),
  mark: fc.boolean(),
  lastEnd: fc.boolean(),
  blankLines: fc.boolean(),
})
type Style = typeof style extends fc.Arbitrary<infer S> ? S : never

/** A writer of its own, by RFC 4180 and nothing else. Gives the line of each row too. */
const write = ({ names, rows }: { names: readonly string[]; rows: readonly (readonly string[])[] }, style: Style) => {
  const { delimiter, lineEnd, quoteAll, mark, lastEnd, blankLines } = style
  const print = (value: string): string =>
    quoteAll || value === '' || /["\r\n]/.test(value) || value.includes(delimiter) || value.startsWith('\ufeff')
      ? `"${value.split('"').join('""')}"`
      : value
  const line = (cells: readonly string[]) => cells.map(print).join(delimiter)
  const lines: number[] = []
  let out = mark ? '\ufeff' : ''
  let at = 1
  for (const [i, cells] of [names, ...rows].entries()) {
    if (i > 0) out += lineEnd
    if (blankLines && i % 2 === 1) {
      out += lineEnd
      at++
    }
    if (i > 0) lines.push(at)
    const printed = line(cells)
    out += printed
    at += 1 + (printed.match(/\r\n|\r|\n/g)?.length ?? 0)
  }
  return { text: out + (lastEnd ? lineEnd : ''), lines }
}

const chunkings = fc.array(fc.nat(7), { minLength: 1, maxLength: 5 })

describe('csv', () => {
  test.prop([table, style, chunkings], { numRuns: runs(1000) })(
    'C1: reads what was written, and knows the lines; C5: however the bytes are cut',
    async (table, style, lengths) => {
      const { text, lines } = write(table, style)
      const { delimiter } = style
      const read = await readText(text, AnyText, { delimiter })
      expect(read.fatal).toBe(undefined)
      expect(read.errors).toEqual([])
      expect(read.rows.map((row) => Object.entries(row as object))).toEqual(
        table.rows.map((cells) => {
          const row = table.names.map((name, i) => [name, cells[i]] as const)
          return row
        }),
      )
      expect(read.lines).toEqual(lines)
      expect(read.bytes).toBe(Buffer.byteLength(text))
      const again = await readText(text, AnyText, { delimiter }, lengths)
      expect({ ...again, bytes: 0 }).toEqual({ ...read, bytes: 0 })
    },
  )

  const codec = t.type({ a: t.union([t.number, t.null]), b: t.union([t.string, t.null]), c: t.boolean })
  const garbage = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          'a,b,c\n',
          '1,x,true\n',
          ',,false\r\n',
          '"1","y\n",TRUE\n',
          '2,"",true\n',
          '\n',
          '"',
          ',',
          '\r',
          'x',
          '1,2',
        ),
        fc.uint8Array({ maxLength: 4 }),
      ),
      { maxLength: 20 },
    )
    .map((parts) => Buffer.concat(parts.map((part) => Buffer.from(part as string))))

  test.prop([garbage, chunkings], { numRuns: runs(3000) })(
    'C7: garbage gives rows and errors of ours, none lost; C5: the same however it is cut',
    async (bytes, lengths) => {
      const whole = Buffer.concat([Buffer.from('a,b,c\n'), bytes])
      for (const input of [bytes, whole]) {
        const read = await readText(input, codec)
        expect(read.records).toBe(read.rows.length + read.errors.length)
        for (const { _tag, place } of read.errors) {
          expect(['InvalidRow', 'MalformedRow']).toContain(_tag)
          expect(place).toMatchObject({ source: 'table.csv', line: expect.any(Number), row: expect.any(Number) })
        }
        if (read.fatal !== undefined) expect(errorCodes).toHaveProperty(read.fatal._tag)
        const again = await readText(input, codec, {}, lengths)
        const summary = ({ rows, lines, errors, fatal }: typeof read) => ({
          rows,
          lines,
          errors: errors.map(({ message }) => message),
          fatal: fatal?.message,
        })
        expect(summary(again)).toEqual(summary(read))
      }
    },
  )

  test.prop([table, fc.nat(), fc.nat(255)], { numRuns: runs(500) })(
    'no byte that goes wrong turns into silence: every record is a row or an error',
    async (table, at, byte) => {
      const bytes = Buffer.from(
        write(table, { delimiter: ',', lineEnd: '\n', quoteAll: true, mark: false, lastEnd: true, blankLines: false })
          .text,
      )
      if (bytes.length > 0) bytes[at % bytes.length] = byte
      const read = await readText(bytes, AnyText)
      expect(read.records).toBe(read.rows.length + read.errors.length)
      if (byte >= 0xf8) expect(read.errors.length + (read.fatal === undefined ? 0 : 1)).toBeGreaterThan(0)
    },
  )
})
