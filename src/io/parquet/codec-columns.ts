/**
 * Which columns a codec reads. Knows codecs; nothing of Parquet.
 */
import type * as t from 'io-ts'
import * as S from '../../data/schema.ts'
import { knownTag } from '../../plan/codec-origin.ts'
import { schemaOfCodec } from '../../plan/schema-of-codec.ts'

type Parts = {
  readonly type: t.Mixed
  readonly types: readonly t.Mixed[]
  readonly props: Readonly<Record<string, t.Mixed>>
}

const merge = (before: S.Field | undefined, field: S.Field): S.Field => {
  if (before === undefined) return field
  const stronger = before.schema.kind === 'unknown' || (before.optional && !field.optional) ? field : before
  return { ...stronger, optional: before.optional && field.optional }
}

/**
 * The fields that a codec names, when it looks at those and at nothing else of a row; `undefined` when it may look at
 * any: a codec of the user's own, a record of any names, a union.
 */
export const fieldsOfCodec = (codec: t.Mixed): readonly S.Field[] | undefined => {
  const { type, types, props } = codec as unknown as Parts
  const tag = knownTag(codec)
  switch (tag) {
    case 'InterfaceType':
    case 'PartialType':
      return Object.entries(props).map(([name, part]) => ({
        name,
        schema: knownSchema(part),
        optional: tag === 'PartialType',
      }))
    case 'ReadonlyType':
    case 'ExactType':
      return fieldsOfCodec(type)
    case 'IntersectionType': {
      const fields = new Map<string, S.Field>()
      for (const part of types) {
        const found = fieldsOfCodec(part)
        if (found === undefined) return undefined
        for (const field of found) fields.set(field.name, merge(fields.get(field.name), field))
      }
      return [...fields.values()]
    }
    default:
      return undefined
  }
}

/** What a field's codec takes: a codec that decodes by itself may take something else than it gives. */
const knownSchema = (codec: t.Mixed): S.Schema => (knownTag(codec) === undefined ? S.Unknown : schemaOfCodec(codec))
