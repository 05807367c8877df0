/**
 * Numbers, bigints and booleans that are stored as text: fields of JSON, columns of text in Parquet.
 *
 * A cell of CSV needs none of these: it is text, and `t.number` reads it. Written so that reading gives the same value.
 */
import { printValue } from '../data/print-value.ts'
import * as S from '../data/schema.ts'
import { type DescribedCodec, Refusal, textCodec } from './described-codec.ts'
import { losesDigits, parseBigint, parseBoolean, parseNumber } from './parse-text.ts'

const isNumber = (value: unknown): value is number => typeof value === 'number' && !Number.isNaN(value)

const writeNumber = (value: number): string => (Object.is(value, -0) ? '-0' : String(value))

const noNumber = (text: string, what: string): Refusal =>
  new Refusal(
    `${printValue(text)} is not ${what}${losesDigits(text) ? ': no number has these digits; bigintFromText reads them all' : ''}`,
  )

/**
 * A number in text: `12`, `-1.5`, `1e-3`, `Infinity`. Strict, by the rules of "Text cells" in docs/semantics.md: never NaN,
 * no separators of thousands, no integer whose digits would be lost. Blanks around it mean nothing.
 *
 * @example
 * const Price = t.type({ price: C.numberFromText })
 * await F.toList(F.pipe(F.rows([{ price: '9.99' }]), F.decode(Price))) // List [ { price: 9.99 } ]
 * C.numberFromText.encode(9.99) // '9.99'
 */
export const numberFromText: DescribedCodec<number, string> = textCodec({
  name: 'numberFromText',
  schema: S.number,
  of: 'a number in text',
  is: isNumber,
  read: (text) => parseNumber(text) ?? noNumber(text, 'a number'),
  write: writeNumber,
})

const isInt = (value: unknown): value is number => Number.isSafeInteger(value)

/**
 * A whole number in text: `12`, `-3`, `1e3`; up to 2^53 - 1, so that it is exact. Blanks around it mean nothing.
 *
 * @example
 * const Item = t.type({ count: C.intFromText })
 * await F.toList(F.pipe(F.rows([{ count: '12' }]), F.decode(Item))) // List [ { count: 12 } ]
 * await F.toList(F.pipe(F.rows([{ count: '1.5' }]), F.decode(Item)))
 * // throws FLOE300 InvalidRow: '1.5' is not a whole number
 */
export const intFromText: DescribedCodec<number, string> = textCodec({
  name: 'intFromText',
  schema: S.number,
  of: 'a whole number in text',
  is: isInt,
  read: (text) => {
    const value = parseNumber(text)
    if (isInt(value)) return value
    return value !== undefined && Number.isInteger(value)
      ? new Refusal(`${printValue(text)} is beyond 2^53 - 1: no number is exact there; bigintFromText reads it whole`)
      : noNumber(text, 'a whole number')
  },
  write: writeNumber,
})

/**
 * An integer of any length in text, as a bigint: `9007199254740993`. Blanks around it mean nothing.
 *
 * @example
 * const User = t.type({ id: C.bigintFromText })
 * await F.toList(F.pipe(F.rows([{ id: '9007199254740993' }]), F.decode(User))) // List [ { id: 9007199254740993n } ]
 */
export const bigintFromText: DescribedCodec<bigint, string> = textCodec({
  name: 'bigintFromText',
  schema: S.bigint,
  of: 'an integer in text',
  is: (value): value is bigint => typeof value === 'bigint',
  read: (text) => parseBigint(text) ?? new Refusal(`${printValue(text)} is not an integer`),
  write: String,
})

/**
 * `true` or `false` in text, in capitals or not. For other words see `booleanFrom`.
 *
 * @example
 * const Job = t.type({ done: C.booleanFromText })
 * await F.toList(F.pipe(F.rows([{ done: 'TRUE' }]), F.decode(Job))) // List [ { done: true } ]
 */
export const booleanFromText: DescribedCodec<boolean, string> = textCodec({
  name: 'booleanFromText',
  schema: S.boolean,
  of: 'true or false in text',
  is: (value): value is boolean => typeof value === 'boolean',
  read: (text) =>
    parseBoolean(text) ??
    new Refusal(`${printValue(text)} is neither true nor false; other words are read by booleanFrom('yes', 'no')`),
  write: String,
})
