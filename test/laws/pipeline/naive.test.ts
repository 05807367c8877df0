/**
 * Proves that the naive interpreter and the reference engine agree, on random plans over random rows, with functions that
 * fail; and that the plans have all kinds of nodes in them.
 */
import fc from 'fast-check'
import * as F from 'floe'
import { describe, expect, test } from 'vitest'
import { divergence } from '../../../src/laws/pipeline/compare.ts'
import { interpret } from '../../../src/laws/pipeline/naive/interpret.ts'
import { lookedAt, outcomeOf } from '../../../src/laws/pipeline/outcome.ts'
import { nodesOf, orderOf } from '../../../src/plan/tree.ts'
import { anyPlan } from '../../arbitrary/plan.ts'
import { stages } from '../../arbitrary/stages.ts'
import { runs } from '../../runs.ts'

const profiles = [
  { numbers: 'finite', failing: false },
  { numbers: 'finite', failing: true },
  { numbers: 'specials', failing: false },
  { numbers: 'specials', failing: true },
] as const

const seen = new Map<F.Kind, number>()

describe('the interpreter means what the reference engine means', () => {
  test.each(profiles)('over rows of $numbers numbers, failing: $failing', (profile) =>
    fc.assert(
      fc.asyncProperty(anyPlan({ ...profile, without: ['mapAsync'] }), async ({ dataset: { plan } }) => {
        const expected = await outcomeOf(plan, F.reference, 'reject')
        const { rows, rejected } = interpret(plan)
        const found = { ...lookedAt(rows, orderOf(plan)), error: undefined, rejects: expected.rejects }
        expect(divergence(expected, found, { isBag: orderOf(plan) === 'bag', extent: 'rows' })).toBeUndefined()
        const nodes = nodesOf(plan)
        if (!nodes.some(({ kind }) => kind === 'take' || kind === 'takeWhile'))
          expect(rejected).toBe(expected.rejects.length)
        for (const { kind } of expected.rows.length > 0 ? nodes : []) seen.set(kind, (seen.get(kind) ?? 0) + 1)
      }),
      { numRuns: runs(120) },
    ),
  )

  test('over all kinds of nodes', () => {
    expect([...seen.keys()].sort()).toEqual(
      Object.keys(stages)
        .filter((kind) => kind !== 'mapAsync')
        .sort(),
    )
  })
})
