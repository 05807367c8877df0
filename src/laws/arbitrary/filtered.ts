/**
 * Values that a condition holds for: found by trying, and without end only where it is known that there are enough.
 */
import * as fc from 'fast-check'
import { look } from '../value/look.ts'

const seed = 1

/** Looked at first; and if hardly any is one, */
const glance = 60
/** these are. */
const search = 2000

/**
 * The values of the first arbitrary of which at least one in ten will do; or those few that are found; or undefined, where
 * there are none.
 */
export const filtered = <A>(
  is: (value: A) => boolean,
  first: fc.Arbitrary<A>,
  others: readonly fc.Arbitrary<A>[] = [],
): fc.Arbitrary<A> | undefined => {
  const found = (arbitrary: fc.Arbitrary<A>, numRuns: number): readonly A[] =>
    fc.sample(arbitrary, { seed, numRuns }).filter(is)
  const enough = [first, ...others].find((one) => found(one, glance).length >= glance / 10)
  if (enough !== undefined) return enough.filter(is)
  const some = new Map([first, ...others].flatMap((one) => found(one, search)).map((value) => [look(value), value]))
  return some.size === 0 ? undefined : fc.constantFrom(...some.values())
}
