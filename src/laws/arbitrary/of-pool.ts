/**
 * Values out of a list, the simplest of which come first: to them it shrinks.
 */
import * as fc from 'fast-check'

/** One of some values, no matter which. */
export const ofPool = <A>(pool: readonly A[]): fc.Arbitrary<A> => fc.nat(pool.length - 1).map((i) => pool[i] as A)
