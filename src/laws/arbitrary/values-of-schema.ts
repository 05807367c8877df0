/**
 * Arbitrary values of a schema: of what is known of a source when nothing has been read of it. Where nothing is known,
 * anything may come.
 *
 * Where values shrink to is small: 0, the empty text, no items, fields left out, the first member of a union.
 */
import * as fc from 'fast-check'
import type { Schema } from '../../data/schema.ts'
import { setField } from '../../plan/codec/compile-record.ts'
import type { Leaves } from './profile.ts'
import { times } from './times.ts'

type Values = fc.Arbitrary<unknown>

const absent = Symbol('absent')

const isNothing = ({ kind }: Schema): boolean => kind === 'null' || kind === 'undefined'

const recordOf = (entries: readonly (readonly [string, unknown])[]): Readonly<Record<string, unknown>> => {
  const record: Record<string, unknown> = {}
  for (const [name, value] of entries) if (value !== absent) setField(record, name, value)
  return record
}

/** The arbitrary values that a schema describes. */
export const valuesOfSchema = (schema: Schema, leaves: Leaves): Values => {
  const within = (part: Schema): Values => valuesOfSchema(part, leaves)
  switch (schema.kind) {
    case 'unknown':
      return fc.oneof(fc.constant(null), leaves.number, leaves.text, fc.array(leaves.text, { maxLength: 2 }))
    case 'null':
      return fc.constant(null)
    case 'undefined':
      return fc.constant(undefined)
    case 'boolean':
      return fc.boolean()
    case 'number':
      return leaves.number
    case 'bigint':
      return leaves.bigint
    case 'string':
      return leaves.text
    case 'date':
      return times.map((time) => new Date(time))
    case 'bytes':
      return fc.uint8Array({ maxLength: 4 })
    case 'literal':
      return fc.constant(schema.value)
    case 'array':
      return fc.array(within(schema.items), { maxLength: 3 })
    case 'tuple':
      return fc.tuple(...schema.items.map(within))
    case 'record':
      return fc
        .tuple(
          ...schema.fields.map((field) =>
            field.optional ? fc.option(within(field.schema), { nil: absent, freq: 3 }) : within(field.schema),
          ),
        )
        .map((made) => recordOf(schema.fields.map(({ name }, i) => [name, made[i]])))
    case 'dictionary':
      return fc.array(fc.tuple(leaves.text, within(schema.values)), { maxLength: 3 }).map(recordOf)
    case 'union':
      return fc.oneof(
        { withCrossShrink: true },
        ...schema.members
          .toSorted((a, b) => Number(isNothing(b)) - Number(isNothing(a)))
          .map((part) => ({ arbitrary: within(part), weight: isNothing(part) ? 1 : 3 })),
      )
    default:
      return schema satisfies never
  }
}
