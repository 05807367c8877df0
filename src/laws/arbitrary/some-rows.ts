/**
 * The rows of an instance, among which some are equal, or nearly so: ties show what depends on order, near-duplicates what
 * takes different rows for the same, and a second look what is remembered.
 */
import * as fc from 'fast-check'
import { isPlain } from './is-plain.ts'
import { withNear } from './near-values.ts'
import { profilesOf } from './profile.ts'

/** A row with one field of another. */
const near = (row: unknown, other: unknown, choice: number): unknown => {
  if (!isPlain(row) || !isPlain(other)) return row
  const names = Object.keys(row).filter((name) => Object.hasOwn(other, name) && name !== '__proto__')
  const name = names[choice % Math.max(1, names.length)]
  return name === undefined ? row : { ...row, [name]: other[name] }
}

const some = (rows: fc.Arbitrary<unknown>): fc.Arbitrary<readonly unknown[]> => fc.array(rows, { maxLength: 6 })
const choices = fc.array(fc.nat(5), { maxLength: 2 })

const withTies = (rows: readonly unknown[], again: readonly number[]): readonly unknown[] => [
  ...rows,
  ...again.flatMap((i) => (i < rows.length ? [rows[i]] : [])),
]

const nearTo = (rows: readonly unknown[], chosen: readonly number[]): readonly unknown[] =>
  chosen.flatMap((i) => (i < rows.length ? [near(rows[i], rows[(i + 1) % rows.length], i)] : []))

/** Some rows, up to `most`, all of one profile. Near-duplicates only where it is known what is a row. */
export const someRows = (rows: fc.Arbitrary<unknown>, most = 8): fc.Arbitrary<readonly unknown[]> => {
  const known = profilesOf(rows)
  if (known === undefined) {
    const apart = fc.tuple(some(rows), choices).map(([all, again]) => withTies(all, again))
    return fc.oneof(
      { withCrossShrink: true },
      { arbitrary: apart, weight: 2 },
      { arbitrary: withNear(rows), weight: 1 },
    )
  }
  const lists = known.profiles.map((one) =>
    fc
      .tuple(fc.noBias(fc.array(one, { maxLength: most, size: 'max' })), choices, choices)
      .map(([all, again, nearly]) => [...withTies(all, again), ...nearTo(all, nearly).filter(known.is)]),
  )
  return fc.oneof({ withCrossShrink: true }, ...lists)
}
