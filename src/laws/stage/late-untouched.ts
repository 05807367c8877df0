/** S2: what a function was given and what it gave stay as they were when its call is over. */
import { broken, held, type Law, trivial } from '../law.ts'
import { difference } from '../value/difference.ts'
import { look } from '../value/look.ts'
import type { StageTrial } from './trial.ts'

export const lateUntouched: Law<StageTrial> = {
  id: 'S2',
  name: 'late untouched',
  statement: 'x and f(x) are the same to the end of the run',
  why: 'What is changed when the call is over changes under the hands of a stage further down.',
  mend: 'do all work before returning; what must be done later is done on a copy',
  after: ['S4'],
  check: async (trial) => {
    const call = await trial.first()
    return async () => {
      const { rows, left, outcomes } = call
      const changed = outcomes.findIndex(({ value, looked }) => look(value) !== looked)
      if (look(rows) === left && changed === -1) return rows.length === 0 ? trivial('there were no rows') : held
      // What stood there is given once more: at first it is as it was.
      const again = await trial.call()
      const name = trial.takes === 'rows' ? 'result' : `result of rows[${changed}]`
      const found =
        difference(trial.rows, rows, 'rows') ??
        difference(again.outcomes[changed]?.value, outcomes[changed]?.value, name)
      return broken({ what: 'something was changed when the call was over', ...found })
    }
  },
}
