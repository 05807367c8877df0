/**
 * How `min`, `max`, `minBy` and `maxBy` choose: by the canonical order, in which every two values have an answer. So
 * each choice is associative and commutative, and undefined, which stands for nothing yet, is its identity.
 */
import { compareCanonical } from '../data/canonical-order.ts'
import { isMissing } from './is-missing.ts'

/** The lesser of two values; null and undefined are never chosen. */
export const lesser = (a: unknown, b: unknown): unknown =>
  isMissing(b) ? a : a === undefined || compareCanonical(b, a) < 0 ? b : a

/** The greater of two values; null and undefined are never chosen. */
export const greater = (a: unknown, b: unknown): unknown =>
  isMissing(b) ? a : a === undefined || compareCanonical(b, a) > 0 ? b : a

/** A row under its key, or nothing yet. */
export type Best<A> = readonly [key: unknown, row: A] | undefined

const chooseBy =
  (isBetter: (order: number) => boolean) =>
  <A>(a: Best<A>, b: Best<A>): Best<A> => {
    if (b === undefined || isMissing(b[0])) return a
    if (a === undefined) return b
    const order = compareCanonical(b[0], a[0])
    if (order === 0) return compareCanonical(b[1], a[1]) < 0 ? b : a
    return isBetter(order) ? b : a
  }

/** The row of the lesser key; of two rows with one key the lesser row. A key that is null or undefined is no key. */
export const lesserKey = chooseBy((order) => order < 0)

/** The row of the greater key; of two rows with one key the lesser row. A key that is null or undefined is no key. */
export const greaterKey = chooseBy((order) => order > 0)

/** The `done` of what has chosen a value: that value. By it, it is known that nothing more is done. */
export const chosen = (value: unknown): unknown => value
