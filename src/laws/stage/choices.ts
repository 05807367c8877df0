/** What is chosen for a law from the number of its instance: small numbers choose what is simple. */
import { look } from '../value/look.ts'

/** The same values in another order: the opposite one for 0, else shuffled (Fisher and Yates). */
export const permuted = <A>(values: readonly A[], salt: number): readonly A[] => {
  if (salt === 0) return values.toReversed()
  const order = [...values]
  let state = salt
  for (let i = order.length - 1; i > 0; i--) {
    // Numerical Recipes' linear congruence, of which the high bits are used.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const j = Math.floor((state / 2 ** 32) * (i + 1))
    const kept = order[i] as A
    order[i] = order[j] as A
    order[j] = kept
  }
  return order
}

/** What the keys of some rows look like, each once. */
export const keysOf = (rows: readonly unknown[], key: (row: unknown) => unknown): readonly string[] => [
  ...new Set(rows.map((row) => look(key(row)))),
]
