/**
 * Objects with named fields: the part of decoding by a codec that has to be fast.
 */
import type * as t from 'io-ts'
import { knownTag } from './codec-origin.ts'
import { type Decode, Failure } from './decode-failure.ts'

type Props = { readonly [name: string]: t.Mixed }

export interface RecordField {
  readonly name: string
  readonly codec: t.Mixed
  readonly optional: boolean
}

/** What io-ts takes for an object: also a Date or a Map, but no array. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Sets a field whatever its name: `object['__proto__'] = value` would set no field. */
export const setField = (object: Record<string, unknown>, name: string, value: unknown): void => {
  if (name === '__proto__') Object.defineProperty(object, name, { value, enumerable: true, configurable: true })
  else object[name] = value
}

/**
 * The fields of a codec that is made of nothing but named fields, none twice, in its order; `undefined` of any other.
 * A name that stands in two parts of an intersection has two codecs, and must go the long way.
 */
export const fieldsOfRecord = (codec: t.Mixed): readonly RecordField[] | undefined => {
  const tag = knownTag(codec)
  switch (tag) {
    case 'InterfaceType':
    case 'PartialType':
      return Object.entries((codec as t.TypeC<Props>).props).map(([name, codec]) => ({
        name,
        codec,
        optional: tag === 'PartialType',
      }))
    case 'ReadonlyType':
    case 'ExactType':
      return fieldsOfRecord((codec as t.ReadonlyC<t.Mixed>).type)
    case 'IntersectionType': {
      const fields: RecordField[] = []
      for (const part of (codec as t.IntersectionC<[t.Mixed, t.Mixed]>).types) {
        const of = fieldsOfRecord(part)
        if (of === undefined) return undefined
        fields.push(...of)
      }
      return new Set(fields.map(({ name }) => name)).size === fields.length ? fields : undefined
    }
    default:
      return undefined
  }
}

/**
 * Decodes an object with these fields into a frozen one that has them in this order.
 *
 * As in io-ts a field that is not there reads as `undefined`: if its codec takes that, it is there afterwards, unless it
 * is optional; and `undefined` will always do for an optional field.
 */
export const compileRecord = (
  fields: readonly { readonly name: string; readonly decode: Decode; readonly optional: boolean }[],
): Decode => {
  // Parallel arrays of plain values: twice as fast as a list of records here.
  const names = fields.map(({ name }) => name)
  const decoders = fields.map(({ decode }) => decode)
  const optional = fields.map((field) => field.optional)
  const hostile = names.includes('__proto__')
  return (value) => {
    if (!isObject(value)) return new Failure(value, 'object')
    const made: Record<string, unknown> = {}
    for (let i = 0; i < names.length; i++) {
      const name = names[i] as string
      const found = value[name]
      let decoded = (decoders[i] as Decode)(found)
      if (optional[i] === true && found === undefined) {
        if (decoded instanceof Failure) decoded = undefined
        if (decoded === undefined && !(name in value)) continue
      }
      if (decoded instanceof Failure) return decoded.within(name)
      if (hostile) setField(made, name, decoded)
      else made[name] = decoded
    }
    return Object.freeze(made)
  }
}
