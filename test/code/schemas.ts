/** Schemas, and values that are as they say, nearly so, or not at all. */
import fc from 'fast-check'
import type { Schema } from '../../src/data/schema.ts'
import * as S from '../../src/data/schema.ts'
import { anyBytes, anyDate, anyKey, anyNumber, anyPrimitive, anyString, anyTightRow } from '../data/arbitrary.ts'

export const anySchema: fc.Arbitrary<Schema> = fc.letrec<{ schema: Schema }>((tie) => ({
  schema: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    fc.constantFrom(S.number, S.string, S.unknown, S.number, S.string, S.boolean, S.bigint, S.date, S.bytes, S.null),
    fc.constantFrom<Schema>(S.literal('a'), S.literal(0), S.literal(-0), S.literal(null), S.undefined),
    fc
      .uniqueArray(fc.tuple(anyKey(), tie('schema'), fc.boolean()), { maxLength: 4, selector: ([name]) => name })
      .map((fields) => S.record(fields.map(([name, schema, optional]) => ({ name, schema, optional })))),
    fc.array(tie('schema'), { maxLength: 3 }).map(S.union),
    tie('schema').map(S.array),
    fc.array(tie('schema'), { maxLength: 2 }).map(S.tuple),
    tie('schema').map(S.dictionary),
  ),
})).schema

/** What a schema describes. */
const described = (schema: Schema): fc.Arbitrary<unknown> => {
  switch (schema.kind) {
    case 'number':
      return anyNumber('specials')
    case 'string':
      return anyString()
    case 'boolean':
      return fc.boolean()
    case 'bigint':
      return fc.bigInt({ min: -2n, max: 2n })
    case 'date':
      return anyDate()
    case 'bytes':
      return anyBytes().filter((bytes) => bytes instanceof Uint8Array)
    case 'null':
      return fc.constant(null)
    case 'undefined':
      return fc.constant(undefined)
    case 'literal':
      return fc.constant(schema.value)
    case 'unknown':
      return anyPrimitive()
    case 'array':
      return fc.array(described(schema.items), { maxLength: 2 })
    case 'tuple':
      return fc.tuple(...schema.items.map(described))
    case 'dictionary':
      return fc.dictionary(anyKey(), described(schema.values), { maxKeys: 2 })
    case 'union':
      return schema.members.length === 0 ? anyPrimitive() : fc.oneof(...schema.members.map(described))
    case 'record':
      return fc
        .tuple(
          ...schema.fields.map((f) => fc.tuple(f.optional ? fc.boolean() : fc.constant(true), described(f.schema))),
        )
        .map((values) =>
          Object.fromEntries(
            schema.fields.flatMap(({ name }, i) => {
              const [isThere, value] = values[i] as [boolean, unknown]
              return isThere ? [[name, value]] : []
            }),
          ),
        )
  }
}

export class Instance {
  a = 1
}

/** As described, or nearly so: with a field more, less, elsewhere, changed, hidden or inherited; or something else. */
export const nearly = (schema: Schema): fc.Arbitrary<unknown> => {
  const value = described(schema)
  const other = fc.oneof(
    anyPrimitive(),
    anyTightRow(),
    fc.constantFrom<unknown>(new Instance(), () => 1),
  )
  const changed = fc.tuple(value, anyKey(), other, fc.nat(5)).map(([given, name, another, how]): unknown => {
    if (typeof given !== 'object' || given === null || Object.getPrototypeOf(given) !== Object.prototype) return given
    const entries = Object.entries(given)
    switch (how) {
      case 0:
        return Object.fromEntries([...entries, [name, another]])
      case 1:
        return Object.fromEntries(entries.slice(1))
      case 2:
        return Object.fromEntries(entries.toReversed())
      case 3:
        return Object.fromEntries(entries.map(([key, kept], i) => [key, i === 0 ? another : kept]))
      case 4: {
        const hidden = Object.fromEntries(entries)
        if (entries[0] !== undefined) Object.defineProperty(hidden, entries[0][0], { enumerable: false })
        return hidden
      }
      default:
        return Object.assign(Object.create(null), Object.fromEntries(entries))
    }
  })
  return fc.oneof({ weight: 4, arbitrary: value }, { weight: 3, arbitrary: changed }, { weight: 1, arbitrary: other })
}
