/** `json` over bytes: arrays, wherever they are, however the bytes are cut, and what is said of broken ones. */
import { fc, test } from '@fast-check/vitest'
import * as t from 'io-ts'
import { describe, expect } from 'vitest'
import { readJsonBytes } from '../../../src/io/json/read-file.ts'
import { rowReader } from '../../../src/io/json/row-reader.ts'
import { runs } from '../../runs.ts'
import { chunksOf, gather, summary } from '../chunks.ts'

const readText = (input: string | Uint8Array, at: readonly string[] = [], lengths: readonly number[] = []) =>
  gather(readJsonBytes(chunksOf(input, lengths), 'rows.json', at, rowReader(t.unknown)))

const chunkings = fc.array(fc.nat(7), { minLength: 1, maxLength: 5 })
const awkward = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(
    '"\\',
    '\ud83d',
    'é😀\u2028',
    '[{',
    '\u0000\b',
    { __proto__: 1, 'a"b': ['}'] },
    [],
    {},
    [[]],
    1e21,
    -0.5,
  ),
)
const space = fc.constantFrom('', ' ', '\n', '\r\n\t')

describe('json', () => {
  test('reads the items of any array as JSON.parse does, and knows their lines, however the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(awkward, { maxLength: 6 }),
        space,
        fc.nat(3),
        fc.boolean(),
        chunkings,
        async (rows, space, indent, mark, lengths) => {
          const texts = rows.map((row) => JSON.stringify(row, undefined, indent))
          let text = `${mark ? '\ufeff' : ''}${space}[${space}`
          const lines: number[] = []
          for (const [i, row] of texts.entries()) {
            if (i > 0) text += `${space},${space}`
            lines.push(text.split('\n').length)
            text += row
          }
          text += `${space}]${space}`
          const read = await readText(text)
          expect(read.fatal).toBe(undefined)
          expect(read.errors).toEqual([])
          expect(read.rows.map((row) => JSON.stringify(row))).toEqual(rows.map((row) => JSON.stringify(row)))
          expect(read.places).toEqual(lines.map((line, i) => ({ source: 'rows.json', line, row: i + 1 })))
          expect(read.bytes).toBe(Buffer.byteLength(text))
          expect(summary(await readText(text, [], lengths))).toEqual(summary(read))
        },
      ),
      { numRuns: runs(500) },
    )
  })

  const name = fc.constantFrom('a', 'b', 'items', '*', 'a.b', '', '__proto__', 'é')
  const other = fc.dictionary(name, awkward, { maxKeys: 3 })

  test('finds the array at the end of any names, whatever lies beside the way', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(name, { maxLength: 3 }),
        fc.array(other, { maxLength: 4 }),
        fc.array(awkward, { maxLength: 4 }),
        chunkings,
        async (names, others, rows, lengths) => {
          let text = JSON.stringify(rows)
          for (const [i, name] of [...names].reverse().entries()) {
            const beside = Object.entries(others[i] ?? {}).filter(([key]) => key !== name)
            const fields = beside.map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`)
            fields.splice(Math.floor(fields.length / 2), 0, `${JSON.stringify(name)}:${text}`)
            text = `{ ${fields.join(',\n')} }`
          }
          const read = await readText(text, names, lengths)
          expect(read.fatal).toBe(undefined)
          expect(read.rows.map((row) => JSON.stringify(row))).toEqual(rows.map((row) => JSON.stringify(row)))
        },
      ),
      { numRuns: runs(500) },
    )
  })

  test('cut anywhere gives the rows before the cut, and then says so', async () => {
    const rows = [{ a: 'x"]', b: [1, 2] }, 12, [], 'é', { c: {} }]
    const text = Buffer.from(`[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`)
    for (let length = 1; length < text.length - 2; length++) {
      const { rows: found, fatal } = await readText(text.subarray(0, length))
      expect(fatal).toMatchObject({ _tag: 'SourceCorrupt' })
      expect(found).toEqual(rows.slice(0, found.length))
      // A row counts when what stands behind it is there: without, `12` may have been `123`.
      const whole = rows.filter((_, i) => {
        const end = Buffer.from(
          `[\n${rows
            .slice(0, i + 1)
            .map((row) => JSON.stringify(row))
            .join(',\n')},`,
        ).length
        return length >= end
      })
      expect(found.length).toBeGreaterThanOrEqual(whole.length)
    }
  })

  test('a byte that goes wrong gives what JSON.parse gives, or an error, after rows that were right', async () => {
    const rows = [{ a: 'x', b: [1, 2] }, 12, [], 'é', { c: {} }, 'a\\"']
    const good = Buffer.from(JSON.stringify(rows))
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.nat(255), chunkings, async (at, byte, lengths) => {
        const bytes = Buffer.from(good)
        bytes[at] = byte
        const { rows: found, fatal, errors } = await readText(bytes, [], lengths)
        expect(errors).toEqual([])
        let expected: unknown
        try {
          expected = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
        } catch {
          expected = undefined
        }
        if (Array.isArray(expected)) {
          expect(fatal).toBe(undefined)
          expect(found).toEqual(expected)
        } else {
          expect(['SourceCorrupt', 'SchemaMismatch']).toContain(fatal?._tag)
          const before = rows.slice(0, Math.max(0, found.length - 1))
          expect(found.slice(0, before.length)).toEqual(before)
        }
      }),
      { numRuns: runs(2000) },
    )
  })

  test('says what is wrong, and where', async () => {
    const messages: string[] = []
    for (const [text, ...at] of [
      ['[1,\n2,\n{"a":1 "b":2}]'],
      ['[1,2,]'],
      ['[1,2'],
      ['[1]\n[2]'],
      ['{"a":1}\n{"a":2}\n'],
      ['{"a":[1]}', 'b'],
      ['{"a":{"b":3}}', 'a', 'b'],
      ['{"a":[1]}', 'a', 'b'],
      ['{"a":[1],"a":[2]}', 'a'],
      ['{"a":[1],"b":tru}', 'a'],
      ['7'],
      ['nothing'],
    ] as string[][]) {
      const { rows, fatal } = await readText(text as string, at)
      messages.push(`${JSON.stringify(rows)} ${fatal?.message}`)
    }
    const { fatal } = await readText(Buffer.from([0x5b, 0x22, 0xff, 0xfe, 0x22, 0x5d]))
    messages.push(String(fatal?.message))
    expect(messages.join('\n')).toMatchInlineSnapshot(`
      "[1,2] FLOE202 SourceCorrupt: the JSON is broken at byte 15, where there is '"b":2}]'
        at rows.json, line 3
        hint: look there; the file may have been cut, or put together of parts
      [1,2] FLOE202 SourceCorrupt: the JSON is broken at byte 6, where there is ']'
        at rows.json, line 1
        hint: look there; the file may have been cut, or put together of parts
      [1] FLOE202 SourceCorrupt: the JSON ends in the middle: it was cut short
        at rows.json, line 1
        hint: copy or download it again
      [1] FLOE202 SourceCorrupt: the JSON is broken at byte 5, where there is '[2]'
        at rows.json, line 2
        hint: JSON is one value with nothing behind it; a file with one row a line is read by ndjson
      [] FLOE203 SchemaMismatch: the file is an object, and an array of rows is expected
        at rows.json
        hint: say where the array is: { at: 'items' }; or read it by ndjson, if it has one row a line
      [] FLOE203 SchemaMismatch: there is no 'b' in the file
        at rows.json
        hint: at names the way to the array of rows, name by name
      [] FLOE203 SchemaMismatch: 'b' in 'a' is 3, and an array of rows is expected
        at rows.json
        hint: look at the beginning of the file, and name the way to the array: { at: [...] }
      [] FLOE203 SchemaMismatch: 'a' is an array, and an object with 'b' is expected
        at rows.json
        hint: look at the beginning of the file, and name the way to the array: { at: [...] }
      [1] FLOE202 SourceCorrupt: the name 'a' stands twice in one object: it is not clear which array is meant
        at rows.json
        hint: rename one of them
      [1] FLOE202 SourceCorrupt: the JSON is broken at byte 17, where there is '}'
        at rows.json, line 1
        hint: look there; the file may have been cut, or put together of parts
      [] FLOE203 SchemaMismatch: the file is 7, and an array of rows is expected
        at rows.json
        hint: say where the array is: { at: 'items' }; or read it by ndjson, if it has one row a line
      [] FLOE202 SourceCorrupt: the JSON is broken at byte 2, where there is 'othing'
        at rows.json, line 1
        hint: look there; the file may have been cut, or put together of parts
      FLOE202 SourceCorrupt: the bytes are no UTF-8
        at rows.json, line 1
        hint: convert the file first: iconv -f LATIN1 -t UTF-8, if it is Latin-1"
    `)
  })

  test('a number beyond the range is an error of its row', async () => {
    const { rows, errors, fatal } = await readText('[1,\n[1e999],\n3]')
    expect(fatal).toBe(undefined)
    expect(rows).toEqual([1, 3])
    expect(errors.map(({ _tag, place }) => [_tag, place])).toEqual([
      ['MalformedRow', { source: 'rows.json', line: 2, row: 2 }],
    ])
  })

  test('a row of more than 64 MB is refused, after those before', async () => {
    const long = async function* () {
      yield { chunk: Buffer.from('[1,"'), stored: 4 }
      const chunk = Buffer.alloc(8 * 1024 * 1024, 'x')
      for (let i = 0; i < 9; i++) yield { chunk, stored: chunk.length }
    }
    const read = await gather(readJsonBytes(long(), 'rows.json', [], rowReader(t.unknown)))
    expect(read.rows).toEqual([1])
    expect(read.fatal?.message).toContain('a row goes on for more than 64 MB')
  })
})
