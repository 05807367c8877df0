/** S19: what is given fits what was promised. */
import { printValue } from '../../data/print-value.ts'
import { broken, held, type Law, trivial } from '../law.ts'
import type { StageTrial } from './trial.ts'

export const schema: Law<StageTrial> = {
  id: 'S19',
  name: 'schema',
  statement: 'in ∈ In ⇒ out ∈ Out',
  why: 'Rows of another type than is written down break a stage far away.',
  mend: 'give what the codec says, or change the codec',
  check: async (trial) => {
    const { refuse } = trial
    if (refuse === undefined) return trivial('no codec of the result is declared')
    const { outcomes } = await trial.first()
    let given = 0
    for (const [i, { kind, value }] of outcomes.entries()) {
      if (kind === 'error') continue
      given++
      const why = refuse(value)
      if (why !== undefined)
        return broken({
          what: `the result does not fit its codec: ${why}`,
          path: trial.takes === 'rows' ? 'result' : `result of rows[${i}]`,
          after: printValue(value, 200),
        })
    }
    return given > 0 ? held : trivial('nothing was given')
  },
}
