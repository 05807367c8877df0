/**
 * From the text of a value, as PostgreSQL writes it, to the value that a field asks for.
 *
 * Nothing is lost on the way. Where a field takes what a type is nearest to, it gets that: numbers, booleans, bytes, what JSON
 * holds. Where it takes text and not that, it gets the text as it was written. What cannot be had without loss is `Unfit`; what
 * the field does not take is passed on, and its codec refuses it. Knows nothing of rows.
 */
import { dateFromPostgres } from '../../codec/date-from-postgres.ts'
import { printValue } from '../../data/print-value.ts'
import * as S from '../../data/schema.ts'
import { daysFromCivil, daysInMonth } from '../../time/civil-date.ts'
import { type Items, parseArray } from './array-text.ts'
import { jsonValue } from './json-value.ts'
import { type Taken, takenBy } from './taken-by.ts'
import type { Type } from './types.ts'
import { Unfit } from './unfit.ts'

export type Convert = (text: string) => unknown

const asText: Convert = (text) => text

const bigintHint = 'a codec with t.bigint for this field reads it whole'
const textHint = 'a codec with t.string for this field reads the text'

/** Any integer. Up to 15 digits are exact in a number. */
const integer =
  (wantsBig: boolean): Convert =>
  (text) => {
    if (wantsBig) return BigInt(text)
    const number = Number(text)
    return text.length <= 15 || Number.isSafeInteger(number)
      ? number
      : new Unfit(text, 'is no safe number: it lies beyond 2^53 - 1', bigintHint)
  }

/** Decimal digits without what says nothing: signs of zero, zeros before and behind. */
const plainDigits = (text: string): string => {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d*))?(?:e([+-]?\d+))?$/.exec(text) ?? []
  const digits = whole + fraction
  const significant = digits.replace(/^0+/, '').replace(/0+$/, '')
  if (significant === '') return '0'
  const zerosBehind = digits.length - digits.replace(/0+$/, '').length
  return `${sign}${significant}e${Number(exponent) - fraction.length + zerosBehind}`
}

/** A decimal of any length. As a number, only where that is written with the same digits. */
const decimal =
  (wantsBig: boolean): Convert =>
  (text) => {
    if (wantsBig)
      return /^-?\d+(?:\.0*)?$/.test(text)
        ? BigInt(text.replace(/\..*$/, ''))
        : new Unfit(text, 'is no integer', textHint)
    const number = Number(text)
    if (text.length <= 15 || !Number.isFinite(number)) {
      if (Number.isFinite(number) || /^(?:NaN|-?Infinity)$/.test(text)) return number
      return new Unfit(text, 'lies beyond the range of numbers', textHint)
    }
    return plainDigits(text) === plainDigits(String(number))
      ? number
      : new Unfit(
          text,
          'has more digits than a number',
          `${textHint}, and C.numberFromText the nearest number; "::float8" in the query rounds it, too`,
        )
  }

const float: Convert = (text) => Number(text)

const bytes: Convert = (text) => {
  const found = /^\\x((?:[0-9a-f]{2})*)$/.exec(text)?.[1]
  return found === undefined ? text : new Uint8Array(Buffer.from(found, 'hex'))
}

const two = (text: string, at: number): number => text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 528

const plus = 0x2b

/** `2024-01-31`, `2024-01-31 12:34:56`, `2024-01-31 12:34:56.789`, with `+00` or nothing behind: what there is most. */
const usual = /^[1-9]\d\d\d-\d\d-\d\d(?: \d\d:\d\d:\d\d(?:\.\d{1,3})?(?:\+00)?)?$/

/** A timestamp or date in milliseconds since 1970, as `dateFromPostgres` reads it; what it refuses is its own word. */
export const millisecondsOfTime = (text: string): number | Unfit => {
  if (usual.test(text)) {
    const year = two(text, 0) * 100 + two(text, 2)
    const month = two(text, 5)
    const day = two(text, 8)
    if (month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)) {
      const days = daysFromCivil(year, month, day) * 86_400_000
      if (text.length === 10) return days
      const clock = ((two(text, 11) * 60 + two(text, 14)) * 60 + two(text, 17)) * 1000
      const end = text.charCodeAt(text.length - 3) === plus ? text.length - 3 : text.length
      return days + clock + (end === 19 ? 0 : Number(text.slice(20, end).padEnd(3, '0')))
    }
  }
  const read = dateFromPostgres.decode(text)
  if (read._tag === 'Right') return read.right
  const why = read.left[0]?.message ?? 'is no time'
  return new Unfit(text, why.replace(`${printValue(text)} `, ''), textHint)
}

/** A Date holds whole milliseconds. */
const date: Convert = (text) => {
  const time = millisecondsOfTime(text)
  if (time instanceof Unfit) return time
  return Number.isInteger(time)
    ? new Date(time)
    : new Unfit(text, 'is finer than the milliseconds of a Date', 'a codec with t.number or t.string reads it whole')
}

/** A time of day in milliseconds since midnight. */
const timeOfDay: Convert = (text) => {
  const clock = (two(text, 0) * 60 + two(text, 3)) * 60 + two(text, 6)
  return clock * 1000 + (text.length === 8 ? 0 : Number(text.slice(9).padEnd(6, '0')) / 1000)
}

const items = (of: Convert, found: Items): readonly unknown[] | Unfit => {
  const made: unknown[] = []
  for (const item of found) {
    const value = item === null ? null : typeof item === 'string' ? of(item) : items(of, item)
    if (value instanceof Unfit) return value
    made.push(value)
  }
  return Object.freeze(made)
}

/** The schema of the items of items of …: arrays of any number of dimensions are of one type. */
const innermost = (target: S.Schema): S.Schema => {
  switch (target.kind) {
    case 'array':
      return innermost(target.items)
    case 'tuple':
      return S.union(target.items.map(innermost))
    case 'union': {
      const inner = target.members.filter(({ kind }) => kind === 'array' || kind === 'tuple').map(innermost)
      return inner.length > 0 ? S.union(inner) : target
    }
    default:
      return target
  }
}

const array = (type: Type, target: S.Schema): Convert => {
  const of = converter({ ...type, isArray: false }, innermost(target))
  return (text) => {
    const found = parseArray(text)
    return found === undefined ? text : items(of, found)
  }
}

/** A field that takes text, and nothing that the type is nearer to. */
const wantsText = (taken: Taken, ...nearer: readonly string[]): boolean =>
  taken.has('string') && !taken.has('unknown') && !nearer.some((kind) => taken.has(kind))

const one = ({ kind }: Type, target: S.Schema): Convert => {
  const taken = takenBy(target)
  const wantsBig = taken.has('bigint')
  switch (kind) {
    case 'boolean':
      return wantsText(taken, 'boolean') ? (text) => (text === 't' ? 'true' : 'false') : (text) => text === 't'
    case 'int':
      return wantsText(taken, 'number', 'bigint') ? asText : integer(wantsBig && !taken.has('number'))
    case 'int8':
      return wantsText(taken, 'number', 'bigint') ? asText : integer(wantsBig)
    case 'float':
      return wantsText(taken, 'number') ? asText : float
    case 'numeric':
      return taken.has('number') || wantsBig ? decimal(!taken.has('number')) : asText
    case 'bytea':
      return wantsText(taken, 'bytes') ? asText : bytes
    case 'json':
      return wantsText(taken, 'number', 'boolean', 'array', 'tuple', 'record', 'dictionary')
        ? asText
        : jsonValue(target)
    case 'date':
    case 'timestamp':
    case 'timestamptz':
      return taken.has('number') ? millisecondsOfTime : wantsText(taken, 'date') ? asText : date
    case 'time':
      return taken.has('number') ? timeOfDay : asText
    case 'text':
    case 'other':
      return asText
    default:
      return kind satisfies never
  }
}

const isList = (target: S.Schema): boolean => {
  const taken = takenBy(target)
  return taken.has('array') || taken.has('tuple')
}

/** How values of a type become what a field reads. */
export const converter = (type: Type, target: S.Schema): Convert => {
  if (type.isArray) return wantsText(takenBy(target), 'array', 'tuple') ? asText : array(type, target)
  // What a type is that somebody made is not known; that it is an array is to be seen.
  return type.kind === 'other' && isList(target) ? array(type, target) : one(type, target)
}
