/**
 * Objects as dictionaries: any names, values of one kind.
 */
import type * as t from 'io-ts'
import { knownTag } from './codec-origin.ts'
import { isObject, setField } from './compile-record.ts'
import { type Decode, Failure } from './decode-failure.ts'

/** The names of a domain that lists them: a literal, `keyof`, or a union of such. */
export const domainKeys = (domain: t.Mixed): readonly string[] => {
  switch (knownTag(domain)) {
    case 'LiteralType':
      return [(domain as t.LiteralC<string>).value]
    case 'KeyofType':
      return Object.keys((domain as t.KeyofC<{ readonly [name: string]: unknown }>).keys)
    case 'UnionType':
      return [...new Set((domain as t.UnionC<[t.Mixed, t.Mixed]>).types.flatMap(domainKeys))]
    default:
      return []
  }
}

/**
 * Decodes a dictionary, in the order of its names. As in io-ts a name that does not fit the domain is left out without a
 * word; and a dictionary of `t.any` may be an array.
 */
export const compileDictionary =
  (domain: Decode, codomain: Decode, ofAny: boolean): Decode =>
  (value) => {
    if (!isObject(value))
      return ofAny && Array.isArray(value) ? Object.freeze([...value]) : new Failure(value, 'object')
    const made: Record<string, unknown> = {}
    for (const key of Object.keys(value)) {
      const name = domain(key)
      if (name instanceof Failure) continue
      const decoded = codomain(value[key])
      if (decoded instanceof Failure) return decoded.within(key)
      setField(made, String(name), decoded)
    }
    return Object.freeze(made)
  }
