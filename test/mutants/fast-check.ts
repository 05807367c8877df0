/**
 * fast-check with a tenth of a second for each property, and no shrinking: what Stryker's tests import in its place. A
 * mutant that lives that long is counted as alive, though the whole suite might kill it; so the score is never too good.
 */
import * as real from 'fast-check-itself'

export * from 'fast-check-itself'

const mostMilliseconds = 100

const fewer = <Ts>(parameters: real.Parameters<Ts> = {}): real.Parameters<Ts> => ({
  ...parameters,
  interruptAfterTimeLimit: mostMilliseconds,
  endOnFailure: true,
  reporter: (details) => {
    // A property that was too slow for even one run says nothing.
    const isCutOff = details.interrupted && details.numRuns === 0
    if (details.failed && !isCutOff) throw new Error(real.defaultReportMessage(details))
  },
})

/** As fast-check's own, for a short while. `check` is left alone: tests use it to see that what is broken is found. */
export const assert: typeof real.assert = ((
  property: real.IRawProperty<unknown>,
  parameters?: real.Parameters<unknown>,
) => real.assert(property, fewer(parameters))) as typeof real.assert

export default { ...real.default, assert }
