/** S5 for aggregates: the same rows give the same answer. Without it no other law means anything. */
import type { Law } from '../law.ts'
import { same } from './compare.ts'
import type { AggregateTrial } from './trial.ts'

export const replay: Law<AggregateTrial> = {
  id: 'S5',
  ofMemory: true,
  name: 'replay',
  statement: 'fold(x) ≡ fold(x)',
  why: 'A retry, a second reading or another engine gives another answer.',
  mend: 'keep all that is remembered in the state: no counters or caches outside, no chance, no clock',
  after: ['R5', 'S7'],
  check: async (trial) => {
    const what = 'folded a second time, the same rows gave something else'
    return same(trial, trial.first(), trial.whole().now, what, { isExact: true })
  },
}
