/** R2: the state of no rows adds nothing. */
import { type Law, trivial } from '../law.ts'
import { sameFuture } from './compare.ts'
import type { AggregateTrial } from './trial.ts'

export const identity: Law<AggregateTrial> = {
  id: 'R2',
  name: 'identity',
  statement: 'merge(init(), a) ≡ a ≡ merge(a, init())',
  why: 'A part without rows (an empty file, a worker without work) changes the answer.',
  mend: 'let init be the state that adds nothing (0 for a sum, nothing for a least), and let merge know it',
  after: ['R5', 'S5'],
  check: async (trial) => {
    const { merge, rows, fold, reducer } = trial
    if (merge === undefined) return trivial('it has no merge')
    const alone = trial.whole()
    const left = trial.foresee(() => merge(reducer.init(), fold(rows)))
    const finding = sameFuture(trial, alone, left, 'merged behind a part without rows, it gave something else')
    if (finding.kind === 'broken') return finding
    const right = trial.foresee(() => merge(fold(rows), reducer.init()))
    const behind = sameFuture(trial, alone, right, 'merged with a part without rows behind it, it gave something else')
    if (behind.kind === 'broken') return behind
    const twice = trial.foresee(() => merge(merge(reducer.init(), reducer.init()), fold(rows)))
    return sameFuture(trial, alone, twice, 'merged behind two parts without rows, it gave something else')
  },
}
