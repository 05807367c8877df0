/**
 * Why a value does not fit a codec: where in it, what was found, what was expected. Knows no codecs.
 */
import { printValue } from '../../data/print-value.ts'

/** What a decoder gives back in place of a value. No value that is decoded can be one: the class stays in here. */
export class Failure {
  /** From the outside in; built from the inside out. */
  readonly path: readonly (string | number)[]
  readonly found: unknown
  readonly expected: string
  /** The whole message, where it does not follow from the rest. */
  readonly message: string | undefined

  constructor(found: unknown, expected: string, message?: string, path: readonly (string | number)[] = []) {
    this.path = path
    this.found = found
    this.expected = expected
    this.message = message
  }

  /** The same failure, seen from one level further out. */
  within(key: string | number): Failure {
    return new Failure(this.found, this.expected, this.message, [key, ...this.path])
  }
}

/** Gives a value or a `Failure`. */
export type Decode = (value: unknown) => unknown

const isName = (key: string): boolean => /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key)

/** A path as one writes it: `tags[2]`, `address.city`. The first name stands as it is: it may be that of a column. */
export const printPath = (path: readonly (string | number)[]): string =>
  path
    .map((key, i) => {
      if (typeof key === 'number') return `[${key}]`
      if (i === 0) return key
      return isName(key) ? `.${key}` : `[${JSON.stringify(key)}]`
    })
    .join('')

const withArticle: ReadonlyMap<string, string> = new Map([
  ['string', 'a string'],
  ['number', 'a number'],
  ['boolean', 'a boolean'],
  ['bigint', 'a bigint'],
  ['object', 'an object'],
  ['array', 'an array'],
])

/** The failure in a sentence: `'abc' is not a number`. */
export const failureMessage = ({ found, expected, message }: Failure): string =>
  message ??
  (found === undefined
    ? `nothing where ${withArticle.get(expected) ?? expected} belongs`
    : `${printValue(found)} is not ${withArticle.get(expected) ?? expected}`)
