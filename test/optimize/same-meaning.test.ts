/**
 * Proves the law E7: a plan means the same with each rule and without. Random plans, functions that fail included, are run
 * on the reference engine as they were written and as rules leave them: rows, errors, rejects, how far rows came before an
 * error, and how much was read.
 */
import fc from 'fast-check'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { describe, expect, test } from 'vitest'
import { optimize, optimizeAll, rewriteAll } from '../../src/optimize/optimizer.ts'
import { rules } from '../../src/optimize/rules.ts'
import { dataset } from '../../src/plan/dataset.ts'
import type { Node } from '../../src/plan/node.ts'
import { printPlan } from '../../src/plan/print.ts'
import { runs } from '../runs.ts'
import { aimedPlan } from './aimed-plan.ts'
import { isSame, outcomeOf } from './outcome.ts'
import { typedPlan } from './typed-plan.ts'

/** The plans as they became, held against what was seen of them as they were written. */
const expectSame = async (rewritten: readonly Node[], was: unknown): Promise<void> => {
  const is = await outcomeOf(rewritten)
  // Printed by its difference, though the test runner does not see each.
  if (!isSame(was, is)) expect(is, rewritten.map((plan) => printPlan(plan)).join('\n')).toEqual(was)
  expect(isSame(was, is)).toBe(true)
}

describe.each(rules.map((rule) => [rule.name, rule] as const))('%s', (name, rule) => {
  test('changes no meaning: alone, among the others, and left out', () =>
    fc.assert(
      fc.asyncProperty(aimedPlan, async ({ plan }) => {
        const alone = rewriteAll([plan], [rule])
        // A rule that never applies proves nothing: fast-check gives up where it applies too seldom.
        fc.pre(alone.steps.length > 0)
        const was = await outcomeOf([plan])
        await expectSame(alone.plans, was)
        await expectSame(optimizeAll([plan]).plans, was)
        await expectSame(optimizeAll([plan], { without: [name] }).plans, was)
      }),
      { numRuns: runs(12), maxSkipsPerRun: 300 },
    ))
})

describe('all rules together', () => {
  test('change no meaning, over all kinds of stages', () =>
    fc.assert(
      fc.asyncProperty(typedPlan({ failing: true, maxStages: 9 }), async ({ plan }) => {
        const { plans, steps } = optimizeAll([plan])
        if (steps.length === 0) expect(plans[0]).toBe(plan)
        else await expectSame(plans, await outcomeOf([plan]))
      }),
      { numRuns: runs(100) },
    ))

  test('change no meaning of plans that share nodes, and go on sharing', () =>
    fc.assert(
      fc.asyncProperty(aimedPlan, async ({ plan }) => {
        const shared = dataset<unknown, 'bag'>(plan)
        const plans = [
          shared,
          F.filter((row: unknown) => typeof row === 'object')(shared),
          F.aggregate({ n: A.count() })(shared),
          F.join(shared, { left: (row: unknown) => row, right: (row: unknown) => row, how: 'semi' })(shared),
        ].map((one) => one.plan)
        const { plans: rewritten, steps } = optimizeAll(plans)
        // The count of rows that were read says that nothing is read twice.
        if (steps.length > 0) await expectSame(rewritten, await outcomeOf(plans))
      }),
      { numRuns: runs(40) },
    ))

  test('have nothing left to do in what they have rewritten', () =>
    fc.assert(
      fc.property(aimedPlan, ({ plan }) => {
        const once = optimize(plan).plan
        expect(optimize(once)).toEqual({ plan: once, steps: [] })
      }),
    ))
})
