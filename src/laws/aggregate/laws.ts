/** The laws of aggregates, in the order in which they are tried: whether rows were written to is known at the end. */
import { type Law, trivial } from '../law.ts'
import { ambientFree } from './ambient-free.ts'
import { associative } from './associative.ts'
import { boundedState } from './bounded-state.ts'
import { commutative } from './commutative.ts'
import { doneAgain } from './done-again.ts'
import { elementUntouched } from './element-untouched.ts'
import { floats } from './floats.ts'
import { freshSeed } from './fresh-seed.ts'
import { givesStates } from './gives-states.ts'
import { homomorphic } from './homomorphic.ts'
import { idempotentMerge } from './idempotent-merge.ts'
import { identity } from './identity.ts'
import { mergeOwnsNothing } from './merge-owns-nothing.ts'
import { replay } from './replay.ts'
import { retraction } from './retraction.ts'
import { stateCodec } from './state-codec.ts'
import type { AggregateTrial } from './trial.ts'

/** A law of rows that say something, each time with the seed as it was at first. */
const guarded = (law: Law<AggregateTrial>): Law<AggregateTrial> => ({
  ...law,
  after: [...(law.after ?? []), givesStates.id],
  check: async (trial) => {
    trial.mend()
    const why = trial.idle()
    if (why !== undefined) return trivial(why)
    trial.mend()
    return law.check(trial)
  },
})

export const aggregateLaws: readonly Law<AggregateTrial>[] = [
  ...[
    freshSeed,
    replay,
    ambientFree,
    associative,
    identity,
    commutative,
    homomorphic,
    mergeOwnsNothing,
    doneAgain,
    retraction,
    stateCodec,
    floats,
    idempotentMerge,
    boundedState,
    elementUntouched,
  ].map(guarded),
  // Last, as it folds once more what others may have spoilt by it.
  givesStates,
]
