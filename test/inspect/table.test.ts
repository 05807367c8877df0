/**
 * Rows as tables: how they read, and that nothing breaks them.
 */
import { test as check, fc } from '@fast-check/vitest'
import { table } from 'floe/inspect'
import { OrderedMap } from 'immutable'
import { describe, expect, test } from 'vitest'
import { decimalsFor, formatNumber } from '../../src/inspect/format-cell.ts'

const lines = (...text: readonly string[]): string => text.join('\n')

describe('a table', () => {
  test('has numbers to the right, text to the left, and columns in order of first appearance', () => {
    expect(
      table([
        { state: 'WY', delay: 73.8, flights: 106 },
        { delay: 63.9546, state: 'KS', ok: true },
      ]),
    ).toBe(
      lines(
        'state    delay  flights  ok',
        '─────  ───────  ───────  ────',
        'WY     73.8000      106',
        'KS     63.9546           true',
      ),
    )
  })

  test('tells null, absent, empty text and what looks like null apart', () => {
    expect(table([{ a: null }, { b: 1 }, { a: '' }, { a: '∅' }, { a: ' x' }, { a: undefined }])).toBe(
      lines('a     b', '────  ─', '∅', '      1', "''", "'∅'", "' x'", ''),
    )
  })

  test('keeps data from steering the terminal', () => {
    expect(table([{ 'a\u001b[31m': 'x\u001b[2J\r\ny\u202e' }])).toBe(
      lines('a\\u001b[31m', '────────────────────────', 'x\\u001b[2J\\r\\ny\\u202e'.padEnd(0)).replace(
        '─'.repeat(24),
        '─'.repeat('x\\u001b[2J\\r\\ny\\u202e'.length),
      ),
    )
  })

  test('shows tuples by their places, and objects in them by their keys', () => {
    expect(
      table([
        [{ origin: 'SEA' }, { state: 'WA' }],
        [{ origin: 'XXX' }, undefined],
      ]),
    ).toBe(lines('0.origin  1.state', '────────  ───────', 'SEA       WA', 'XXX'))
    expect(table([['a', 1], ['b']])).toBe(lines('0  1', '─  ─', 'a  1', 'b'))
  })

  test('shows other rows as one value', () => {
    expect(table([1.5, 'x', null])).toBe(lines('value', '─────', '  1.5', 'x', '∅'))
    expect(table([OrderedMap({ a: 1 })])).toBe(
      lines('value', '────────────────────────', "OrderedMap(1) { 'a' => 1 }").replace('─'.repeat(24), '─'.repeat(26)),
    )
  })

  test('shows dates in UTC without parts that are zero, bigints with their n, nested values as in messages', () => {
    expect(
      table([{ at: new Date('2001-01-01'), n: 12n, x: { y: [1, 'a'] } }, { at: new Date('2001-01-01T10:35Z') }]),
    ).toBe(
      lines(
        'at                      n  x',
        '────────────────────  ───  ───────────────',
        "2001-01-01            12n  { y: [1, 'a'] }",
        '2001-01-01T10:35:00Z',
      ),
    )
  })

  test('aligns wide characters', () => {
    expect(
      table([
        { city: '東京', n: 1 },
        { city: 'Rome', n: 22 },
      ]),
    ).toBe(lines('city   n', '────  ──', '東京   1', 'Rome  22'))
  })

  test('says what it does not show', () => {
    expect(table([1, 2, 3], { limit: 2 })).toBe(lines('value', '─────', '    1', '    2', '… 1 more row'))
    expect(table([1], { total: 3_000_000 })).toContain('… 2,999,999 more rows')
    expect(table([1, 2], { limit: 0 })).toBe('… 2 rows')
    expect(table([])).toBe('no rows')
  })

  test('narrows text first, then leaves out columns, and names them', () => {
    expect(table([{ a: 'x'.repeat(30), b: 12345 }], { width: 20 })).toBe(
      lines('a                  b', '─────────────  ─────', 'xxxxxxxxxxxx…  12345'),
    )
    expect(table([{ a: 123456, b: 123456, c: 1, d: 2 }], { width: 16 })).toBe(
      lines('     a       b', '──────  ──────', '123456  123456', '… 2 more columns: c, d'),
    )
  })

  test('makes faint what is not data', () => {
    const dim = (text: string) => `\u001b[2m${text}\u001b[22m`
    expect(table([{ a: null }], { dim, total: 2 }).split('\n')).toEqual([
      'a',
      '\u001b[2m─\u001b[22m',
      '\u001b[2m∅\u001b[22m',
      '\u001b[2m… 1 more row\u001b[22m',
    ])
  })
})

describe('numbers', () => {
  test('have as many decimals as the column needs, up to six digits in all, and at least two', () => {
    expect(decimalsFor([1, 2])).toBe(0)
    expect(decimalsFor([0.5, 0.25])).toBe(2)
    expect(decimalsFor([1 / 3])).toBe(6)
    expect(decimalsFor([100 / 3])).toBe(4)
    expect(decimalsFor([1e9 / 3])).toBe(2)
    expect(decimalsFor([1e-300])).toBe(6)
  })

  test('that are not zero never look like it', () => {
    expect(formatNumber(1.23456e-9, 4)).toBe('1.23e-9')
    expect(formatNumber(0.4567, 2)).toBe('0.457')
    expect(formatNumber(0.05, 2)).toBe('0.05')
    expect(formatNumber(-0, 2)).toBe('-0')
    expect(formatNumber(Number.NaN, 2)).toBe('NaN')
    expect(formatNumber(1e300, 0)).toBe('1e+300')
  })

  check.prop([fc.maxSafeInteger()])('that are whole are exact', (n) => {
    expect(Number(formatNumber(n, 0))).toBe(n)
  })

  check.prop([fc.array(fc.double(), { minLength: 1 })])('are off by half a percent at most', (numbers) => {
    const decimals = decimalsFor(numbers)
    for (const n of numbers) {
      const shown = Number(formatNumber(n, decimals))
      if (Number.isFinite(n)) expect(Math.abs(shown - n)).toBeLessThanOrEqual(Math.abs(n) * 0.00501)
      else expect(shown).toBe(n)
      expect(Object.is(n, 0) || shown !== 0 || Object.is(n, -0)).toBe(true)
    }
  })
})

const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withNullPrototype: true,
  withSparseArray: true,
  withTypedArray: true,
  withUnicodeString: true,
})

describe('whatever the rows are', () => {
  check.prop([fc.array(anything), fc.option(fc.integer({ min: 0, max: 200 }), { nil: undefined })])(
    'a table is made, the same each time, one line a row and no control characters',
    (rows, width) => {
      const options = width === undefined ? {} : { width }
      const text = table(rows, options)
      expect(table(rows, options)).toBe(text)
      expect(text.split('\n').filter((line) => !line.startsWith('… ')).length).toBe(
        rows.length === 0 ? 1 : rows.length + 2,
      )
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
    },
  )

  test('also getters and proxies that throw', () => {
    const hostile = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('no')
        },
      },
    )
    const getter = Object.defineProperty({}, 'a', {
      enumerable: true,
      get: () => {
        throw new Error('no')
      },
    })
    expect(table([hostile, getter])).toContain('value')
  })
})
