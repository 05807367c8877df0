/**
 * Proves that lawful plans keep the laws of plans, whatever they are made of: so the naive interpreter, the reference engine
 * and the compiled one agree, and no law asks for more than plans promise.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { examine } from '../../../src/laws/check.ts'
import { pipelineBy } from '../../../src/laws/pipeline/subject.ts'
import { anyPlan } from '../../arbitrary/plan.ts'
import { runs } from '../../runs.ts'

const profiles = [
  { numbers: 'finite', failing: false },
  { numbers: 'finite', failing: true },
  { numbers: 'specials', failing: false },
  { numbers: 'specials', failing: true },
] as const

describe('no law is broken by plans', () => {
  test.each(profiles)('over rows of $numbers numbers, failing: $failing', (profile) =>
    fc.assert(
      fc.asyncProperty(anyPlan(profile), fc.integer(), async ({ dataset }, seed) => {
        const { laws } = await examine(await pipelineBy(dataset, {}), { runs: 4, seed })
        const broken = laws.flatMap(({ failure }) => (failure === undefined ? [] : [failure]))
        expect(broken.map(({ law, instance, breach }) => [law.id, instance, breach])).toEqual([])
      }),
      { numRuns: runs(6), endOnFailure: true },
    ),
  )
})
