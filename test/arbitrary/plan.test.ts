/**
 * Proves that random plans are worth running: every kind of node and every stage of the table comes up, rows flow
 * through to the end, bags and sequences, errors and rejects all happen; and that counterexamples shrink.
 */
import fc from 'fast-check'
import * as F from 'floe'
import { describe, expect, test } from 'vitest'
import type { Kind } from '../../src/plan/node.ts'
import { nodesOf, orderOf } from '../../src/plan/tree.ts'
import { anyPlan } from './plan.ts'
import { stages } from './stages.ts'

const plans = fc.sample(anyPlan({ failing: true }), { numRuns: 1500, seed: 1 })
const share = <A>(all: readonly A[], p: (a: A) => boolean): number => all.filter(p).length / all.length

describe('random plans', () => {
  test.each(Object.keys(stages) as Kind[])('use %s often', (kind) => {
    // The more kinds there are, the fewer plans have room for each; it is still one plan in so many.
    expect(share(plans, ({ dataset }) => nodesOf(dataset.plan).some((node) => node.kind === kind))).toBeGreaterThan(
      1 / Object.keys(stages).length,
    )
  })

  test('are bags and sequences, deep and shallow', () => {
    expect(share(plans, ({ dataset }) => orderOf(dataset.plan) === 'bag')).toBeGreaterThan(0.2)
    expect(share(plans, ({ dataset }) => orderOf(dataset.plan) === 'sequence')).toBeGreaterThan(0.2)
    expect(share(plans, ({ dataset }) => nodesOf(dataset.plan).length > 6)).toBeGreaterThan(0.2)
    expect(share(plans, ({ dataset }) => nodesOf(dataset.plan).length < 3)).toBeLessThan(0.4)
  })

  test('give rows, many of them several, and some fail', async () => {
    const runs = await Promise.all(plans.slice(0, 500).map(({ dataset }) => F.run(dataset)()))
    const sizes = runs.flatMap((run) => (run._tag === 'Right' ? [run.right.rows.size] : []))
    expect(share(sizes, (size) => size > 0)).toBeGreaterThan(0.6)
    expect(share(sizes, (size) => size > 3)).toBeGreaterThan(0.2)
    expect(share(runs, (run) => run._tag === 'Left')).toBeGreaterThan(0.05)
    expect(share(runs, (run) => run._tag === 'Left')).toBeLessThan(0.5)
    for (const run of runs)
      if (run._tag === 'Left') expect(['LambdaThrew', 'TaskFailed', 'InvalidRow']).toContain(run.left._tag)
  })

  test('never fail unless asked to', async () => {
    for (const { dataset } of fc.sample(anyPlan(), { numRuns: 300, seed: 2 })) await F.toList(dataset)
  })

  test('leave out what is left out', () => {
    for (const { dataset } of fc.sample(anyPlan({ without: ['join', 'sortBy'] }), { numRuns: 200, seed: 3 }))
      for (const { kind } of nodesOf(dataset.plan)) expect(['join', 'sortBy']).not.toContain(kind)
  })

  test('shrink to the stages and rows that matter', () => {
    const sortsTwice = ({ dataset }: { readonly dataset: F.Bag<unknown> }) =>
      nodesOf(dataset.plan).filter((node) => node.kind === 'sortBy').length >= 2
    const property = fc.property(anyPlan(), (plan) => !sortsTwice(plan))
    // How far one plan shrinks hangs on luck, and on what is in the tables; how far most do does not.
    const smallest = Array.from(
      { length: 16 },
      (_, seed) => fc.check(property, { seed, numRuns: 1000 }).counterexample?.[0],
    )
    expect(share(smallest, (plan) => nodesOf(plan?.dataset.plan as F.Node).length <= 8)).toBeGreaterThan(0.5)
    expect(share(smallest, (plan) => /over\n {2}\[\]\n$/.test(plan?.description ?? ''))).toBeGreaterThan(0.2)
  })
})
