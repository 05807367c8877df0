/**
 * Profiles: what kind of values all rows of an instance have, so that one kind does not hide what another would show.
 */
import * as fc from 'fast-check'
import * as numbers from './numbers.ts'
import * as texts from './texts.ts'

/**
 * What kind of values rows have: all sorts of finite ones; few, so that many are equal; or those that are known for trouble,
 * such as NaN, -0 and half of a pair of surrogates.
 *
 * @example
 * const dull: L.Profile = 'ties'
 * fc.sample(L.rowsOf(t.number, dull), 100).every((n) => n <= 11) // true
 */
export type Profile = 'plain' | 'ties' | 'specials'

/** What values of a profile are made of. */
export interface Leaves {
  readonly number: fc.Arbitrary<number>
  readonly text: fc.Arbitrary<string>
  readonly bigint: fc.Arbitrary<bigint>
}

export const leavesOf: Readonly<Record<Profile, Leaves>> = {
  plain: {
    number: numbers.finite,
    text: texts.texts,
    bigint: fc.oneof(
      { withCrossShrink: true },
      fc.bigInt({ min: -9n, max: 9n }),
      fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }),
    ),
  },
  ties: { number: numbers.few, text: texts.few, bigint: fc.bigInt({ min: 0n, max: 2n }) },
  specials: {
    number: numbers.specials,
    text: texts.specials,
    bigint: fc.constantFrom(0n, -1n, 2n ** 53n + 1n, 2n ** 63n, -(2n ** 63n) - 1n),
  },
}

interface Profiled {
  /** One for each profile, of the same rows. */
  readonly profiles: readonly fc.Arbitrary<unknown>[]
  /** Whether a value is a row. */
  readonly is: (value: unknown) => boolean
}

const known = new WeakMap<object, Profiled>()

/** Rows of any of these profiles. */
export const profiled = <A>(profiles: readonly fc.Arbitrary<A>[], is: (value: unknown) => boolean): fc.Arbitrary<A> => {
  const rows = fc.oneof({ withCrossShrink: true }, ...profiles)
  known.set(rows, { profiles, is })
  return rows
}

/** The profiles of rows, if they have any. */
export const profilesOf = (rows: fc.Arbitrary<unknown>): Profiled | undefined => known.get(rows)
