/**
 * The rows of an instance of a plan, some for each of its sources: of one profile for all, so that what stands in one is
 * found in the others.
 */
import * as fc from 'fast-check'
import { profiled, profilesOf } from '../arbitrary/profile.ts'
import { someRows } from '../arbitrary/some-rows.ts'

type Rows = readonly unknown[]

/** Rows like those that sources really hold come first, and bring most to light: they are drawn as often as all others. */
const likeReal = 2

/** Of few rows hardly any come through filters and joins. */
const mostRows = 12

/** Some rows of each source: none, one, or a few, among which some are equal or nearly so. */
export const rowsOfSources = (sources: readonly fc.Arbitrary<unknown>[]): fc.Arbitrary<readonly Rows[]> => {
  const known = sources.map((source) => profilesOf(source) ?? { profiles: [source], is: () => false })
  const most = Math.max(1, ...known.map(({ profiles }) => profiles.length))
  const ofProfile = (i: number): fc.Arbitrary<readonly Rows[]> =>
    fc.tuple(
      ...known.map(({ profiles, is }) =>
        someRows(profiled([profiles[i % profiles.length] as fc.Arbitrary<unknown>], is), mostRows),
      ),
    )
  return fc.oneof(
    { withCrossShrink: true },
    ...Array.from({ length: most }, (_, i) => ({ arbitrary: ofProfile(i), weight: i < likeReal ? most : 1 })),
  )
}
