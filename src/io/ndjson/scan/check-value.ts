/**
 * Whether bytes are a value of JSON that a codec takes, without the value being made: for fields that nobody asked for.
 *
 * Only for codecs that ask nobody, and only a yes is sure.
 */
import type * as t from 'io-ts'
import { knownTag } from '../../../plan/codec/codec-origin.ts'
import { codecParts } from '../../../plan/codec/codec-parts.ts'
import { fieldsOfRecord, type RecordField } from '../../../plan/codec/compile-record.ts'
import { skipBlanks, skipNumber, skipText, skipValue } from './skip-value.ts'

/** Passes over the value at an offset, and gives that behind it; -1 if it is not sure that the codec takes it. */
export type CheckValue = (bytes: Uint8Array, at: number) => number

/** Integers of up to so many digits are numbers without loss. */
const safeDigits = 15

const isInteger = (bytes: Uint8Array, from: number, to: number): boolean => {
  for (let i = from + 1; i < to; i++) if ((bytes[i] as number) < 48 || (bytes[i] as number) > 57) return false
  return true
}

const checkNumber: CheckValue = (bytes, at) => {
  const end = skipNumber(bytes, at)
  return end - at > safeDigits && isInteger(bytes, at, end) ? -1 : end
}

const checkBigint: CheckValue = (bytes, at) => {
  const end = skipNumber(bytes, at)
  return end >= 0 && isInteger(bytes, at, end) ? end : -1
}

const isAt = (bytes: Uint8Array, at: number, text: Uint8Array): boolean => {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text[i]) return false
  return true
}

/** These texts of JSON, as they are most often written. */
const checkTexts = (values: readonly unknown[]): CheckValue => {
  const texts = values.map((value) => Buffer.from(JSON.stringify(value)))
  return (bytes, at) => {
    for (const text of texts) if (isAt(bytes, at, text)) return at + text.length
    return -1
  }
}

/** Passes over what is in brackets, each thing by the check of its place. */
const checkItems =
  (checkOf: (place: number) => CheckValue, least: number): CheckValue =>
  (bytes, at) => {
    if (bytes[at] !== 91) return -1
    let i = skipBlanks(bytes, at + 1)
    if (bytes[i] === 93) return least === 0 ? i + 1 : -1
    for (let place = 0; ; place++) {
      i = checkOf(place)(bytes, i)
      if (i < 0) return -1
      i = skipBlanks(bytes, i)
      if (bytes[i] === 93) return place + 1 >= least ? i + 1 : -1
      if (bytes[i] !== 44) return -1
      i = skipBlanks(bytes, i + 1)
    }
  }

/** The number of a member by the bytes of its name, quotes and all. */
type MemberOf = (bytes: Uint8Array, from: number, to: number) => number
const other = -2

/** Passes over an object, each value by the check of its member. All members that are marked in `needed` must be there. */
const checkObject =
  (memberOf: MemberOf, checks: readonly CheckValue[], needed: number): CheckValue =>
  (bytes, at) => {
    if (bytes[at] !== 123) return -1
    let i = skipBlanks(bytes, at + 1)
    if (bytes[i] === 125) return needed === 0 ? i + 1 : -1
    for (let seen = 0; ; ) {
      const end = skipText(bytes, i)
      if (end < 0) return -1
      const member = memberOf(bytes, i, end)
      i = skipBlanks(bytes, end)
      if (member === -1 || bytes[i] !== 58) return -1
      i = skipBlanks(bytes, i + 1)
      i = member === other ? skipValue(bytes, i) : (checks[member] as CheckValue)(bytes, i)
      if (i < 0) return -1
      if (member !== other) seen |= 1 << member
      i = skipBlanks(bytes, i)
      if (bytes[i] === 125) return (seen & needed) === needed ? i + 1 : -1
      if (bytes[i] !== 44) return -1
      i = skipBlanks(bytes, i + 1)
    }
  }

const memberBy = (names: readonly string[]): MemberOf => {
  const texts = names.map((name) => Buffer.from(JSON.stringify(name)))
  return (bytes, from, to) => {
    for (let k = 0; k < texts.length; k++) {
      const text = texts[k] as Uint8Array
      if (text.length === to - from && isAt(bytes, from, text)) return k
    }
    // One that is written in another way may be any of them.
    for (let i = from; i < to; i++) if (bytes[i] === 92) return -1
    return other
  }
}

/** So many members have a mark each. */
const mostFields = 30

const checkRecord = (fields: readonly RecordField[]): CheckValue | undefined => {
  const checks = fields.flatMap(({ codec }) => valueChecker(codec) ?? [])
  if (checks.length < fields.length || fields.length > mostFields) return undefined
  const needed = fields.reduce((marks, { optional }, k) => (optional ? marks : marks | (1 << k)), 0)
  return checkObject(memberBy(fields.map(({ name }) => name)), checks, needed)
}

/** The check of a codec, if there is one. */
export const valueChecker = (codec: t.Mixed): CheckValue | undefined => {
  const { type, types, domain, codomain, value, keys } = codecParts(codec)
  const record = fieldsOfRecord(codec)
  if (record !== undefined) return checkRecord(record)
  switch (knownTag(codec)) {
    case 'StringType':
      return skipText
    case 'NumberType':
      return checkNumber
    case 'BigIntType':
      return checkBigint
    case 'BooleanType':
      return checkTexts([true, false])
    case 'NullType':
      return checkTexts([null])
    case 'LiteralType':
      return typeof value === 'string' ? checkTexts([value]) : undefined
    case 'KeyofType':
      return checkTexts(Object.keys(keys))
    case 'UnknownType':
    case 'AnyType':
      return skipValue
    case 'ReadonlyType':
      return valueChecker(type)
    case 'ArrayType':
    case 'ReadonlyArrayType': {
      const item = valueChecker(type)
      return item && checkItems(() => item, 0)
    }
    case 'TupleType': {
      const places = types.flatMap((place) => valueChecker(place) ?? [])
      return places.length < types.length ? undefined : checkItems((place) => places[place] ?? skipValue, types.length)
    }
    case 'DictionaryType': {
      const item = knownTag(domain) === 'StringType' ? valueChecker(codomain) : undefined
      return item && checkObject(() => 0, [item], 0)
    }
    case 'UnionType': {
      const members = types.flatMap((member) => valueChecker(member) ?? [])
      if (members.length < types.length) return undefined
      return (bytes, at) => {
        for (const member of members) {
          const end = member(bytes, at)
          if (end >= 0) return end
        }
        return -1
      }
    }
    default:
      return undefined
  }
}
