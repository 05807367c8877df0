/**
 * Proves that every engine means what the reference engine means: on random plans over random rows, with functions that
 * fail, it gives the same rows, rejects the same rows in the same order, and ends with the same error; with each rule of the
 * optimizer, without it, and without any.
 */
import fc from 'fast-check'
import * as F from 'floe'
import { describe, expect, test } from 'vitest'
import { optimizeAll } from '../../src/optimize/optimizer.ts'
import { rules } from '../../src/optimize/rules.ts'
import { anyPlan } from '../arbitrary/plan.ts'
import { engines } from '../engines.ts'
import { runs } from '../runs.ts'
import { outcomeOf } from './outcome.ts'

const others = engines.filter(({ name }) => name !== 'reference')
const profiles = [
  { numbers: 'finite', failing: false },
  { numbers: 'finite', failing: true },
  { numbers: 'specials', failing: false },
  { numbers: 'specials', failing: true },
] as const

const policy = fc.constantFrom('fail', 'reject')

/** The engine as it is, but that it executes plans as they are given. */
const asGiven = ({ prepare: _, ...engine }: F.Engine): F.Engine => engine

describe.each(others)('$name', (engine) => {
  test.each(profiles)('over rows of $numbers numbers, failing: $failing', (profile) =>
    fc.assert(
      fc.asyncProperty(anyPlan(profile), policy, async ({ dataset }, onError) => {
        const { counts: _, ...expected } = await outcomeOf(dataset, { engine: F.reference, onError })
        const { counts: __, ...found } = await outcomeOf(dataset, { engine, onError })
        expect(found).toEqual(expected)
      }),
      { numRuns: runs(120) },
    ),
  )

  test.each(profiles)('plans as they are given, over rows of $numbers numbers, failing: $failing', (profile) =>
    fc.assert(
      fc.asyncProperty(anyPlan(profile), policy, async ({ dataset }, onError) => {
        const { counts, ...expected } = await outcomeOf(dataset, { engine: F.reference, onError })
        const found = await outcomeOf(dataset, { engine: asGiven(engine), onError })
        expect(found).toMatchObject(expected)
        // Where rows are set aside, nothing is done in advance: every count is the same.
        if (onError === 'reject') expect(found.counts).toEqual(counts)
      }),
      { numRuns: runs(120) },
    ),
  )

  test('without any one rule of the optimizer', () =>
    fc.assert(
      fc.asyncProperty(
        anyPlan({ failing: true }),
        policy,
        fc.constantFrom(...rules.map(({ name }) => name)),
        async ({ dataset }, onError, rule) => {
          const without: F.Engine = {
            ...engine,
            prepare: async (plans) => optimizeAll(plans, { without: [rule] }).plans,
          }
          const { counts: _, ...expected } = await outcomeOf(dataset, { engine: F.reference, onError })
          const { counts: __, ...found } = await outcomeOf(dataset, { engine: without, onError })
          expect(found).toEqual(expected)
        },
      ),
      { numRuns: runs(120) },
    ))
})
