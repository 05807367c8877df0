/**
 * A codec of io-ts as one function from a value to a fresh, frozen value with the codec's fields, or to a `Failure`.
 *
 * Codecs that are what their tag says are taken apart, once, into closures; any other is asked through its `validate`,
 * and what it makes passes as it is. The verdict must be io-ts' own, in every corner: the test compares them on random
 * codecs and values. Functions in here may throw what a user's codec throws; `decoderOf` catches it.
 */
import * as t from 'io-ts'
import { knownTag } from './codec-origin.ts'
import { compileDictionary, domainKeys } from './compile-dictionary.ts'
import { compileRecord, fieldsOfRecord, isObject, type RecordField } from './compile-record.ts'
import { type Decode, Failure } from './decode-failure.ts'
import { mergeParts } from './merge-parts.ts'

type Props = { readonly [name: string]: t.Mixed }
/** The codecs within, already compiled or about to be: for codecs that contain themselves. */
type Compiled = Map<t.Mixed, Decode>

const simple =
  (expected: string, is: (value: unknown) => boolean): Decode =>
  (value) =>
    is(value) ? value : new Failure(value, expected)

// Written out: `typeof value === expected` with a variable, or through `simple`, takes three times as long.
const string: Decode = (value) => (typeof value === 'string' ? value : new Failure(value, 'string'))
const number: Decode = (value) => (typeof value === 'number' ? value : new Failure(value, 'number'))
const boolean: Decode = (value) => (typeof value === 'boolean' ? value : new Failure(value, 'boolean'))
const bigint: Decode = (value) => (typeof value === 'bigint' ? value : new Failure(value, 'bigint'))
const asIs: Decode = (value) => value

const withMembers: ReadonlySet<string | undefined> = new Set(['UnionType', 'IntersectionType'])
const withPlaces: ReadonlySet<string | undefined> = new Set(['ArrayType', 'ReadonlyArrayType', 'TupleType'])

/** The path of an error of io-ts': keys, without the numbers of members of unions and intersections. */
const pathOf = (context: t.Context): readonly (string | number)[] =>
  context.slice(1).flatMap(({ key }, i): readonly (string | number)[] => {
    const { _tag: parent } = (context[i] as t.ContextEntry).type as { readonly _tag?: string }
    if (key === '' || withMembers.has(parent)) return []
    return [withPlaces.has(parent) ? Number(key) : key]
  })

const opaque =
  (codec: t.Mixed): Decode =>
  (value) => {
    const result = codec.validate(value, [{ key: '', type: codec, actual: value }])
    if (result._tag === 'Right') return result.right
    const [error] = result.left
    if (error === undefined) return new Failure(value, codec.name)
    const last = error.context[error.context.length - 1]
    return new Failure(error.value, last?.type.name ?? codec.name, error.message, pathOf(error.context))
  }

const compileArray =
  (item: Decode): Decode =>
  (value) => {
    if (!Array.isArray(value)) return new Failure(value, 'array')
    const items: unknown[] = []
    for (let i = 0; i < value.length; i++) {
      const decoded = item(value[i])
      if (decoded instanceof Failure) return decoded.within(i)
      items.push(decoded)
    }
    return Object.freeze(items)
  }

/** As io-ts does: what lies behind the last place is dropped, what is missing before it is `undefined`. */
const compileTuple =
  (places: readonly Decode[]): Decode =>
  (value) => {
    if (!Array.isArray(value)) return new Failure(value, 'array')
    const items: unknown[] = []
    for (const [i, place] of places.entries()) {
      const decoded = place(value[i])
      if (decoded instanceof Failure) return decoded.within(i)
      items.push(decoded)
    }
    return Object.freeze(items)
  }

/** The failure of the only member that the value was meant for, if one can be told: that which got inside it. */
const meant = (failures: readonly Failure[], tag: string | undefined): Failure | undefined => {
  const inside = failures.filter(({ path }) => path.length > 0 && path[0] !== tag)
  return inside.length === 1 ? inside[0] : undefined
}

const compileUnion = (members: readonly Decode[], name: string, tag: string | undefined): Decode => {
  const expected = /^\(([^()]*)\)$/.exec(name)?.[1] ?? name
  return (value) => {
    for (const member of members) {
      const decoded = member(value)
      if (!(decoded instanceof Failure)) return decoded
    }
    // Members are asked again, so that a value that fits costs no list of failures.
    const failures = members.map((member) => member(value)).filter((decoded) => decoded instanceof Failure)
    // The only member with words of its own knows best: that there is no February 30, and not that this is not null.
    const told = failures.filter(({ message, path }) => message !== undefined && path.length === 0)
    return meant(failures, tag) ?? new Failure(value, expected, told.length === 1 ? told[0]?.message : undefined)
  }
}

/**
 * Whether a codec takes no object but one whose field `tag` is a literal of its own: what io-ts believes of all members of
 * a tagged union, by their tags alone. It is not so if a part on the way to the literal has a `validate` of its own.
 */
const insistsOn = (tag: string, codec: t.Mixed): boolean => {
  switch (knownTag(codec)) {
    case 'InterfaceType':
      return knownTag((codec as t.TypeC<Props>).props[tag] ?? t.unknown) === 'LiteralType'
    case 'ReadonlyType':
    case 'ExactType':
    case 'RefinementType':
    case 'RecursiveType':
      return insistsOn(tag, (codec as t.RefinementC<t.Mixed>).type)
    case 'IntersectionType':
      return (codec as t.IntersectionC<[t.Mixed, t.Mixed]>).types.some((part) => insistsOn(tag, part))
    case 'TaggedUnionType':
      return (codec as t.UnionC<[t.Mixed, t.Mixed]>).types.every((member) => insistsOn(tag, member))
    default:
      return false
  }
}

const compileRefinement = (codec: t.RefinementC<t.Mixed>, inner: Decode): Decode => {
  const { predicate, name } = codec
  const judge = opaque(codec)
  const isForeign = knownTag(codec.type) === undefined
  return (value) => {
    const decoded = inner(value)
    if (decoded instanceof Failure) return decoded
    if (isForeign || decoded === value) return predicate(decoded) ? decoded : new Failure(decoded, name)
    // The predicate may look at fields that the codec does not name, which `inner` has dropped: so it is io-ts who asks it.
    const verdict = judge(value)
    return verdict instanceof Failure ? verdict : decoded
  }
}

const compileIntersection = (parts: readonly Decode[]): Decode => {
  return (value) => {
    const made: unknown[] = []
    for (const part of parts) {
      const decoded = part(value)
      if (decoded instanceof Failure) return decoded
      made.push(decoded)
    }
    return mergeParts(value, made)
  }
}

const compileWith = (codec: t.Mixed, compiled: Compiled): Decode => {
  const before = compiled.get(codec)
  if (before !== undefined) return before
  const within = (part: t.Mixed): Decode => compileWith(part, compiled)
  const fields = (record: readonly RecordField[]): Decode =>
    compileRecord(record.map(({ name, codec, optional }) => ({ name, decode: within(codec), optional })))
  const decode = compile(codec, within, fields, compiled)
  compiled.set(codec, decode)
  return decode
}

const compile = (
  codec: t.Mixed,
  within: (part: t.Mixed) => Decode,
  fields: (record: readonly RecordField[]) => Decode,
  compiled: Compiled,
): Decode => {
  const tag = knownTag(codec)
  switch (tag) {
    case 'StringType':
      return string
    case 'NumberType':
      return number
    case 'BooleanType':
      return boolean
    case 'BigIntType':
      return bigint
    case 'NullType':
      return simple('null', (value) => value === null)
    case 'UndefinedType':
    case 'VoidType':
      return simple('undefined', (value) => value === undefined)
    case 'UnknownType':
    case 'AnyType':
      return asIs
    case 'NeverType':
      return (value) => new Failure(value, 'never')
    case 'LiteralType': {
      // Not the value found but the literal's own, which differ for 0 and -0.
      const { value: literal, name } = codec as t.LiteralC<string>
      return (value) => (value === literal ? literal : new Failure(value, name))
    }
    case 'KeyofType': {
      const { keys, name } = codec as t.KeyofC<Props>
      return simple(name, (value) => typeof value === 'string' && Object.hasOwn(keys, value))
    }
    case 'ArrayType':
    case 'ReadonlyArrayType':
      return compileArray(within((codec as t.ArrayC<t.Mixed>).type))
    case 'TupleType':
      return compileTuple((codec as t.TupleC<[t.Mixed]>).types.map(within))
    case 'InterfaceType':
    case 'PartialType':
      return fields(fieldsOfRecord(codec) ?? [])
    case 'DictionaryType': {
      const { domain, codomain } = codec as t.DictionaryType<t.Mixed, t.Mixed>
      const { _tag: tagOfValues } = codomain as { readonly _tag?: string }
      return compileDictionary(within(domain), within(codomain), tagOfValues === 'AnyType')
    }
    case 'EnumerableDictionaryType': {
      const { domain, codomain } = codec as t.DictionaryType<t.Mixed, t.Mixed>
      return fields(domainKeys(domain).map((name) => ({ name, codec: codomain, optional: false })))
    }
    case 'UnionType': {
      const { types, name } = codec as t.UnionC<[t.Mixed, t.Mixed]>
      return compileUnion(types.map(within), name, undefined)
    }
    case 'TaggedUnionType': {
      const { types, name, tag: by } = codec as t.UnionC<[t.Mixed, t.Mixed]> & { readonly tag: string }
      // io-ts asks only the member with the value's tag. The first that takes the value is that one, if all insist on theirs.
      return types.every((type) => insistsOn(by, type)) ? compileUnion(types.map(within), name, by) : opaque(codec)
    }
    case 'IntersectionType': {
      const flat = fieldsOfRecord(codec)
      if (flat !== undefined) return fields(flat)
      const { types } = codec as t.IntersectionC<[t.Mixed, t.Mixed]>
      const telling = types.filter((part) => knownTag(part) !== 'UnknownType' && knownTag(part) !== 'AnyType')
      return compileIntersection(telling.map(within))
    }
    case 'ReadonlyType':
      return within((codec as t.ReadonlyC<t.Mixed>).type)
    case 'ExactType': {
      const { type } = codec as unknown as { readonly type: t.Mixed }
      // It strips what the codec within leaves; ours leaves nothing, but of a foreign one that is not known.
      if (knownTag(type) === undefined) return opaque(codec)
      const inner = within(type)
      // A foreign one further within might take what is no object, and is not asked.
      return fieldsOfRecord(type) === undefined
        ? (value) => (isObject(value) ? inner(value) : new Failure(value, 'object'))
        : inner
    }
    case 'RefinementType':
      return compileRefinement(codec as t.RefinementC<t.Mixed>, within((codec as t.RefinementC<t.Mixed>).type))
    case 'RecursiveType': {
      let inner: Decode | undefined
      const decode: Decode = (value) => {
        inner ??= within((codec as t.RecursiveType<t.Mixed>).type)
        return inner(value)
      }
      compiled.set(codec, decode)
      return decode
    }
    case undefined:
      return opaque(codec)
    default:
      return tag satisfies never
  }
}

/** The function that decodes by a codec. Compiles the parts of a recursive codec when they are first met. */
export const compileCodec = (codec: t.Mixed): Decode => compileWith(codec, new Map())
