/** R4: rows that are cut anywhere, folded in parts and merged, give what they give in one go. */
import { held, type Law, trivial } from '../law.ts'
import { sameFuture } from './compare.ts'
import type { AggregateTrial } from './trial.ts'

export const homomorphic: Law<AggregateTrial> = {
  id: 'R4',
  name: 'homomorphism',
  statement: 'fold(a ++ b) ≡ merge(fold a, fold b), for every cut',
  why: 'On several workers, or after a restart, the answer is another one than in one go.',
  mend: 'merge every field of the state as step would have filled it from the rows of both parts',
  after: ['R5', 'S5'],
  check: async (trial) => {
    if (trial.merge === undefined) return trivial('it has no merge')
    // Parts without rows are of R2.
    const cuts = trial.cuts().filter(({ isEmpty }) => !isEmpty)
    for (const { how, ...merged } of cuts) {
      const finding = sameFuture(
        trial,
        trial.whole(),
        merged,
        `${how}, the merged parts gave something else than the whole`,
      )
      if (finding.kind === 'broken') return finding
    }
    return cuts.length > 0 ? held : trivial('one part was empty')
  },
}
