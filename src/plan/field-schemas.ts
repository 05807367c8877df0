/**
 * What is known of records whose fields were chosen, renamed or added, given what was known of them before.
 */
import * as S from '../data/schema.ts'

type Fields = readonly S.Field[]

/** A change of the fields, of each member of a union by itself; `other` says what is known where no fields are. */
const changed = (
  schema: S.Schema,
  change: (fields: Fields) => Fields,
  other: (schema: S.Schema) => S.Schema,
): S.Schema => {
  if (schema.kind === 'union') return S.union(schema.members.map((member) => changed(member, change, other)))
  return schema.kind === 'record' ? S.record(change(schema.fields)) : other(schema)
}

/** Names for which any field will do, since nothing says that there is none. */
const anyOf = (names: readonly string[], schema: S.Schema): S.Schema =>
  S.record(names.map((name) => S.optionalField(name, schema)))

export const selectedSchema = (schema: S.Schema, names: readonly string[]): S.Schema =>
  changed(
    schema,
    (fields) => names.flatMap((name) => fields.filter((field) => field.name === name)),
    (other) => anyOf(names, other.kind === 'dictionary' ? other.values : S.unknown),
  )

const dictionaryOr = (schema: S.Schema): S.Schema => (schema.kind === 'dictionary' ? schema : S.unknown)

export const omittedSchema = (schema: S.Schema, names: readonly string[]): S.Schema =>
  changed(schema, (fields) => fields.filter(({ name }) => !names.includes(name)), dictionaryOr)

export const renamedSchema = (schema: S.Schema, names: readonly (readonly [string, string])[]): S.Schema => {
  const to = new Map(names)
  return changed(
    schema,
    (fields) => fields.map((field) => ({ ...field, name: to.get(field.name) ?? field.name })),
    dictionaryOr,
  )
}

/** As an object spread does: a field that was there keeps its place. */
export const extendedSchema = (schema: S.Schema, more: Fields): S.Schema =>
  changed(
    schema,
    (fields) => [...new Map([...fields, ...more].map((field) => [field.name, field])).values()],
    () => S.unknown,
  )

/** The columns become a literal of their names, and what any of them may hold; an absent one is undefined. */
export const unpivotedSchema = (
  schema: S.Schema,
  { columns, name, value }: { readonly columns: readonly string[]; readonly name: string; readonly value: string },
): S.Schema => {
  const names = S.field(name, S.union(columns.map(S.literal)))
  return changed(
    schema,
    (fields) => {
      const held = columns.map((column) => {
        const field = fields.find((one) => one.name === column)
        if (field === undefined) return S.undefined
        return field.optional ? S.union([field.schema, S.undefined]) : field.schema
      })
      // A row that has a field of a new name besides is an error, and none that comes out.
      const isGone = (field: S.Field): boolean => [...columns, name, value].includes(field.name)
      return [...fields.filter((field) => !isGone(field)), names, S.field(value, S.union(held))]
    },
    () => S.unknown,
  )
}

/** Whether every row is known to have a field of this name. */
export const hasField = (schema: S.Schema, name: string): boolean =>
  schema.kind === 'record' && schema.fields.some((field) => field.name === name && !field.optional)
