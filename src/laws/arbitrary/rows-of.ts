/**
 * Arbitrary rows of a codec.
 */
import type * as fc from 'fast-check'
import { type Codec, type Decoded, givenCodec } from '../../codec/codec.ts'
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import { leavesOf, type Profile, profiled } from './profile.ts'
import { isOf, valuesOf } from './values-of.ts'

/** Plain ones twice: most of what functions do wrong shows there, and sums by chance alone. */
const all: readonly Profile[] = ['plain', 'ties', 'plain', 'specials']

/**
 * Arbitrary rows of a codec: of what it decodes to. All rows of an instance have values of one profile, unless one is named
 * here: finite numbers of all magnitudes and all sorts of texts; few values, so that many are equal or nearly so; or NaN, -0
 * and what else is known for trouble. Times lie round changes of clocks, among others.
 *
 * A refinement is found by trying; what a codec of your own kind makes is found by giving it what such codecs usually take.
 *
 * @throws FloeError InvalidArgument for a codec of which no value is found
 * @example
 * const Flight = t.type({ origin: t.string, delay: t.number })
 * await L.check(L.row((f: t.TypeOf<typeof Flight>) => f.delay > 15, { rows: L.rowsOf(Flight) }))
 */
export const rowsOf = <C extends Codec>(given: C, profile?: Profile): fc.Arbitrary<Decoded<C>> => {
  const codec = givenCodec(given)
  if (codec === undefined)
    throw new FloeError('InvalidArgument', {
      message: `rowsOf was given ${printValue(given)}, and takes a codec`,
      hint: 'L.rowsOf(t.type({ origin: t.string, delay: t.number }))',
    })
  const rows = (profile === undefined ? all : [profile]).map(
    (name) => valuesOf(codec, leavesOf[name]) as fc.Arbitrary<Decoded<C>>,
  )
  return profiled(rows, isOf(codec))
}
