import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { encodeKey } from '../../../src/io/partitioned/encode-key.ts'
import { caseGuard } from '../../../src/io/partitioned/ignores-case.ts'
import { anyText } from '../../data/any-text.ts'
import { runs } from '../../runs.ts'

const hostile = fc.constantFrom(
  ...[
    '',
    '.',
    '..',
    '../..',
    '/',
    '/etc/passwd',
    '\0',
    'a\0b',
    '__proto__',
    '%',
    '%2F',
    '~',
    '\ud800',
    'x\udc00',
    'CON',
  ],
  ...[
    '__HIVE_DEFAULT_PARTITION__',
    '__EMPTY__',
    '%5F_EMPTY__',
    ' ',
    'a b',
    'é',
    'e\u0301',
    '😀',
    'A',
    'a',
    'null',
    '-',
  ],
  ...['x'.repeat(99), 'x'.repeat(100), 'x'.repeat(101), `${'x'.repeat(200)}1`, `${'x'.repeat(200)}2`, 'é'.repeat(50)],
)
const key = fc.oneof(
  hostile,
  anyText({ maxLength: 60 }),
  fc.string({ unit: fc.constantFrom('.', '/', '%', 'a', '\ud83d') }),
)

describe('a value as part of a name', () => {
  test.prop([key], { numRuns: runs(500) })('is one part of a path, of plain signs, and not too long', (text) => {
    const part = encodeKey(text) as string
    expect(part).toMatch(/^[\w%~.-]+$/)
    expect(part).not.toMatch(/^\.|\.$/)
    expect(part.length).toBeLessThanOrEqual(100)
  })

  test.prop([key, key], { numRuns: runs(1000) })('is another one for another text', (one, other) => {
    expect(encodeKey(one) === encodeKey(other)).toBe(one === other)
    expect(encodeKey(one)).not.toBe(encodeKey(null))
  })

  test.prop([anyText({ maxLength: 8 })])('is read back by who knows percent signs, as Hive and DuckDB do', (text) => {
    if (text !== '') expect(decodeURIComponent(encodeKey(text) as string)).toBe(text)
  })

  it('is the text of what is no text, and nothing of what has none', () => {
    expect([7, -0, 2.5, 7n, true, null, undefined, new Date(0), ''].map(encodeKey)).toEqual([
      ...['7', '0', '2.5', '7', 'true', '__HIVE_DEFAULT_PARTITION__', '__HIVE_DEFAULT_PARTITION__'],
      ...['1970-01-01T00%3A00%3A00.000Z', '__EMPTY__'],
    ])
    expect([{}, [], new Date(Number.NaN), () => 1, Symbol('a')].map(encodeKey)).toEqual(Array(5).fill(undefined))
  })
})

describe('where case is ignored', () => {
  it('two names that differ in nothing else are an error, and one is none', () => {
    const check = caseGuard(true)
    for (const path of ['out/a.csv', 'out/b.csv', 'out/a.csv']) check(path)
    expect(() => check('out/A.csv')).toThrow("'out/a.csv' and 'out/A.csv' differ in case only")
    const anyway = caseGuard(false)
    for (const path of ['out/a.csv', 'out/A.csv']) anyway(path)
  })
})
