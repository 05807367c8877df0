/** Reading numbers, bigints and booleans: what is read is right, and nothing else is read. */
import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { losesDigits, parseBigint, parseBoolean, parseNumber } from '../../src/codec/parse-text.ts'
import { runs } from '../runs.ts'

const blanks = fc.constantFrom('', ' ', '\t', '  ')
const nearNumbers = fc
  .array(
    fc.constantFrom(
      '0',
      '1',
      '9',
      '.',
      '-',
      '+',
      'e',
      'E',
      ' ',
      ',',
      '_',
      'x',
      'n',
      '١',
      'Infinity',
      'NaN',
      '\n',
      '\u00a0',
    ),
    {
      maxLength: 20,
    },
  )
  .map((parts) => parts.join(''))

describe('parseNumber', () => {
  test.prop([fc.double({ noNaN: true }), blanks, blanks], { numRuns: runs(2000) })(
    'reads back whatever JavaScript prints',
    (x, a, b) => {
      const text = Object.is(x, -0) ? '-0' : String(x)
      expect(parseNumber(`${a}${text}${b}`)).toBe(x)
    },
  )

  test.prop([nearNumbers], { numRuns: runs(5000) })('reads what Number reads, never NaN, or nothing', (text) => {
    const value = parseNumber(text)
    if (value === undefined) return
    expect(value).toBe(Number(text))
    expect(Number.isNaN(value)).toBe(false)
    expect(text).toMatch(/^[ \t]*[+-]?(Infinity|[\d.]+([eE][+-]?\d+)?)[ \t]*$/)
  })

  test.prop([fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n })], { numRuns: runs(2000) })(
    'reads an integer with all its digits, or not',
    (n) => {
      const value = parseNumber(String(n))
      if (value === undefined) expect(losesDigits(String(n))).toBe(true)
      else expect(BigInt(value) === n || String(value) === String(n)).toBe(true)
      if (n >= Number.MIN_SAFE_INTEGER && n <= Number.MAX_SAFE_INTEGER) expect(value).toBe(Number(n))
    },
  )
})

describe('parseBigint, parseBoolean', () => {
  test.prop([fc.bigInt(), blanks])('read back what JavaScript prints', (n, blank) => {
    expect(parseBigint(`${blank}${n}`)).toBe(n)
    expect(parseBoolean(`${blank}${n % 2n === 0n}`)).toBe(n % 2n === 0n)
  })

  test.prop([nearNumbers], { numRuns: runs(2000) })('never throw', (text) => {
    const value = parseBigint(text)
    if (value !== undefined) expect(text).toMatch(/^[ \t]*[+-]?\d+[ \t]*$/)
    expect(parseBoolean(text)).toBe(undefined)
  })
})
