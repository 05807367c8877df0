/** I1, of plans: the same rows give the same, whenever they are run. */
import type { Law } from '../law.ts'
import { sameEitherWay } from './locate.ts'
import type { PipelineTrial } from './trial.ts'

export const replayable: Law<PipelineTrial> = {
  id: 'I1',
  name: 'replayable',
  statement: 'run(plan) ≡ run(plan)',
  why: 'What was computed cannot be computed again: after a crash, in a test, on another machine there is another result.',
  mend: 'find the function that remembers, counts, or asks for the time or for chance, and give it what it needs in its rows',
  after: ['S7'],
  check: (trial) => {
    const [engine] = trial.engines
    return sameEitherWay(
      trial,
      (plan) => trial.run({ engine, plan }),
      (plan) => trial.runAnew({ engine, plan }),
      'run again over the same rows it gave something else',
    )
  },
}
