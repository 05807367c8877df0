/** R9: a row that is taken out again leaves nothing behind. */
import { held, type Law, trivial } from '../law.ts'
import { sameFuture } from './compare.ts'
import type { AggregateTrial } from './trial.ts'

const exact = { isExact: true }

export const retraction: Law<AggregateTrial> = {
  id: 'R9',
  name: 'retraction',
  statement: 'unstep(step(a, x), x) ≡ a',
  why: 'A sliding window, or an update, drifts away from what a new fold of the same rows gives.',
  mend: 'undo exactly what step did: exact sums, counts of how often each value came; what cannot be undone needs no unstep',
  after: ['R5', 'S5', 'R7'],
  check: async (trial) => {
    const { rows, reducer, fold, foldOn, live } = trial
    const { unstep } = reducer
    if (unstep === undefined) return trivial('it has no unstep')
    const isBag = trial.declared.has('commutative')
    for (const [i, row] of rows.entries()) {
      const others = rows.toSpliced(i, 1)
      const without = trial.foresee(() => fold(others))
      // Where order means nothing, it does not matter when it came.
      const orders = isBag
        ? [
            [row, ...others],
            [...others, row],
          ]
        : [[...others, row]]
      for (const order of orders) {
        const undone = trial.foresee(() => unstep(foldOn(reducer.init(), order), live([row])[0]))
        const what = `rows[${i}], taken in and out again, left something behind`
        const finding = sameFuture(trial, without, undone, what, { ...exact, isBag })
        if (finding.kind === 'broken') return finding
      }
    }
    return held
  },
}
