/**
 * fast-check with fewer runs a property and no shrinking: what Stryker's tests import in its place. A mutant that lives
 * through this many runs is counted as alive, though the whole suite might kill it; so the score is never too good.
 */
import * as real from 'fast-check-itself'

export * from 'fast-check-itself'

const most = 60

const fewer = <Ts>(parameters: real.Parameters<Ts> = {}): real.Parameters<Ts> => ({
  ...parameters,
  numRuns: Math.min(parameters.numRuns ?? most, most),
  endOnFailure: true,
})

/** As fast-check's own, with fewer runs. `check` is left alone: tests use it to see that what is broken is found. */
export const assert: typeof real.assert = ((
  property: real.IRawProperty<unknown>,
  parameters?: real.Parameters<unknown>,
) => real.assert(property, fewer(parameters))) as typeof real.assert

export default { ...real.default, assert }
