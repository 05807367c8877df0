/**
 * What people give to have it checked, looked at before anything is tried: what is no function, is not said, or is said of a promise
 * that there is none of, would pass all laws without a word.
 */
import { printValue } from '../data/print-value.ts'
import { FloeError } from '../error/floe-error.ts'
import type { Property } from './law.ts'

/** Options that were not given at all: whoever asks for one of them says so. */
export const givenOptions = <O extends object>(options: O | undefined): O => options ?? ({} as O)

const properties: Readonly<Record<Property, true>> = {
  ownsOutput: true,
  idempotent: true,
  elementwise: true,
  equivariant: true,
  orderFree: true,
  keyLocal: true,
  deterministic: true,
  injective: true,
  total: true,
  commutative: true,
  idempotentMerge: true,
  boundedState: true,
  breaksTies: true,
  boundary: true,
}

/**
 * What is promised.
 *
 * @throws FloeError InvalidArgument for what no law is about
 */
export const givenDeclared = (subject: string, declared: readonly Property[]): ReadonlySet<Property> => {
  const other: unknown = declared.find((one) => !Object.hasOwn(properties, one))
  if (other === undefined) return new Set(declared)
  throw new FloeError('InvalidArgument', {
    message: `L.${subject} was told that ${printValue(other)} is declared, which no law is about`,
    hint: `one of ${Object.keys(properties).join(', ')}`,
  })
}

/**
 * A value whose parts of these names are functions; without names, a function.
 *
 * @param takes what the subject takes, in words
 * @throws FloeError InvalidArgument for anything else
 */
export const givenFunctions = <F>(subject: string, given: F, takes: string, names: readonly string[] = []): F => {
  const value: unknown = given
  const isGiven =
    names.length === 0
      ? typeof value === 'function'
      : typeof value === 'object' &&
        value !== null &&
        names.every((name) => typeof Reflect.get(value, name) === 'function')
  if (isGiven) return given
  throw new FloeError('InvalidArgument', {
    message: `L.${subject} takes ${takes}, and was given ${printValue(value)}`,
    hint: 'of what must be made afresh for each check: L.fresh(() => …)',
  })
}
