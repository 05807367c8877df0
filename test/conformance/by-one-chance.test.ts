/**
 * Proves that engines agree where all rows have the same chance, as rows of one hash would: `shuffle` is all ties, and
 * `sample` takes all rows or none.
 */
import fc from 'fast-check'
import * as F from 'floe'
import { expect, test, vi } from 'vitest'
import { anyPlan } from '../arbitrary/plan.ts'
import { runs } from '../runs.ts'
import { outcomeOf } from './outcome.ts'

const asked = vi.hoisted(() => ({ times: 0 }))
vi.mock('../../src/data/chance-of.ts', async (original) => {
  const { chanceOf } = await original<typeof import('../../src/data/chance-of.ts')>()
  return {
    chanceOf: (...of: Parameters<typeof chanceOf>): number => {
      // What can be no row is refused as ever.
      chanceOf(...of)
      asked.times++
      return 0
    },
  }
})

test('plans mean the same to the compiled engine', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyPlan({ failing: true }),
      fc.nat(9),
      fc.constantFrom('fail', 'reject'),
      async ({ dataset }, seed, onError) => {
        // At the end of each plan there is one for certain.
        const ended = F.shuffle({ seed })(dataset)
        const { counts: _, ...expected } = await outcomeOf(ended, { engine: F.reference, onError })
        const { counts: __, ...found } = await outcomeOf(ended, { engine: F.compiled, onError })
        expect(found).toEqual(expected)
      },
    ),
    { numRuns: runs(100) },
  )
  expect(asked.times).toBeGreaterThan(runs(100))
})
