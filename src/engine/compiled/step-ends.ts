/**
 * What steps give when there are no more rows for them, one after the other as they stand; and what some of them would have given
 * by then, when something has failed.
 */
import { pause } from './end.ts'
import { breathing } from './read-source.ts'
import type { Run, StepEnd } from './run.ts'

export interface Ends {
  /** Stops, to go on later, whenever the target is full. */
  readonly give: () => AsyncGenerator<void>
  /** What would have come before that which was thrown; and what is thrown then, if anything. */
  readonly giveBefore: (thrown: unknown) => AsyncGenerator<void, { readonly thrown: unknown } | undefined>
}

export const endsOf = (run: Run, ends: readonly StepEnd[], isFull: () => boolean): Ends => {
  const left = [...ends].sort((a, b) => a.position - b.position)
  const breathe = breathing(run.context)
  async function* giveOne({ position, end }: StepEnd, isCut: boolean): AsyncGenerator<void> {
    if (run.doneAt > position) return
    for (const moment of end(isCut)) {
      if (moment === pause) await breathe()
      if (isFull()) yield
    }
  }
  return {
    give: async function* () {
      // One that fails is not asked again.
      for (let next = left.shift(); next !== undefined; next = left.shift()) yield* giveOne(next, false)
    },
    giveBefore: async function* (first) {
      let thrown = first
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        if (next.isDue !== true) continue
        const before = run.doneAt
        try {
          yield* giveOne(next, true)
        } catch (earlier) {
          thrown = earlier
        }
        // Whoever has had enough never meets what comes later.
        if (run.doneAt > before && run.doneAt >= next.position) return undefined
      }
      return { thrown }
    },
  }
}
