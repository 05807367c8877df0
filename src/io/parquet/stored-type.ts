/**
 * What a column of a Parquet file is to hold, as far as a schema or a codec says it. What they leave open is `open`: then the
 * first rows say it (`stored-type-of-values.ts`). Knows no values.
 */
import type * as t from 'io-ts'
import { partsOfOwn } from '../../codec/described-codec.ts'
import type * as S from '../../data/schema.ts'
import { knownTag } from '../../plan/codec/codec-origin.ts'
import { codecParts } from '../../plan/codec/codec-parts.ts'
import { schemaOfCodec } from '../../plan/codec/schema-of-codec.ts'
import { shapeOf } from '../row-shape.ts'

/** Of the values of a column or a part of one. `int64` is of bigints, `int32` and `whole` (of 64 bits too) of numbers. */
export type StoredType =
  | { readonly kind: 'open' | 'boolean' | 'int32' | 'whole' | 'int64' | 'double' | 'string' | 'timestamp' | 'bytes' }
  | { readonly kind: 'list'; readonly items: StoredPart }
  | { readonly kind: 'map'; readonly values: StoredPart }
  | { readonly kind: 'struct'; readonly fields: readonly StoredColumn[] }

export interface StoredPart {
  readonly type: StoredType
  readonly nullable: boolean
  /** Whether nobody says what it is, so that values do. */
  readonly guessed?: true
}

export interface StoredColumn extends StoredPart {
  readonly name: string
}

const open: StoredType = { kind: 'open' }

/** Anything may be missing where nobody says that it is not. */
export const guess: StoredPart = { type: open, nullable: true, guessed: true }

const isMissing = ({ kind }: S.Schema): boolean => kind === 'null' || kind === 'undefined'

const primitives: Readonly<Record<string, StoredType>> = {
  boolean: { kind: 'boolean' },
  number: { kind: 'double' },
  bigint: { kind: 'int64' },
  string: { kind: 'string' },
}

const sameKind = (types: readonly StoredType[]): StoredType => {
  const [first = open, ...others] = types
  const isLeaf = first.kind !== 'list' && first.kind !== 'map' && first.kind !== 'struct'
  return isLeaf && others.every(({ kind }) => kind === first.kind) ? first : open
}

const typeOf = (schema: S.Schema): StoredType => {
  switch (schema.kind) {
    case 'boolean':
    case 'number':
    case 'bigint':
    case 'string':
      return primitives[schema.kind] as StoredType
    case 'literal':
      return schema.value === null || schema.value === undefined ? open : (primitives[typeof schema.value] ?? open)
    case 'date':
      return { kind: 'timestamp' }
    case 'bytes':
      return { kind: 'bytes' }
    case 'array':
      return { kind: 'list', items: partOf(schema.items) }
    case 'dictionary':
      return { kind: 'map', values: partOf(schema.values) }
    case 'record':
      return { kind: 'struct', fields: columnsOfFields(schema.fields) }
    case 'union': {
      const there = schema.members.filter((member) => !isMissing(member))
      return there.length === 1 ? typeOf(there[0] as S.Schema) : sameKind(there.map(typeOf))
    }
    case 'tuple':
    case 'unknown':
    case 'null':
    case 'undefined':
      return open
    default:
      return schema satisfies never
  }
}

const partOf = (schema: S.Schema): StoredPart => {
  const type = typeOf(schema)
  return type.kind === 'open' ? guess : { type, nullable: schema.kind === 'union' && schema.members.some(isMissing) }
}

const columnsOfFields = (fields: readonly S.Field[]): readonly StoredColumn[] =>
  fields.map(({ name, schema, optional }) => {
    const part = partOf(schema)
    return { name, ...part, nullable: part.nullable || optional }
  })

/** The columns of rows of a schema; undefined where it does not name them. */
export const columnsOfSchema = (schema: S.Schema): readonly StoredColumn[] | undefined =>
  schema.kind === 'record' ? columnsOfFields(schema.fields) : undefined

const isInt = (codec: t.Mixed, tag: string | undefined): boolean =>
  (tag === 'RefinementType' && codec.name === 'Int') || partsOfOwn(codec)?.[0] === 'intFromText'

/** As the schema of the codec says, but whole numbers, of which a schema knows nothing. */
const partOfCodec = (codec: t.Mixed): StoredPart => {
  const tag = knownTag(codec)
  if (isInt(codec, tag)) return { type: { kind: 'whole' }, nullable: false }
  switch (tag) {
    case 'ReadonlyType':
    case 'ExactType':
    case 'RefinementType':
      return partOfCodec(codecParts(codec).type)
    case 'ArrayType':
    case 'ReadonlyArrayType':
      return { type: { kind: 'list', items: partOfCodec(codecParts(codec).type) }, nullable: false }
    case 'InterfaceType':
    case 'PartialType':
    case 'IntersectionType': {
      const fields = columnsOfCodec(codec)
      return fields === undefined ? partOf(schemaOfCodec(codec)) : { type: { kind: 'struct', fields }, nullable: false }
    }
    case 'UnionType': {
      const there = codecParts(codec).types.filter((member) => !isMissing(schemaOfCodec(member)))
      const [only] = there
      return there.length === 1 && only !== undefined
        ? { ...partOfCodec(only), nullable: true }
        : partOf(schemaOfCodec(codec))
    }
    default:
      return partOf(schemaOfCodec(codec))
  }
}

/** The columns of rows that a codec decodes; undefined where it does not name them all. */
export const columnsOfCodec = (codec: t.Mixed): readonly StoredColumn[] | undefined => {
  const shape = shapeOf(codec)
  if (shape === undefined || shape.rest !== undefined) return undefined
  return shape.fields.map(({ name, codec: field, optional }) => {
    const part = partOfCodec(field)
    return { name, ...part, nullable: part.nullable || optional }
  })
}
