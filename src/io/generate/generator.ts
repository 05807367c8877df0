/**
 * What random values of a codec are: modest ones, such as people would write into an example.
 *
 * A codec is taken apart once into functions from random numbers to values. Knows nothing of rows, seeds or sources.
 */
import type * as t from 'io-ts'
import { FloeError } from '../../error/floe-error.ts'
import { knownTag } from '../../plan/codec/codec-origin.ts'
import { codecParts } from '../../plan/codec/codec-parts.ts'
import { domainKeys } from '../../plan/codec/compile-dictionary.ts'
import { setField } from '../../plan/codec/compile-record.ts'
import { decoderOf } from '../../plan/codec/decode-value.ts'
import { isRecursive } from '../../plan/codec/is-recursive.ts'
import { mergeParts } from '../../plan/codec/merge-parts.ts'
import type { Random } from './random.ts'

/** Makes a value. `depth` counts the recursive codecs around it. */
type Make = (random: Random, depth: number) => unknown

/** What cannot be made however often it is tried. Thrown on the way, and told with the row. */
export class NoValue {
  readonly codec: string
  readonly why: string

  constructor(codec: string, why: string) {
    this.codec = codec
    this.why = why
  }
}

/** How often a refinement is tried. */
const mostTries = 1000
/** From here on a recursive codec takes the shortest way to its end, */
const shallow = 3
/** and here it is given up. */
const deepest = 50

const consonants = 'bdfghklmnprstvz'
const vowels = 'aeiou'

const text: Make = (random) => {
  let word = ''
  for (let syllables = 1 + random.below(3); syllables > 0; syllables--)
    word += (consonants[random.below(consonants.length)] as string) + (vowels[random.below(vowels.length)] as string)
  return word
}

/** Whole numbers, mostly small ones, and numbers with two decimals. */
const number: Make = (random) => {
  switch (random.below(4)) {
    case 0:
      return random.below(10)
    case 1:
      return random.below(2001) - 1000
    case 2:
      return random.below(1000)
    default:
      return random.below(100_001) / 100
  }
}

const opaque = (codec: t.Mixed, path: string): FloeError =>
  new FloeError('InvalidArgument', {
    message: `generate cannot make values of ${codec.name}: it is a codec of its own kind, which cannot be looked into`,
    place: path === '' ? {} : { field: path },
    hint: 'generate what it is made of, such as t.string, and map the rows',
  })

const isNothing = (codec: t.Mixed): boolean => ['NullType', 'UndefinedType', 'VoidType'].includes(knownTag(codec) ?? '')

const stepTo = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`)

/** An optional field is left out now and then; not one of which io-ts would find what all objects inherit in its place. */
const recordOf =
  (fields: readonly (readonly [string, Make, boolean])[]): Make =>
  (random, depth) => {
    const made: Record<string, unknown> = {}
    for (const [name, make, optional] of fields)
      if (!optional || (random.chance(3, 4) && depth <= shallow) || name in Object.prototype)
        setField(made, name, make(random, depth))
    return made
  }

/** Up to three of something; none where a recursive codec has to come to an end. */
const several = (random: Random, depth: number): number => (depth > shallow ? 0 : random.below(4))

/** Tries until a codec takes what is made. */
const tried = (codec: t.Mixed, make: Make): Make => {
  const decode = decoderOf(codec)
  return (random, depth) => {
    for (let i = 0; i < mostTries; i++) {
      const value = make(random, depth)
      if (decode(value).ok) return value
    }
    throw new NoValue(codec.name, `none of ${mostTries} values that were tried is one`)
  }
}

/** Of members that stand for nothing (null, undefined) one in five; of the others all alike. */
const unionOf = (members: readonly t.Mixed[], makes: readonly Make[]): Make => {
  const weighted = members.flatMap((member, i) => Array<Make>(isNothing(member) ? 1 : 4).fill(makes[i] as Make))
  const ending = makes.filter((_, i) => !isRecursive(members[i] as t.Mixed))
  return (random, depth) => random.pick(depth > shallow && ending.length > 0 ? ending : weighted)(random, depth)
}

const compile = (codec: t.Mixed, path: string, made: Map<t.Mixed, Make>): Make => {
  const { type, types, props, domain, codomain, value, keys } = codecParts(codec)
  const within = (part: t.Mixed, at = path): Make => compile(part, at, made)
  switch (knownTag(codec)) {
    case 'StringType':
      return text
    case 'NumberType':
      return number
    case 'BooleanType':
      return (random) => random.chance(1, 2)
    case 'BigIntType':
      return (random) => BigInt(random.below(2001) - 1000) * (random.chance(1, 8) ? 10n ** 18n : 1n)
    case 'NullType':
      return () => null
    case 'UndefinedType':
    case 'VoidType':
      return () => undefined
    case 'UnknownType':
    case 'AnyType':
      return (random, depth) => random.pick([text, number, () => null])(random, depth)
    case 'LiteralType':
      return () => value
    case 'KeyofType': {
      const names = Object.keys(keys)
      return (random) => random.pick(names)
    }
    case 'ArrayType':
    case 'ReadonlyArrayType': {
      const make = within(type, `${path}[]`)
      return (random, depth) => Array.from({ length: several(random, depth) }, () => make(random, depth))
    }
    case 'TupleType': {
      const places = types.map((part, i) => within(part, `${path}[${i}]`))
      return (random, depth) => places.map((make) => make(random, depth))
    }
    case 'InterfaceType':
    case 'PartialType': {
      const optional = knownTag(codec) === 'PartialType'
      return recordOf(
        Object.entries(props).map(([name, part]) => [name, within(part, stepTo(path, name)), optional] as const),
      )
    }
    case 'DictionaryType': {
      const name = within(domain, path)
      const make = within(codomain, stepTo(path, '*'))
      return (random, depth) => {
        const fields: Record<string, unknown> = {}
        for (let i = several(random, depth); i > 0; i--)
          setField(fields, String(name(random, depth)), make(random, depth))
        return fields
      }
    }
    case 'EnumerableDictionaryType':
      return recordOf(domainKeys(domain).map((name) => [name, within(codomain, stepTo(path, name)), false] as const))
    case 'UnionType':
    case 'TaggedUnionType':
      return unionOf(
        types,
        types.map((part) => within(part)),
      )
    case 'IntersectionType': {
      const parts = types.map((part) => within(part))
      // Each part may want another value in the same place: what all of them take is found by trying.
      return tried(codec, (random, depth) => {
        const values = parts.map((make) => make(random, depth))
        const objects = values.every((one) => typeof one === 'object' && one !== null && !Array.isArray(one))
        return objects ? mergeParts({}, values) : random.pick(values)
      })
    }
    case 'ReadonlyType':
    case 'ExactType':
      return within(type)
    case 'RefinementType':
      return tried(codec, within(type))
    case 'RecursiveType': {
      const known = made.get(codec)
      if (known !== undefined) return known
      let inner: Make | undefined
      const make: Make = (random, depth) => {
        if (depth > deepest) throw new NoValue(codec.name, 'it contains itself, and comes to no end')
        return (inner as Make)(random, depth + 1)
      }
      made.set(codec, make)
      inner = within(type)
      return make
    }
    case 'NeverType':
      throw new FloeError('InvalidArgument', {
        message: 'there is no value of never',
        place: path === '' ? {} : { field: path },
        hint: 'leave it out of the codec',
      })
    default:
      throw opaque(codec, path)
  }
}

/**
 * The function that makes values of a codec, which the codec is sure to take. What it makes may throw a `NoValue`.
 *
 * @throws FloeError InvalidArgument for a codec with parts that cannot be looked into
 */
export const generatorOf = (codec: t.Mixed): ((random: Random) => unknown) => {
  const make = compile(codec, '', new Map())
  return (random) => make(random, 0)
}
