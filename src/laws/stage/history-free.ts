/** S6: what was called before has no say. */
import { held, type Law, trivial } from '../law.ts'
import { breachOf, same, sameAsFirst } from './compare.ts'
import type { StageTrial } from './trial.ts'

export const historyFree: Law<StageTrial> = {
  id: 'S6',
  ofMemory: true,
  name: 'history-free',
  statement: 'make().f(x) ≡ f(x) after any history',
  why: 'The answer for a row depends on which rows came before it: on order, on batches, on which worker had them.',
  mend: 'keep no state outside the function; a cache must be asked by all that the result depends on',
  after: ['S5'],
  check: async (trial) => {
    if (trial.rows.length === 0) return trivial('there were no rows')
    if (!trial.makesFresh && trial.takes === 'rows')
      return trivial('no fresh function can be made: pass L.fresh(() => f)')
    const first = await trial.first()
    if (trial.makesFresh) {
      const unused = await trial.call({ fresh: true })
      if (breachOf(trial, unused, first, '') === undefined) return held
      // A fresh function that gives something else each time is told by S5.
      if (breachOf(trial, unused, await trial.call({ fresh: true }), '') !== undefined)
        return trivial('fresh functions give something else each time')
      return same(trial, unused, first, 'a function that was used before gave something else than a fresh one')
    }
    if (trial.rows.length < 2) return trivial('there was one row alone')
    const backwards = async () => {
      const call = await trial.call({ rows: trial.rows.toReversed() })
      return { ...call, outcomes: call.outcomes.toReversed() }
    }
    return sameAsFirst(trial, backwards, 'the rows in another order, one by one, gave something else')
  },
}
