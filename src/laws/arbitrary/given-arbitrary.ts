/** What a subject was given to draw values from: an arbitrary, or an error that says how to come by one. */
import type * as fc from 'fast-check'
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'

const has = (value: unknown, name: string): boolean =>
  typeof value === 'object' && value !== null && typeof Reflect.get(value, name) === 'function'

/**
 * @param option that it stands in: `L.row` takes it as `rows`
 * @throws FloeError InvalidArgument for what is no arbitrary
 */
export const givenArbitrary = <A>(subject: string, option: string, given: fc.Arbitrary<A>): fc.Arbitrary<A> => {
  if (has(given, 'generate')) return given
  const isCodec = has(given, 'decode')
  throw new FloeError('InvalidArgument', {
    message: `L.${subject} takes an arbitrary of fast-check as ${option}, and was given ${isCodec ? 'a codec' : printValue(given)}`,
    hint: isCodec
      ? `make an arbitrary of it: { ${option}: L.rowsOf(codec) }`
      : `say what it is tried on: { ${option}: L.rowsOf(t.type({ delay: t.number })) }, or { ${option}: fc.record({ delay: fc.nat() }) }`,
  })
}
