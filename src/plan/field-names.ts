/**
 * Names of fields as operators take them: their types, and the check for those who come without types.
 */
import { printValue } from '../data/print-value.ts'
import { FloeError } from '../error/floe-error.ts'

/** Rows that have fields: plain objects, and neither collections nor tuples. */
export type WithFields = object & { readonly [Symbol.iterator]?: never }

/** The names, each once. */
export const fieldNames = (operator: string, names: readonly unknown[], hint: string): readonly string[] => {
  for (const name of names)
    if (typeof name !== 'string')
      throw new FloeError('InvalidArgument', {
        message: `${operator} was given ${printValue(name)}, and takes names of fields`,
        found: printValue(name),
        expected: 'text',
        hint,
      })
  return Object.freeze([...new Set(names as readonly string[])])
}
