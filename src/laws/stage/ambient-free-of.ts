/**
 * S7 of what is no stage, such as a fold or a comparison: asked by way of a function that does it once.
 */
import { ambientFree } from '../ambient/ambient-free.ts'
import { keeperOf } from '../ambient/keeper.ts'
import { steadyWorld } from '../ambient/steady.ts'
import type { Finding, Later } from '../law.ts'
import type { Plain, Takes } from './trial.ts'
import { trialOf } from './trial-of.ts'

/** What S7 says of a function that `make` makes, `used` among them. */
export const ambientFreeOf = (
  {
    takes,
    make,
    makesFresh,
    used,
  }: {
    readonly takes: Takes
    readonly make: () => Plain
    readonly makesFresh: boolean
    readonly used: Plain
  },
  instance: { readonly rows: readonly unknown[]; readonly salt: number },
): Promise<Finding | Later> => {
  const steady = steadyWorld()
  const keeper = keeperOf({ proven: [] })
  return ambientFree.check(
    trialOf({ takes, make, makesFresh, isLate: false, many: () => undefined, steady, keeper }, used, instance),
  )
}
