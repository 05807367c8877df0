/**
 * Which codecs can be checked field by field, without a row being built: those that are nothing but named fields.
 *
 * Knows codecs, and no format.
 */
import type * as t from 'io-ts'
import { knownTag } from '../../plan/codec/codec-origin.ts'
import { codecParts } from '../../plan/codec/codec-parts.ts'
import { compileCodec } from '../../plan/codec/compile-codec.ts'
import { fieldsOfRecord } from '../../plan/codec/compile-record.ts'
import { type Decode, Failure } from '../../plan/codec/decode-failure.ts'

export interface ScanField {
  readonly name: string
  readonly codec: t.Mixed
  readonly optional: boolean
  /** Gives the field's value or a `Failure`; never throws. `undefined` stands for a field that is not there. */
  readonly decode: Decode
  /** Whether all that the codec makes are numbers. */
  readonly isNumber: boolean
  /** Whether values are primitives that the codec takes or refuses as they are, asking nobody: equal ones alike. */
  readonly isPlain: boolean
}

export interface ScanFields {
  /** All fields of the codec, in its order. */
  readonly fields: readonly ScanField[]
  /** The places of those that were asked for, in the order in which they were. */
  readonly asked: readonly number[]
}

const isNumber = (codec: t.Mixed): boolean => {
  const tag = knownTag(codec)
  if (tag === 'NumberType') return true
  return (tag === 'ReadonlyType' || tag === 'RefinementType') && isNumber(codecParts(codec).type)
}

const isPlain = (codec: t.Mixed): boolean => {
  const { type, types } = codecParts(codec)
  switch (knownTag(codec)) {
    case 'StringType':
    case 'NumberType':
    case 'BooleanType':
    case 'BigIntType':
    case 'NullType':
    case 'UndefinedType':
    case 'VoidType':
    case 'LiteralType':
    case 'KeyofType':
      return true
    case 'UnionType':
      return types.every(isPlain)
    case 'ReadonlyType':
      return isPlain(type)
    default:
      return false
  }
}

const fieldDecoder = (codec: t.Mixed, optional: boolean): Decode => {
  const decode = compileCodec(codec)
  return (found) => {
    try {
      const decoded = decode(found)
      return optional && found === undefined && decoded instanceof Failure ? undefined : decoded
    } catch {
      return new Failure(found, codec.name)
    }
  }
}

/**
 * The fields of a codec of which some are asked for; `undefined` where it, or they, cannot be read field by field.
 *
 * @param decodes what decodes in its place, which has the same fields
 */
export const scanFields = (
  codec: t.Mixed,
  names: readonly string[],
  decodes: t.Mixed = codec,
): ScanFields | undefined => {
  const record = fieldsOfRecord(codec)
  const decoding = fieldsOfRecord(decodes)
  if (record === undefined || decoding === undefined) return undefined
  const asked = names.map((name) => record.findIndex((field) => field.name === name))
  if (asked.some((at) => record[at]?.optional !== false)) return undefined
  const fields = record.map(({ name, codec, optional }, at) => ({
    name,
    codec,
    optional,
    decode: fieldDecoder(decoding[at]?.codec ?? codec, optional),
    isNumber: !optional && isNumber(codec),
    isPlain: isPlain(codec),
  }))
  return { fields, asked }
}
