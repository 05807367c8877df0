/**
 * Objects as dictionaries: any names, values of one kind.
 */
import type * as t from 'io-ts'
import { isObject, setField } from './compile-record.ts'
import { type Decode, Failure } from './decode-failure.ts'

/** A domain that lists its names. io-ts goes by the tag alone, whatever `validate` says; so must this. */
type Listing =
  | { readonly _tag: 'LiteralType'; readonly value: string }
  | { readonly _tag: 'KeyofType'; readonly keys: Readonly<Record<string, unknown>> }
  | { readonly _tag: 'UnionType'; readonly types: readonly Listing[] }

const listed = (domain: Listing): readonly string[] => {
  switch (domain._tag) {
    case 'LiteralType':
      return [domain.value]
    case 'KeyofType':
      return Object.keys(domain.keys)
    case 'UnionType':
      return domain.types.flatMap(listed)
  }
}

/** The names of a domain that lists them, each once: all but `__proto__`, which io-ts loses and asks for nothing. */
export const domainKeys = (domain: t.Mixed): readonly string[] =>
  [...new Set(listed(domain as unknown as Listing))].filter((name) => name !== '__proto__')

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
