/** What holds of reading lines whatever the bytes are. */
import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { readLineBytes } from '../../../src/io/lines/read-file.ts'
import { runs } from '../../runs.ts'
import { chunksOf, gather, summary } from '../chunks.ts'

const readText = (input: string | Uint8Array, lengths: readonly number[] = []) =>
  gather(readLineBytes(chunksOf(input, lengths), 'app.log'))

const chunkings = fc.array(fc.nat(5), { minLength: 1, maxLength: 5 })
const text = fc.string({
  unit: fc.constantFrom('a', 'é', '😀', '\n', '\r', '\r\n', ' ', '\ufeff', '\0', '\u2028'),
  maxLength: 30,
})

describe('lines', () => {
  test('are what stands between the ends, however the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(text, chunkings, async (rest, lengths) => {
        const content = `head\n${rest}`
        // Another way to say it: cut at each LF, of which a CR before is part; nothing behind the last end is no line.
        const expected = content.split(/\r?\n/)
        if (expected.at(-1) === '') expected.pop()
        const read = await readText(content)
        expect(read.fatal).toBe(undefined)
        expect(read.rows).toEqual(expected)
        expect(read.places).toEqual(expected.map((_, i) => ({ source: 'app.log', line: i + 1, row: i + 1 })))
        expect(read.bytes).toBe(Buffer.byteLength(content))
        expect(summary(await readText(content, lengths))).toEqual(summary(read))
      }),
      { numRuns: runs(1000) },
    )
  })

  test('any bytes give a row or an error for each line', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 40 }), chunkings, async (bytes, lengths) => {
        const content = Buffer.concat([Buffer.from('head\n'), bytes])
        const read = await readText(content, lengths)
        const latin = content.toString('latin1').split('\n')
        if (latin.at(-1) === '') latin.pop()
        expect(read.rows.length + read.errors.length).toBe(latin.length)
        for (const { _tag } of read.errors) expect(_tag).toBe('InvalidRow')
      }),
    )
  })

  test('need no end, may be blank, and lose the byte order mark', async () => {
    expect((await readText('')).rows).toEqual([])
    expect((await readText('\n')).rows).toEqual([''])
    expect((await readText('a\n\nb')).rows).toEqual(['a', '', 'b'])
    expect((await readText('\ufeffa\r\nb\r')).rows).toEqual(['a', 'b\r'])
  })

  test('more than a batch holds are all there', async () => {
    const rows = Array.from({ length: 3001 }, (_, i) => `line ${i}`)
    const read = await readText(rows.join('\n'))
    expect(read.rows).toEqual(rows)
    expect(read.places.at(-1)).toEqual({ source: 'app.log', line: 3001, row: 3001 })
  })

  test('of more than 64 MB are refused, after those before', async () => {
    const long = async function* () {
      yield { chunk: Buffer.from('a\nb'), stored: 3 }
      const chunk = Buffer.alloc(1024 * 1024, 'x')
      for (let i = 0; i < 65; i++) yield { chunk, stored: chunk.length }
    }
    const read = await gather(readLineBytes(long(), 'app.log'))
    expect(read.rows).toEqual(['a'])
    expect(read.fatal?.message).toContain('a line goes on for more than 64 MB\n  at app.log, line 2')
  })
})
