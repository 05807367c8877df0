/** R12: what is merged twice counts once. */
import { type Law, trivial } from '../law.ts'
import { sameFuture } from './compare.ts'
import type { AggregateTrial } from './trial.ts'

export const idempotentMerge: Law<AggregateTrial> = {
  id: 'R12',
  name: 'idempotent merge',
  statement: 'merge(a, a) ≡ a',
  why: 'A part that is delivered twice, after a retry, counts twice.',
  mend: 'keep sets, least and greatest; what adds up needs each part to come with a name, and to be taken once',
  declared: 'idempotentMerge',
  after: ['R5', 'S5'],
  check: async (trial) => {
    const { merge, fold, rows } = trial
    if (merge === undefined) return trivial('it has no merge')
    // Two equal states, and not one twice: that a merge must bear is nobody's law.
    const twice = trial.foresee(() => merge(fold(rows), fold(rows)))
    return sameFuture(trial, trial.whole(), twice, 'merged with itself, it gave something else', { isBag: true })
  },
}
