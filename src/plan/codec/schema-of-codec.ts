/**
 * What a codec says of the values that it decodes to, and of those that it reads.
 *
 * Codecs of io-ts are tagged and can be looked into, and those of `floe/codec` say it themselves; any other (a custom `Type`)
 * is `unknown`, never wrong.
 */
import type * as t from 'io-ts'
import { DescribedCodec } from '../../codec/described-codec.ts'
import * as S from '../../data/schema.ts'

type Props = { readonly [name: string]: t.Mixed }
/** A codec of io-ts that can be looked into; `t.Mixed` hides the tags. */
type Tagged = { readonly _tag?: string }

/** Before decoding or after. They are the same but for codecs of `floe/codec`. */
type Side = 'read' | 'made'

const fieldsOf = (props: Props, optional: boolean, side: Side): readonly S.Field[] =>
  Object.entries(props).map(([name, codec]) => ({ name, schema: schemaOn(side, codec), optional }))

/** Fields of both sides; of a name on both, the stronger claim. */
const intersect = (schemas: readonly S.Schema[]): S.Schema => {
  const known = schemas.filter((s) => s.kind !== 'unknown')
  if (known.length <= 1) return known[0] ?? S.unknown
  if (!known.every((s) => s.kind === 'record')) return S.unknown
  const fields = new Map<string, S.Field>()
  for (const f of known.flatMap((s) => s.fields)) {
    const before = fields.get(f.name)
    fields.set(f.name, before === undefined || (before.optional && !f.optional) ? f : before)
  }
  return S.record([...fields.values()])
}

const schemaOn = (side: Side, codec: t.Mixed): S.Schema => {
  const of = (part: t.Mixed): S.Schema => schemaOn(side, part)
  if (codec instanceof DescribedCodec) return side === 'read' ? codec.reads(of) : codec.schema(of)
  const tagged = codec as Tagged
  switch (tagged._tag) {
    case 'StringType':
      return S.string
    case 'NumberType':
      return S.number
    case 'BooleanType':
      return S.boolean
    case 'BigIntType':
      return S.bigint
    case 'NullType':
      return S.null
    case 'UndefinedType':
    case 'VoidType':
      return S.undefined
    case 'LiteralType':
      return S.literal((codec as t.LiteralC<string>).value)
    case 'KeyofType':
      return S.union(Object.keys((codec as t.KeyofC<Props>).keys).map(S.literal))
    case 'ArrayType':
    case 'ReadonlyArrayType':
      return S.array(of((codec as t.ArrayC<t.Mixed>).type))
    case 'TupleType':
      return S.tuple((codec as t.TupleC<[t.Mixed]>).types.map(of))
    case 'InterfaceType':
      return S.record(fieldsOf((codec as t.TypeC<Props>).props, false, side))
    case 'PartialType':
      return S.record(fieldsOf((codec as t.PartialC<Props>).props, true, side))
    case 'DictionaryType':
      return S.dictionary(of((codec as t.DictionaryType<t.Mixed, t.Mixed>).codomain))
    case 'UnionType':
      return S.union((codec as t.UnionC<[t.Mixed, t.Mixed]>).types.map(of))
    case 'IntersectionType':
      return intersect((codec as t.IntersectionC<[t.Mixed, t.Mixed]>).types.map(of))
    case 'ReadonlyType':
    case 'ExactType':
    case 'RefinementType':
      return of((codec as unknown as { readonly type: t.Mixed }).type)
    default:
      return S.unknown
  }
}

/**
 * The schema of a codec's decoded values.
 *
 * @example
 * const Flight = t.type({ origin: t.string, delay: t.union([t.number, t.null]) })
 * console.log(printSchema(schemaOfCodec(Flight)))
 * // { origin: string, delay: number | null }
 */
export const schemaOfCodec = (codec: t.Mixed): S.Schema => schemaOn('made', codec)

/**
 * The schema of the values that a codec reads: what a source gives it, where the source has a choice.
 *
 * @example
 * console.log(printSchema(schemaReadBy(t.type({ born: C.dateFromIso, alive: t.boolean }))))
 * // { born: string, alive: boolean }
 */
export const schemaReadBy = (codec: t.Mixed): S.Schema => schemaOn('read', codec)
