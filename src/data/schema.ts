/**
 * What is known of the shape of rows: a frozen, readonly description that can be printed and tested against.
 *
 * A schema says what Floe *knows*, `unknown` where it knows nothing: it never limits what a row may be. It is read from
 * codecs and files and carried along the plan. It knows nothing of codecs itself.
 */
import type { Primitive } from './primitive.ts'

/**
 * What is known of a value: one of these shapes.
 *
 * @example
 * const words: F.Schema = { kind: 'array', items: { kind: 'string' } }
 * F.printSchema(words) // 'string[]'
 */
export type Schema =
  | { readonly kind: 'unknown' | 'null' | 'undefined' | 'boolean' | 'number' | 'bigint' | 'string' | 'date' | 'bytes' }
  | { readonly kind: 'literal'; readonly value: Primitive }
  | { readonly kind: 'array'; readonly items: Schema }
  | { readonly kind: 'tuple'; readonly items: readonly Schema[] }
  | { readonly kind: 'record'; readonly fields: readonly Field[] }
  | { readonly kind: 'dictionary'; readonly values: Schema }
  | { readonly kind: 'union'; readonly members: readonly Schema[] }

/**
 * A named part of a record. An `optional` one may be absent.
 *
 * @example
 * const delay: F.Field = { name: 'delay', schema: { kind: 'number' }, optional: true }
 * F.printSchema({ kind: 'record', fields: [delay] }) // '{ delay?: number }'
 */
export interface Field {
  readonly name: string
  readonly schema: Schema
  readonly optional: boolean
}

const simple = <
  K extends 'unknown' | 'null' | 'undefined' | 'boolean' | 'number' | 'bigint' | 'string' | 'date' | 'bytes',
>(
  kind: K,
): Schema => Object.freeze({ kind })

const unknown = simple('unknown')
const nothing = simple('null')
const absent = simple('undefined')
const boolean = simple('boolean')
const number = simple('number')
const bigint = simple('bigint')
const string = simple('string')
const date = simple('date')
const bytes = simple('bytes')

/** The schemas that have no parts: `import * as S`, then `S.number`. */
export { absent as undefined, bigint, boolean, bytes, date, nothing as null, number, string, unknown }

/** The schema of one primitive value. */
export const literal = (value: Primitive): Schema => Object.freeze({ kind: 'literal', value })
/** Arrays whose items all have one schema. */
export const array = (items: Schema): Schema => Object.freeze({ kind: 'array', items })
/** Arrays of a fixed length, each place with its own schema. */
export const tuple = (items: readonly Schema[]): Schema =>
  Object.freeze({ kind: 'tuple', items: Object.freeze([...items]) })
/** Objects whose every value has one schema, whatever its name. */
export const dictionary = (values: Schema): Schema => Object.freeze({ kind: 'dictionary', values })
/** Objects with these fields, in this order. */
export const record = (fields: readonly Field[]): Schema =>
  Object.freeze({ kind: 'record', fields: Object.freeze(fields.map((f) => Object.freeze({ ...f }))) })
/** A field that is always there. */
export const field = (name: string, schema: Schema): Field => ({ name, schema, optional: false })
/** A field that may be absent. */
export const optionalField = (name: string, schema: Schema): Field => ({ name, schema, optional: true })

/** Any of several schemas: flat, without repetition; `unknown` swallows the rest. */
export const union = (members: readonly Schema[]): Schema => {
  const flat = members.flatMap((m) => (m.kind === 'union' ? m.members : [m]))
  if (flat.some((m) => m.kind === 'unknown')) return unknown
  const distinct = [...new Map(flat.map((m) => [printSchema(m), m])).values()]
  const only = distinct[0]
  return distinct.length === 1 && only !== undefined
    ? only
    : Object.freeze({ kind: 'union', members: Object.freeze(distinct) })
}

const isName = (text: string): boolean => /^[A-Za-z_$][\w$]*$/.test(text)

const printLiteral = (value: Primitive): string =>
  typeof value === 'string'
    ? JSON.stringify(value)
    : typeof value === 'bigint'
      ? `${value}n`
      : Object.is(value, -0)
        ? '-0'
        : `${value}`

/**
 * The schema as TypeScript would write it, on one line.
 *
 * @example
 * const delay: F.Field = { name: 'delay', schema: union([{ kind: 'number' }, { kind: 'null' }]), optional: true }
 * console.log(printSchema(record([field('origin', { kind: 'string' }), delay])))
 * // { origin: string, delay?: number | null }
 */
export const printSchema = (schema: Schema): string => {
  switch (schema.kind) {
    case 'literal':
      return printLiteral(schema.value)
    case 'array':
      return schema.items.kind === 'union' ? `(${printSchema(schema.items)})[]` : `${printSchema(schema.items)}[]`
    case 'tuple':
      return `[${schema.items.map(printSchema).join(', ')}]`
    case 'record':
      return schema.fields.length === 0
        ? '{}'
        : `{ ${schema.fields
            .map(
              (f) =>
                `${isName(f.name) ? f.name : JSON.stringify(f.name)}${f.optional ? '?' : ''}: ${printSchema(f.schema)}`,
            )
            .join(', ')} }`
    case 'dictionary':
      return `{ [name]: ${printSchema(schema.values)} }`
    case 'union':
      return schema.members.map(printSchema).join(' | ')
    case 'date':
      return 'Date'
    case 'bytes':
      return 'Uint8Array'
    default:
      return schema.kind
  }
}

/** Whether a value is one that the schema describes. Extra fields of an object are ignored, as TypeScript does. */
export const conforms = (schema: Schema, value: unknown): boolean => {
  switch (schema.kind) {
    case 'unknown':
      return true
    case 'null':
      return value === null
    case 'undefined':
    case 'boolean':
    case 'number':
    case 'bigint':
    case 'string':
      return typeof value === schema.kind
    case 'date':
      return value instanceof Date
    case 'bytes':
      return value instanceof Uint8Array
    case 'literal':
      return Object.is(value, schema.value)
    case 'array':
      return Array.isArray(value) && value.every((v) => conforms(schema.items, v))
    case 'tuple':
      return (
        Array.isArray(value) &&
        value.length === schema.items.length &&
        schema.items.every((s, i) => conforms(s, value[i]))
      )
    case 'record':
      return (
        typeof value === 'object' &&
        value !== null &&
        schema.fields.every((f) =>
          Object.hasOwn(value, f.name) ? conforms(f.schema, (value as Record<string, unknown>)[f.name]) : f.optional,
        )
      )
    case 'dictionary':
      return (
        typeof value === 'object' && value !== null && Object.values(value).every((v) => conforms(schema.values, v))
      )
    case 'union':
      return schema.members.some((m) => conforms(m, value))
    default:
      return schema satisfies never
  }
}
