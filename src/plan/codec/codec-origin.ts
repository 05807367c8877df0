/**
 * Whether a codec does what its tag says.
 *
 * A codec of io-ts carries a tag and its parts, and might be decoded by them alone. But it is an open object: libraries
 * copy one and give the copy another `validate` (`withFallback`, `withMessage`), tag and parts unchanged. So a tag is
 * believed only where `validate` is the code that io-ts made for it. The closures differ from codec to codec, their text
 * does not: that is what is compared, once for each codec that is compiled. Knows nothing of values.
 */
import * as t from 'io-ts'

const textOf = (codec: t.Mixed): string => Function.prototype.toString.call(codec.validate)

const genuine = {
  StringType: t.string,
  NumberType: t.number,
  BooleanType: t.boolean,
  BigIntType: t.bigint,
  NullType: t.null,
  UndefinedType: t.undefined,
  VoidType: t.void,
  UnknownType: t.unknown,
  AnyType: t.any,
  NeverType: t.never,
  LiteralType: t.literal(''),
  KeyofType: t.keyof({}),
  ArrayType: t.array(t.unknown),
  ReadonlyArrayType: t.readonlyArray(t.unknown),
  TupleType: t.tuple([t.unknown]),
  InterfaceType: t.type({}),
  PartialType: t.partial({}),
  DictionaryType: t.record(t.string, t.unknown),
  UnionType: t.union([t.string, t.number]),
  IntersectionType: t.intersection([t.unknown, t.unknown]),
  ExactType: t.exact(t.type({})),
  RefinementType: t.brand(t.unknown, (_): _ is t.Branded<unknown, never> => true, 'any'),
  RecursiveType: t.recursion('any', () => t.unknown),
} as const

/** The tags of codecs that can be decoded by their parts. */
export type KnownTag = keyof typeof genuine | 'ReadonlyType' | 'TaggedUnionType' | 'EnumerableDictionaryType'

const texts: ReadonlyMap<string | undefined, string> = new Map(
  Object.entries(genuine).map(([tag, codec]) => [tag, textOf(codec as unknown as t.Mixed)]),
)
const taggedUnionText = textOf(t.union([t.type({ kind: t.literal('a') }), t.type({ kind: t.literal('b') })]))
const enumerableText = textOf(t.record(t.literal('a'), t.unknown))

/**
 * The tag of a codec whose `validate` is what io-ts gave it; `undefined` for any other, of which nothing is known. Two
 * tags that io-ts shares among different codecs are told apart.
 */
export const knownTag = (codec: t.Mixed): KnownTag | undefined => {
  const { _tag: tag } = codec as { readonly _tag?: string }
  // A readonly codec borrows the `validate` of the one within.
  if (tag === 'ReadonlyType') return codec.validate === (codec as t.ReadonlyC<t.Mixed>).type.validate ? tag : undefined
  const text = textOf(codec)
  if (text === texts.get(tag)) return tag as KnownTag
  if (tag === 'UnionType' && text === taggedUnionText) return 'TaggedUnionType'
  if (tag === 'DictionaryType' && text === enumerableText) return 'EnumerableDictionaryType'
  return undefined
}
