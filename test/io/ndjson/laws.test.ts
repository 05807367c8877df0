/** What holds of reading newline-delimited JSON whatever the bytes are, and of reading what was written. */
import { fc, test } from '@fast-check/vitest'
import * as t from 'io-ts'
import { describe, expect } from 'vitest'
import { errorCodes } from '../../../src/error/floe-error.ts'
import { rowReader } from '../../../src/io/json/row-reader.ts'
import { readNdjsonBytes } from '../../../src/io/ndjson/read-file.ts'
import { runs } from '../../runs.ts'
import { chunksOf, gather, summary } from '../chunks.ts'

const readText = (
  input: string | Uint8Array,
  codec: t.Mixed | undefined = t.unknown,
  lengths: readonly number[] = [],
) => gather(readNdjsonBytes(chunksOf(input, lengths), 'rows.jsonl', rowReader(codec)))

const chunkings = fc.array(fc.nat(7), { minLength: 1, maxLength: 5 })

const style = fc.record({
  lineEnd: fc.constantFrom('\n', '\r\n'),
  mark: fc.boolean(),
  lastEnd: fc.boolean(),
  blank: fc.constantFrom('', '\n', ' \t\r\n'),
  spaces: fc.constantFrom(undefined, ' '),
})

describe('ndjson', () => {
  test('reads what was written, knows the lines, however the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue(), { maxLength: 8 }), style, chunkings, async (rows, style, lengths) => {
        const lines: number[] = []
        let text = style.mark ? '\ufeff' : ''
        let line = 1
        for (const [i, row] of rows.entries()) {
          if (i % 2 === 1) {
            text += style.blank
            line += style.blank === '' ? 0 : 1
          }
          lines.push(line++)
          // Blanks between tokens, and none of them a line end.
          text += `${style.spaces ?? ''}${JSON.stringify(row, undefined, style.spaces).replaceAll('\n', '')}`
          if (i < rows.length - 1 || style.lastEnd) text += style.lineEnd
        }
        const read = await readText(text)
        expect(read.fatal).toBe(undefined)
        expect(read.errors).toEqual([])
        expect(read.rows.map((row) => JSON.stringify(row))).toEqual(rows.map((row) => JSON.stringify(row)))
        expect(read.places).toEqual(lines.map((line, i) => ({ source: 'rows.jsonl', line, row: i + 1 })))
        expect(read.bytes).toBe(Buffer.byteLength(text))
        const again = await readText(text, t.unknown, lengths)
        expect(summary(again)).toEqual(summary(read))
        expect(again.bytes).toBe(read.bytes)
      }),
      { numRuns: runs(500) },
    )
  })

  const Row = t.type({ a: t.union([t.number, t.null]), b: t.string })
  const garbage = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '{"a":1,"b":"x"}\n',
          '{"b":"é","a":null}\r\n',
          '{"a":1}\n',
          '\n',
          '\r',
          '{',
          '"',
          '[1,2]\n',
          '{"a":1e999,"b":""}\n',
          '{"a":12345678901234567,"b":""}',
          '\ufeff',
          '\u2028',
          'NaN\n',
        ),
        fc.uint8Array({ maxLength: 4 }),
      ),
      { maxLength: 20 },
    )
    .map((parts) => Buffer.concat([Buffer.from('[]\n\n'), ...parts.map((part) => Buffer.from(part as string))]))

  test('garbage gives rows and errors of ours, one for each line that is not blank, however it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(garbage, chunkings, async (bytes, lengths) => {
        const read = await readText(bytes, Row)
        expect(read.fatal).toBe(undefined)
        const lines = bytes
          .toString('latin1')
          .split('\n')
          .filter((line) => /[^ \t\r]/.test(line))
        expect(read.places).toHaveLength(lines.length)
        expect(read.rows.length + read.errors.length).toBe(lines.length)
        for (const { _tag, place } of read.errors) {
          expect(['InvalidRow', 'MalformedRow']).toContain(_tag)
          expect(errorCodes).toHaveProperty(_tag)
          expect(place).toMatchObject({ source: 'rows.jsonl', line: expect.any(Number), row: expect.any(Number) })
        }
        expect(summary(await readText(bytes, Row, lengths))).toEqual(summary(read))
      }),
      { numRuns: runs(1000) },
    )
  })

  test('more rows than a batch holds are all there, with their places', async () => {
    const rows = Array.from({ length: 2500 }, (_, i) => i)
    const read = await readText(rows.join('\n\n'))
    expect(read.rows).toEqual(rows)
    expect(read.places.at(-1)).toEqual({ source: 'rows.jsonl', line: 4999, row: 2500 })
  })

  test('bytes that are no UTF-8 are an error of their line', async () => {
    const read = await readText(Buffer.concat([Buffer.from('1\n"'), Buffer.from([0xe9]), Buffer.from('"\n3\n')]))
    expect(read.rows).toEqual([1, 3])
    expect(read.errors.map(({ message }) => message)).toEqual([
      'FLOE300 InvalidRow: the bytes are no UTF-8: \'"�"\'\n  at rows.jsonl, line 2\n  hint: convert the file first: iconv -f LATIN1 -t UTF-8, if it is Latin-1',
    ])
  })
})
