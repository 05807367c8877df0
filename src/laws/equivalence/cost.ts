/**
 * P4: how much more work the new version does. Work is counted, and no time is taken: so it is the same each time and everywhere,
 * and says nothing of what a function does by itself.
 */
import * as fc from 'fast-check'
import type { Cost } from './equivalence.ts'
import { both, bothLater } from './lockstep.ts'
import type { CompareOptions } from './options.ts'
import type { Pair } from './pair.ts'
import { workOfPlan } from './work-of-plan.ts'

/** So many first rows of each source are read; */
const mostRows = 500
/** and where there is no real input, so many instances. */
const instances = 50

/** What both do over the same rows; undefined where that cannot be counted. */
const workOf = async (pair: Pair, seed: number): Promise<Omit<Cost, 'most'> | undefined> => {
  const { unit } = pair.work
  const plans = pair.real?.(mostRows).plans
  if (plans !== undefined) {
    const { before, after } = await bothLater((side) => workOfPlan(plans[side]))
    if (before === undefined || after === undefined) return undefined
    return { unit, over: `the first ${mostRows} rows of each source`, before, after }
  }
  if (typeof pair.instances === 'string') return undefined
  const sums = { before: 0, after: 0 }
  for (const instance of fc.sample(pair.instances, { seed, numRuns: instances })) {
    const { before, after } = await bothLater((side) => pair.work.of(side, instance))
    if (before === undefined || after === undefined) continue
    sums.before += before
    sums.after += after
  }
  return { unit, over: `${instances} instances of made rows`, ...both((side) => sums[side]) }
}

/** What the sides cost, where somebody asks for a limit. */
export const costOf = async (pair: Pair, { costlier, seed }: CompareOptions): Promise<Cost | undefined> => {
  const work = costlier === undefined ? undefined : await workOf(pair, seed)
  return work && { ...work, most: work.before * (1 + (costlier ?? 0)) }
}
