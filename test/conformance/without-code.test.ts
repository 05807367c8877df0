/**
 * Proves that where no code may be generated the same plans run all the same, with the same answers.
 */
import fc from 'fast-check'
import * as F from 'floe'
import { expect, test, vi } from 'vitest'
import { anyPlan } from '../arbitrary/plan.ts'
import { runs } from '../runs.ts'
import { outcomeOf } from './outcome.ts'

vi.mock('../../src/code/compile.ts', () => ({
  mayCompile: () => false,
  compile: () => {
    throw new Error('code was generated')
  },
}))

/** Plans are executed as they are given, so that every count is the same. */
const { prepare: _, ...asGiven } = F.compiled

test.each([true, false])('plans mean the same, failing: %s', (failing) =>
  fc.assert(
    fc.asyncProperty(anyPlan({ failing }), fc.constantFrom('fail', 'reject'), async ({ dataset }, onError) => {
      const { counts, ...found } = await outcomeOf(dataset, { engine: asGiven, onError })
      const { counts: expected, ...outcome } = await outcomeOf(dataset, { engine: F.reference, onError })
      expect(found).toEqual(outcome)
      if (onError === 'reject') expect(counts).toEqual(expected)
    }),
    { numRuns: runs(150) },
  ),
)
