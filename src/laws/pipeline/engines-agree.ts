/** E0: every engine means what the reference engine means. */
import { type Finding, type Law, trivial } from '../law.ts'
import { sameEitherWay } from './locate.ts'
import type { PipelineTrial } from './trial.ts'

export const enginesAgree: Law<PipelineTrial> = {
  id: 'E0',
  name: 'engines agree',
  statement: 'engine(plan) ≡ reference(plan): rows, in order as far as the type says, errors and rejects',
  why: 'The answer depends on what it is run by.',
  mend: 'if all functions of the plan keep their laws, this is a bug in Floe: please report it, with what stands here',
  // Where one of these is broken there are other answers anyway.
  after: ['S7', 'I1', 'S1', 'E12', 'E7'],
  check: async (trial) => {
    const [oracle, ...others] = trial.engines
    let finding: Finding = trivial('there is one engine')
    for (const engine of others) {
      finding = await sameEitherWay(
        trial,
        (plan) => trial.run({ engine: oracle, plan }),
        (plan) => trial.run({ engine, plan }),
        `the engine ${engine.name} gives something else than ${oracle.name}`,
      )
      if (finding.kind === 'broken') return finding
    }
    return finding
  },
}
