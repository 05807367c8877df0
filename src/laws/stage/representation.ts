/** S10: equal rows give equal results, however they are laid out in memory. */
import { type Law, trivial } from '../law.ts'
import { sameAsFirst } from './compare.ts'
import type { StageTrial } from './trial.ts'

const isObject = (row: unknown): boolean => typeof row === 'object' && row !== null

export const representation: Law<StageTrial> = {
  id: 'S10',
  name: 'representation',
  statement: 'f(x) ≡ f(x̂), where x̂ is equal to x but frozen, or with its keys in another order',
  why: 'Equal rows from another source, such as another file or a cache, give another answer.',
  mend: 'name the fields that are read, or sort the keys; do not write to what was given, not even for a moment',
  after: ['S1', 'S2', 'S5', 'S6'],
  check: async (trial) => {
    const first = await trial.first()
    // What writes fails on frozen rows: that is told by S1 already.
    if (first.left !== trial.looked) return trivial('the rows were changed')
    const areObjects = trial.rows.some(isObject)
    // The array of all rows can be frozen, whatever they are.
    if (!areObjects && (trial.takes === 'row' || trial.rows.length === 0)) return trivial('no row is an object')
    // What is written to later fails in nobody's arms: so not before it is known that nothing is.
    return async () => {
      const frozen = () => trial.call({ layout: { isFrozen: true } })
      const finding = await sameAsFirst(trial, frozen, 'of frozen rows it gave something else')
      if (finding.kind !== 'held' || !areObjects) return finding
      const reversed = () => trial.call({ layout: { isReversed: true } })
      return sameAsFirst(trial, reversed, 'of rows with their keys in the opposite order it gave something else')
    }
  },
}
