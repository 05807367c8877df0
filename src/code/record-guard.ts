/**
 * Generated code that tells whether a value is a record as a schema has it: a plain object with the names of its fields, in
 * their order, and no others. It looks at names alone, not at what is in the fields. In another order, or with a field more,
 * a record is none that is expected: whoever asks has a slower way for such ones.
 */
import type { Field, Schema } from '../data/schema.ts'

/** What generated code is made of: functions, and the values that they use, by name. */
export interface Code {
  readonly functions: string[]
  readonly values: Record<string, unknown>
}

/** The fields of a record that a value may be, if that can be one record only. */
export const recordIn = (schema: Schema): readonly Field[] | undefined => {
  if (schema.kind === 'record') return schema.fields
  const records = schema.kind === 'union' ? schema.members.filter(({ kind }) => kind === 'record') : []
  return records.length === 1 ? recordIn(records[0] as Schema) : undefined
}

/** The name of a function of any value, or undefined where there is none for such fields. */
export const recordGuard = (code: Code, fields: readonly Field[]): string | undefined => {
  // In the order in which an object made of them has them: those that are whole numbers come first.
  const known = new Map(fields.map((field) => [field.name, field]))
  const names = Object.keys(Object.fromEntries(known))
  if (names.length !== fields.length) return undefined
  const id = code.functions.length
  Object.assign(code.values, {
    [`names${id}`]: names,
    [`optional${id}`]: names.map((name) => known.get(name)?.optional),
    getPrototypeOf: Object.getPrototypeOf,
    objectPrototype: Object.prototype,
  })
  const skip = (until: string) => `while (${until}) if (!optional${id}[i++]) return false`
  const hasOptional = fields.some(({ optional }) => optional)
  code.functions.push(`
const is${id} = (row) => {
  if (typeof row !== 'object' || row === null) return false
  const prototype = getPrototypeOf(row)
  if (prototype !== objectPrototype && prototype !== null) return false
  let i = 0
  for (const name in row) {
    ${hasOptional ? skip(`i < ${names.length} && name !== names${id}[i]`) : ''}
    if (i === ${names.length} || name !== names${id}[i]) return false
    i++
  }
  ${hasOptional ? skip(`i < ${names.length}`) : ''}
  return i === ${names.length}
}`)
  return `is${id}`
}
