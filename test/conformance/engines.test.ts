/**
 * Proves that every engine means what the reference engine means: on random plans over random rows, with functions that
 * fail, it gives the same rows, rejects the same rows in the same order, and ends with the same error.
 */
import fc from 'fast-check'
import * as F from 'floe'
import { describe, expect, test } from 'vitest'
import { anyPlan } from '../arbitrary/plan.ts'
import { engines } from '../engines.ts'
import { outcomeOf } from './outcome.ts'

const others = engines.filter(({ name }) => name !== 'reference')
const profiles = [
  { numbers: 'finite', failing: false },
  { numbers: 'finite', failing: true },
  { numbers: 'specials', failing: false },
  { numbers: 'specials', failing: true },
] as const

describe.each(others)('$name', (engine) => {
  test.each(profiles)('over rows of $numbers numbers, failing: $failing', (profile) =>
    fc.assert(
      fc.asyncProperty(anyPlan(profile), fc.constantFrom('fail', 'reject'), async ({ dataset }, onError) => {
        const found = await outcomeOf(dataset, { engine, onError })
        const { counts, ...expected } = await outcomeOf(dataset, { engine: F.reference, onError })
        expect(found).toMatchObject(expected)
        // Where rows are set aside, nothing is done in advance: every count is the same.
        if (onError === 'reject') expect(found.counts).toEqual(counts)
      }),
      { numRuns: 400 },
    ),
  )
})
