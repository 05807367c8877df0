/**
 * The rows of an instance, among which some are equal, or nearly so: ties show what depends on order, near-duplicates what
 * takes different rows for the same, and a second look what is remembered.
 */
import * as fc from 'fast-check'
import { profilesOf } from './profile.ts'

type Row = Readonly<Record<string, unknown>>

const isPlain = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

/** A row with one field of another. */
const near = (row: unknown, other: unknown, choice: number): unknown => {
  if (!isPlain(row) || !isPlain(other)) return row
  const names = Object.keys(row).filter((name) => Object.hasOwn(other, name) && name !== '__proto__')
  const name = names[choice % Math.max(1, names.length)]
  return name === undefined ? row : { ...row, [name]: other[name] }
}

const choices = fc.array(fc.nat(5), { maxLength: 2 })

/** Up to ten rows, all of one profile. */
export const someRows = (rows: fc.Arbitrary<unknown>): fc.Arbitrary<readonly unknown[]> => {
  const { profiles, is } = profilesOf(rows)
  const lists = profiles.map((one) =>
    fc
      .tuple(fc.array(one, { maxLength: 6 }), choices, choices)
      .map(([all, again, nearly]) => [
        ...all,
        ...again.flatMap((i) => (i < all.length ? [all[i]] : [])),
        ...nearly.flatMap((i) => (i < all.length ? [near(all[i], all[(i + 1) % all.length], i)] : [])).filter(is),
      ]),
  )
  return fc.oneof({ withCrossShrink: true }, ...lists)
}
