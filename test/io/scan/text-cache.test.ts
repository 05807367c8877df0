/** That texts from bytes are what the bytes say, new or met before. */
import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { textCache } from '../../../src/io/scan/text-cache.ts'
import { textColumn } from '../../../src/io/scan/text-column.ts'
import { runs } from '../../runs.ts'

const text = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', '\0', 'é', '😀'), maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.integer({ min: 0, max: 200_000 }).map(String),
)

// With one place all have the same hash.
describe.each([undefined, 1, 2])('texts, in so many places: %s,', (places) => {
  const cache = textCache(places)
  test.prop([fc.array(text, { maxLength: 50 })], { numRuns: runs(1000) })('are those of the bytes', (texts) => {
    const bytes = Buffer.from(texts.join(''))
    const column = textColumn(50, cache, (bytes, from, to) => `odd ${bytes.toString('utf8', from, to)}`)
    column.over(bytes)
    let at = 0
    for (const [i, text] of texts.entries()) {
      column.starts[i] = at
      at += Buffer.byteLength(text)
      column.ends[i] = i % 5 === 4 ? ~at : at
      if (i % 7 === 6) column.set(i, `set ${text}`)
    }
    const made = column.column
    const read = (row: number): string => (made.kind === 'texts' ? made.at(row) : '')
    const expected = texts.map((text, i) => (i % 7 === 6 ? `set ${text}` : i % 5 === 4 ? `odd ${text}` : text))
    expect(texts.map((_, i) => read(i))).toEqual(expected)
    expect(texts.map((_, i) => read(i))).toEqual(expected)
  })
})
