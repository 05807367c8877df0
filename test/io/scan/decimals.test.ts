/** That numbers from bytes are those of `Number`, to the bit. */
import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { compile } from '../../../src/code/compile.ts'
import { parseNumber } from '../../../src/codec/parse-text.ts'
import { decimalCode } from '../../../src/io/scan/decimal-code.ts'
import { longDecimal } from '../../../src/io/scan/long-decimal.ts'
import { plainDecimal, powersOfTen } from '../../../src/io/scan/plain-decimal.ts'
import { runs } from '../../runs.ts'

const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 17 })
const decimals = fc
  .tuple(fc.constantFrom('', '', '-', '+', '--'), digits, fc.constantFrom('', '.', '.', '..'), digits)
  .map((parts) => parts.join(''))
const texts = fc.oneof(
  decimals,
  fc.double().map(String),
  fc.integer().map(String),
  fc.string({ unit: fc.constantFrom(...'0019.-+e '), maxLength: 6 }),
)

/** What the generated code says of the bytes up to the `,`: a number, or that it is not sure. */
const byCode = ((): ((bytes: Uint8Array) => number | undefined) => {
  const { scan, isSure, value } = decimalCode(true)
  return compile<(powers: unknown) => (bytes: Uint8Array) => number | undefined>(
    `return (powers) => (b) => {
      let p = 0, c = b[0], q = 0, f = 0, v = 0, m = false
      ${scan}
      return c === 44 && ${isSure} ? ${value} : undefined
    }`,
  )(powersOfTen)
})()

/** Whether it passes over them as over a number. */
const isPassed = ((): ((bytes: Uint8Array) => boolean) => {
  const { scan, isSure } = decimalCode(false)
  return compile(
    `return (b) => {
      let p = 0, c = b[0], q = 0, f = 0, v = 0, m = false
      ${scan}
      return c === 44 && ${isSure}
    }`,
  )
})()

describe('decimals', () => {
  test.prop([texts], { numRuns: runs(8000) })('are what Number makes of the text, or nothing', (text) => {
    const bytes = Buffer.from(`xy${text}zz`)
    const number = plainDecimal(bytes, 2, bytes.length - 2)
    if (!Number.isNaN(number)) {
      expect(number).toBe(Number(text))
      expect(parseNumber(text)).toBe(number)
    }
    const cell = Buffer.from(`${text},`)
    const coded = byCode(cell)
    if (coded !== undefined) {
      expect(coded).toBe(Number(text))
      expect(parseNumber(text)).toBe(coded)
    }
    expect(isPassed(cell)).toBe(coded !== undefined)
  })

  test.prop([fc.constantFrom('', '-'), fc.nat(999_999_999), fc.nat(9)])(
    'are read by the code when they are short',
    (sign, number, scale) => {
      const padded = String(number)
        .padStart(scale + 1, '0')
        .slice(-9)
      const text = `${sign}${padded.slice(0, padded.length - scale)}.${padded.slice(padded.length - scale)}`
      expect(byCode(Buffer.from(`${text},`))).toBe(Number(text))
      expect(byCode(Buffer.from(`${sign}${number},`))).toBe(Number(`${sign}${number}`))
    },
  )

  test.prop([fc.constantFrom('', '-'), fc.nat(1e15 - 1), fc.nat(15)])(
    'of 15 digits are plain',
    (sign, number, scale) => {
      const padded = String(number).padStart(scale, '0').slice(-15)
      const text = `${sign}${padded.slice(0, padded.length - scale)}.${padded.slice(padded.length - scale)}`
      expect(plainDecimal(Buffer.from(text), 0, text.length)).toBe(Number(text))
    },
  )

  test.prop([
    fc.constantFrom('', '-'),
    fc.bigInt({ min: 10n ** 15n, max: 10n ** 18n - 1n }),
    fc.oneof(fc.nat(22), fc.nat(2)),
    fc.constantFrom('', '0', '000'),
  ])('of up to 18 digits are the nearest double, where it can be told', (sign, number, scale, zeros) => {
    const padded = `${zeros}${String(number).padStart(scale, '0')}`
    const text = `${sign}${padded.slice(0, padded.length - scale)}.${padded.slice(padded.length - scale)}`
    const found = longDecimal(Buffer.from(text), 0, text.length)
    if (!Number.isNaN(found)) expect(found).toBe(Number(text))
  })

  test.prop([fc.double({ min: 1e-4, max: 1e15, noNaN: true })])('of doubles are those doubles', (number) => {
    const text = String(number)
    if (!/^\d+\.\d+$/.test(text)) return
    expect(longDecimal(Buffer.from(text), 0, text.length)).toBe(number)
  })

  test('in the middle between two doubles are not told', () => {
    expect(longDecimal(Buffer.from('9007199254740993.0'), 0, 18)).toBeNaN()
    expect(longDecimal(Buffer.from('2251799813685249.5'), 0, 18)).toBe(2251799813685249.5)
    expect(longDecimal(Buffer.from('2251799813685249.25'), 0, 19)).toBeNaN()
  })
})
