/**
 * Proves the law E7: a plan means the same with each rule and without. Random plans, functions that fail included, are run
 * on the reference engine as they were written and as rules leave them: rows, errors, rejects, how far rows came before an
 * error, and how much was read.
 */
import fc from 'fast-check'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { afterAll, describe, expect, test } from 'vitest'
import { optimize, optimizeAll, rewriteAll } from '../../src/optimize/optimizer.ts'
import { rules } from '../../src/optimize/rules.ts'
import { dataset } from '../../src/plan/dataset.ts'
import type { Node } from '../../src/plan/node.ts'
import { printPlan } from '../../src/plan/print.ts'
import type { PlanOptions } from '../arbitrary/plan.ts'
import { isSame, outcomeOf } from './outcome.ts'
import { others, typedPlan } from './typed-plan.ts'

const fired = new Map<string, number>(rules.map(({ name }) => [name, 0]))
const count = (steps: readonly { readonly rule: string }[]): void => {
  for (const rule of new Set(steps.map((step) => step.rule))) fired.set(rule, (fired.get(rule) ?? 0) + 1)
}

/** The plans as they were written and as they became, side by side. */
const expectSame = async (written: readonly Node[], rewritten: readonly Node[], was: unknown): Promise<void> => {
  if (rewritten.every((plan, i) => plan === written[i])) return
  const is = await outcomeOf(rewritten)
  if (!isSame(was, is)) expect(is, `of\n${rewritten.map((plan) => printPlan(plan)).join('\n')}`).toEqual(was)
  expect(isSame(was, is)).toBe(true)
}

/** All rules together, each alone, and all but each. */
const waysToRewrite = (plans: readonly Node[]): ReadonlyArray<readonly Node[]> => {
  const all = optimizeAll(plans)
  count(all.steps)
  // A rule that had nothing to do makes no difference.
  const used = new Set(all.steps.map(({ rule }) => rule))
  return [
    all.plans,
    ...rules.map((rule) => {
      const { steps, plans: alone } = rewriteAll(plans, [rule])
      count(steps)
      return alone
    }),
    ...[...used].map((name) => optimizeAll(plans, { without: [name] }).plans),
  ]
}

const profiles: readonly [string, PlanOptions][] = [
  ['finite numbers', { numbers: 'finite', failing: true, without: others }],
  ['NaN, infinities and zeros', { numbers: 'specials', failing: true, without: others }],
  ['no failing functions', { numbers: 'specials', failing: false, without: others, maxStages: 9 }],
  ['all kinds of stages', { numbers: 'finite', failing: true }],
]

describe.each(profiles)('over %s', (_, options) => {
  test('a plan means the same with each rule and without', () =>
    fc.assert(
      fc.asyncProperty(typedPlan(options), async ({ plan }) => {
        const ways = waysToRewrite([plan])
        if (ways.every(([one]) => one === plan)) return
        const was = await outcomeOf([plan])
        for (const way of ways) await expectSame([plan], way, was)
      }),
      { numRuns: 300 },
    ))
})

test('plans that share nodes mean the same, and go on sharing', () =>
  fc.assert(
    fc.asyncProperty(typedPlan({ failing: true, maxStages: 5, without: others }), async ({ plan }) => {
      const shared = dataset<unknown, 'bag'>(plan)
      const plans = [
        shared,
        F.filter((row: unknown) => typeof row === 'object')(shared),
        F.aggregate({ n: A.count() })(shared),
        F.join(shared, { left: (row: unknown) => row, right: (row: unknown) => row, how: 'semi' })(shared),
      ].map((one) => one.plan)
      const { plans: rewritten, steps } = optimizeAll(plans)
      if (steps.length === 0) return
      // The count of rows that were read says that nothing is read twice.
      await expectSame(plans, rewritten, await outcomeOf(plans))
    }),
    { numRuns: 150 },
  ))

test('a plan to which no rule applies is the same object', () => {
  const { plan } = F.pipe(
    F.rows([1, 2]),
    F.map((n) => n + 1),
  )
  expect(optimize(plan)).toEqual({ plan, steps: [] })
  expect(optimize(plan).plan).toBe(plan)
})

test('an optimized plan stays as it is', () =>
  fc.assert(
    fc.property(typedPlan({ without: others }), ({ plan }) => {
      const once = optimize(plan).plan
      expect(optimize(once).plan).toBe(once)
    }),
  ))

afterAll(() => {
  if (process.env.FLOE_FIRED) console.log(Object.fromEntries(fired))
  for (const [rule, times] of fired) expect(times, `plans in which ${rule} applied`).toBeGreaterThan(5)
})
