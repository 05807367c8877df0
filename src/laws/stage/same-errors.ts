/** S11: the same rows fail in the same way. */
import { broken, held, type Law, trivial } from '../law.ts'
import { breachOf } from './compare.ts'
import type { StageTrial } from './trial.ts'

export const sameErrors: Law<StageTrial> = {
  id: 'S11',
  ofMemory: true,
  name: 'same errors',
  statement: 'equal input, equal error',
  why: 'What fails now and then cannot be mended, and which rows are rejected depends on the run.',
  mend: 'throw because of what the row is, and say the same each time',
  check: async (trial) => {
    const [first, again] = [await trial.first(), await trial.again()]
    const failing = first.outcomes.flatMap(({ kind }, i) =>
      kind === 'error' || again.outcomes[i]?.kind === 'error' ? [i] : [],
    )
    if (failing.length === 0) return trivial('nothing failed')
    const only = (call: typeof first) => ({
      ...call,
      outcomes: call.outcomes.map((one, i) => (failing.includes(i) ? one : (first.outcomes[i] as typeof one))),
    })
    const breach = breachOf(trial, only(first), only(again), 'the second call on the same rows failed in another way')
    return breach === undefined ? held : broken(breach)
  },
}
