/**
 * Codecs for which the values that `JSON.parse` makes will not do, made into ones that take what JSON has.
 *
 * A codec that asks for a bigint is to get one, of `12` as of `9007199254740993`: so integers must come whole, as bigints
 * where they are unsafe, and each field takes of them what it asked for. A codec with a field called like what every object
 * inherits (`constructor`) must be given objects that inherit nothing. Both cost time, and few codecs ask for them.
 */
import * as t from 'io-ts'
import { losesDigits } from '../../codec/parse-text.ts'
import { knownTag } from '../../plan/codec/codec-origin.ts'
import { codecParts } from '../../plan/codec/codec-parts.ts'
import { setField } from '../../plan/codec/compile-record.ts'

/** The codecs of which one is made: those directly in it. */
const partsOf = (codec: t.Mixed): readonly t.Mixed[] => {
  const { type, types, props, codomain } = codecParts(codec)
  switch (knownTag(codec)) {
    case 'ArrayType':
    case 'ReadonlyArrayType':
    case 'ReadonlyType':
    case 'ExactType':
    case 'RefinementType':
    case 'RecursiveType':
      return [type]
    case 'TupleType':
    case 'UnionType':
    case 'TaggedUnionType':
    case 'IntersectionType':
      return types
    case 'InterfaceType':
    case 'PartialType':
      return Object.values(props)
    case 'DictionaryType':
    case 'EnumerableDictionaryType':
      return [codomain]
    default:
      return []
  }
}

/** Whether any codec in a codec, or it itself, is as asked. */
export const mentions = (codec: t.Mixed, is: (codec: t.Mixed) => boolean, seen = new Set<t.Mixed>()): boolean => {
  if (seen.has(codec)) return false
  seen.add(codec)
  return is(codec) || partsOf(codec).some((part) => mentions(part, is, seen))
}

const asksForCare = (codec: t.Mixed): boolean => {
  const tag = knownTag(codec)
  if (tag === 'BigIntType') return true
  if (tag !== 'InterfaceType' && tag !== 'PartialType') return false
  return Object.keys(codecParts(codec).props).some((name) => name in Object.prototype)
}

/** What a codec that knows no bigints is given: numbers where they have all digits, objects as everybody makes them. */
const plain = (value: unknown): unknown => {
  if (typeof value === 'bigint') return losesDigits(String(value)) ? value : Number(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return Object.freeze(value.map(plain))
  const made: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(value)) setField(made, name, plain(field))
  return Object.freeze(made)
}

const whole = (value: unknown): unknown => (Number.isSafeInteger(value) ? BigInt(value as number) : value)

/** The same codec, for values that something is done to first. */
const after = (prepare: (value: unknown) => unknown, codec: t.Mixed): t.Mixed =>
  new t.Type(codec.name, codec.is, (value, context) => codec.validate(prepare(value), context), codec.encode)

const isBigint = (codec: t.Mixed): boolean => {
  const { type } = codecParts(codec)
  const tag = knownTag(codec)
  return tag === 'BigIntType' || ((tag === 'RefinementType' || tag === 'ReadonlyType') && isBigint(type))
}

const rebuild = (codec: t.Mixed, made: Map<t.Mixed, t.Mixed>): t.Mixed => {
  const before = made.get(codec)
  if (before !== undefined) return before
  const { type, types, props, domain, codomain, value, predicate } = codecParts(codec)
  const { name } = codec
  const again = (part: t.Mixed): t.Mixed => rebuild(part, made)
  const all = (parts: readonly t.Mixed[]): [t.Mixed, t.Mixed] => parts.map(again) as [t.Mixed, t.Mixed]
  const fields = (): t.Props => Object.fromEntries(Object.entries(props).map(([key, part]) => [key, again(part)]))
  switch (knownTag(codec)) {
    case 'BigIntType':
      return after(whole, codec)
    case 'StringType':
    case 'BooleanType':
    case 'NullType':
    case 'UndefinedType':
    case 'VoidType':
    case 'NeverType':
    case 'KeyofType':
      return codec
    case 'LiteralType':
      return typeof value === 'number' ? after(plain, codec) : codec
    case 'ArrayType':
    case 'ReadonlyArrayType':
      return t.array(again(type), name)
    case 'TupleType':
      return t.tuple(all(types), name)
    case 'InterfaceType':
      return t.type(fields(), name)
    case 'PartialType':
      return t.partial(fields(), name)
    case 'DictionaryType':
      return knownTag(codomain) === 'AnyType' ? after(plain, codec) : t.record(domain, again(codomain), name)
    case 'EnumerableDictionaryType':
      return t.record(domain, again(codomain), name)
    case 'UnionType':
    case 'TaggedUnionType':
      // As in cells of text a number is one where the codec takes both: so a bigint is tried last.
      return t.union(all([...types.filter((part) => !isBigint(part)), ...types.filter(isBigint)]), name)
    case 'IntersectionType':
      return t.intersection(all(types), name)
    case 'ReadonlyType':
      return again(type)
    case 'ExactType':
      return knownTag(type) === undefined ? after(plain, codec) : again(type)
    case 'RefinementType':
      return t.refinement(again(type), predicate, name)
    case 'RecursiveType': {
      const recursive = t.recursion(name, () => again(type))
      made.set(codec, recursive)
      return recursive
    }
    default:
      return after(plain, codec)
  }
}

/**
 * The codec by which to decode values that were read with whole integers and bare objects; `undefined` if the codec itself
 * will do for values as `JSON.parse` makes them.
 */
export const carefulCodec = (codec: t.Mixed): t.Mixed | undefined =>
  mentions(codec, asksForCare) ? rebuild(codec, new Map()) : undefined
