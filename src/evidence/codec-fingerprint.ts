/**
 * What stands for a codec in every process: the tree of its parts, and the functions of those that somebody wrote.
 *
 * A tag counts where the code is that of io-ts; of a codec of its own kind, its functions must last.
 */
import type * as t from 'io-ts'
import { partsOfOwn } from '../codec/described-codec.ts'
import { fingerprint } from '../data/fingerprint.ts'
import { lambda } from '../lambda/lambda.ts'
import { knownTag } from '../plan/codec/codec-origin.ts'
import { codecParts } from '../plan/codec/codec-parts.ts'
import { ofFunction, ofFunctions } from './lasting-fingerprint.ts'

/** Beside `validate`, which the tag vouches for. */
const textsOf = ({ is, encode }: t.Mixed): readonly string[] => [String(is), String(encode)]

/** Stands for a function that does not last. */
type Passing = () => undefined

const treeOf = (codec: t.Mixed, above: readonly t.Mixed[], passing: Passing): unknown => {
  const place = above.indexOf(codec)
  if (place >= 0) return ['itself', above.length - place]
  const own = partsOfOwn(codec)
  if (own !== undefined) return ['floe', ...own]
  const within = (part: t.Mixed): unknown => treeOf(part, [...above, codec], passing)
  const { type, types, props, domain, codomain, value, keys, predicate } = codecParts(codec)
  const tag = knownTag(codec)
  const tagged = (...parts: readonly unknown[]): unknown => [tag, ...textsOf(codec), ...parts]
  switch (tag) {
    case 'StringType':
    case 'NumberType':
    case 'BooleanType':
    case 'BigIntType':
    case 'NullType':
    case 'UndefinedType':
    case 'VoidType':
    case 'UnknownType':
    case 'AnyType':
    case 'NeverType':
      return tagged()
    case 'LiteralType':
      return tagged(value)
    case 'KeyofType':
      return tagged(Object.keys(keys))
    case 'ArrayType':
    case 'ReadonlyArrayType':
    case 'ReadonlyType':
    case 'ExactType':
    case 'RecursiveType':
      return tagged(within(type))
    case 'TupleType':
    case 'IntersectionType':
    case 'UnionType':
    case 'TaggedUnionType':
      return tagged(...types.map(within))
    case 'InterfaceType':
    case 'PartialType':
      return tagged(...Object.entries(props).map(([name, part]) => [name, within(part)]))
    case 'DictionaryType':
    case 'EnumerableDictionaryType':
      return tagged(within(domain), within(codomain))
    case 'RefinementType':
      return tagged(within(type), ofFunction(lambda('laws', predicate)) ?? passing())
    case undefined: {
      const { is, validate, encode } = codec
      return ofFunctions({ is, validate, encode }) ?? passing()
    }
    default:
      return tag satisfies never
  }
}

/** The fingerprint of a codec; undefined where it does not last. Its name has no say, as it changes no value. */
export const ofCodec = (codec: t.Mixed): string | undefined => {
  let lasts = true
  const tree = treeOf(codec, [], () => {
    lasts = false
    return undefined
  })
  return lasts ? fingerprint(['codec', tree]) : undefined
}
