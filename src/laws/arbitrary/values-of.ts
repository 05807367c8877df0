/**
 * Arbitrary values of a codec: of what it decodes to. A codec is taken apart once for each profile.
 *
 * Where values shrink to is small: 0, the empty text, no items, fields left out, the first member of a union.
 */
import * as fc from 'fast-check'
import type * as t from 'io-ts'
import { FloeError } from '../../error/floe-error.ts'
import { knownTag } from '../../plan/codec/codec-origin.ts'
import { codecParts } from '../../plan/codec/codec-parts.ts'
import { domainKeys } from '../../plan/codec/compile-dictionary.ts'
import { setField } from '../../plan/codec/compile-record.ts'
import { isRecursive } from '../../plan/codec/is-recursive.ts'
import { mergeParts } from '../../plan/codec/merge-parts.ts'
import { decodedBy } from './decoded.ts'
import { filtered } from './filtered.ts'
import { finite } from './numbers.ts'
import type { Leaves } from './profile.ts'
import * as texts from './texts.ts'

type Values = fc.Arbitrary<unknown>

/** How many recursive codecs there are round a value that takes the shortest way to its end, */
const shallow = 2
/** and where it is given up. */
const deepest = 12

const absent = Symbol('absent')

const refusal = (message: string, path: string, hint: string): FloeError =>
  new FloeError('InvalidArgument', { message, place: path === '' ? {} : { field: path }, hint })

const isNothing = (codec: t.Mixed): boolean => ['NullType', 'UndefinedType', 'VoidType'].includes(knownTag(codec) ?? '')

const stepTo = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`)

/** Whether a codec says that a value is one of its own. */
export const isOf =
  (codec: t.Mixed) =>
  (value: unknown): boolean => {
    try {
      return codec.is(value)
    } catch {
      return false
    }
  }

const recordOf = (fields: readonly (readonly [string, Values])[]): Values =>
  fc.tuple(...fields.map(([, values]) => values)).map((made) => {
    const record: Record<string, unknown> = {}
    for (const [i, [name]] of fields.entries()) if (made[i] !== absent) setField(record, name, made[i])
    return record
  })

/** What else a refinement of texts or of numbers may mean. */
const widerThan = (codec: t.Mixed): readonly Values[] => {
  const tag = knownTag(codec)
  if (tag === 'RefinementType' || tag === 'ReadonlyType') return widerThan(codecParts(codec).type)
  if (tag === 'StringType') return texts.likely
  if (tag === 'NumberType')
    return [
      finite,
      fc.nat(100),
      fc.integer({ min: -1000, max: 1000 }),
      fc.integer(),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 1900, max: 2100 }),
    ]
  return []
}

/** The arbitrary values of a codec. `path` is where it stands in the row's, `depth` how many recursive ones are round it. */
export const valuesOf = (codec: t.Mixed, leaves: Leaves, path = '', depth = 0): Values => {
  const { type, types, props, domain, codomain, value, keys } = codecParts(codec)
  const within = (part: t.Mixed, at = path): Values => valuesOf(part, leaves, at, depth)
  const several = (part: t.Mixed, at: string): fc.Arbitrary<readonly unknown[]> =>
    depth > shallow ? fc.constant([]) : fc.array(within(part, at), { maxLength: 3 })
  const only = (values: Values, others: readonly Values[] = []): Values => {
    const found = filtered(isOf(codec), values, others)
    if (found !== undefined) return found
    throw refusal(
      `no value of ${codec.name} was found, however many were tried`,
      path,
      'give rows an arbitrary of your own: { rows: fc.record({ … }) }',
    )
  }
  switch (knownTag(codec)) {
    case 'StringType':
      return leaves.text
    case 'NumberType':
      return leaves.number
    case 'BooleanType':
      return fc.boolean()
    case 'BigIntType':
      return leaves.bigint
    case 'NullType':
      return fc.constant(null)
    case 'UndefinedType':
    case 'VoidType':
      return fc.constant(undefined)
    case 'UnknownType':
    case 'AnyType':
      return fc.oneof(fc.constant(null), leaves.number, leaves.text, fc.array(leaves.text, { maxLength: 2 }))
    case 'LiteralType':
      return fc.constant(value)
    case 'KeyofType':
      return fc.constantFrom(...Object.keys(keys))
    case 'ArrayType':
    case 'ReadonlyArrayType':
      return several(type, `${path}[]`)
    case 'TupleType':
      return fc.tuple(...types.map((part, i) => within(part, `${path}[${i}]`)))
    case 'InterfaceType':
      return recordOf(Object.entries(props).map(([name, part]) => [name, within(part, stepTo(path, name))]))
    case 'PartialType':
      return recordOf(
        Object.entries(props).flatMap(([name, part]): readonly (readonly [string, Values])[] => {
          // io-ts would find what all objects inherit in its place.
          if (name in Object.prototype) return [[name, within(part, stepTo(path, name))]]
          return depth > shallow ? [] : [[name, fc.option(within(part, stepTo(path, name)), { nil: absent, freq: 3 })]]
        }),
      )
    case 'DictionaryType': {
      if (depth > shallow) return fc.constant({})
      // io-ts loses a field of the name __proto__ where it makes something else of its value.
      const names = within(domain).filter((name) => name !== '__proto__')
      const entries = fc.array(fc.tuple(names, within(codomain, stepTo(path, '*'))), { maxLength: 3 })
      return entries.map((all) => {
        const record: Record<string, unknown> = {}
        for (const [name, one] of all) setField(record, String(name), one)
        return record
      })
    }
    case 'EnumerableDictionaryType':
      return recordOf(domainKeys(domain).map((name) => [name, within(codomain, stepTo(path, name))]))
    case 'UnionType':
    case 'TaggedUnionType': {
      const ending = types.filter((part) => !isRecursive(part))
      const members = depth > shallow && ending.length > 0 ? ending : types
      return fc.oneof(
        { withCrossShrink: true },
        ...members
          .toSorted((a, b) => Number(isNothing(b)) - Number(isNothing(a)))
          .map((part) => ({ arbitrary: within(part), weight: isNothing(part) ? 1 : 3 })),
      )
    }
    case 'IntersectionType':
      // Each part may want another value in the same place: what all of them take is found by trying.
      return only(
        fc.tuple(...types.map((part) => within(part))).map((values) => {
          const objects = values.every((one) => typeof one === 'object' && one !== null && !Array.isArray(one))
          return objects ? mergeParts({}, values) : values[0]
        }),
      )
    case 'ReadonlyType':
    case 'ExactType':
      return within(type)
    case 'RefinementType':
      return only(within(type), widerThan(type))
    case 'RecursiveType':
      if (depth > deepest)
        throw refusal(
          `${codec.name} contains itself, and comes to no end`,
          path,
          'let some member of a union be an end',
        )
      return valuesOf(type, leaves, path, depth + 1)
    case 'NeverType':
      throw refusal('there is no value of never', path, 'leave it out of the codec')
    default: {
      const decoded = decodedBy(codec, leaves)
      if (decoded !== undefined) return decoded
      throw refusal(
        `values of ${codec.name} cannot be made: it is a codec of its own kind, which takes nothing that was tried`,
        path,
        'give rows an arbitrary of your own: { rows: fc.record({ … }) }',
      )
    }
  }
}
