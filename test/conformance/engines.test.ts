/**
 * Proves that every engine means what the reference engine means: on random plans over random rows, with functions that
 * fail, it gives the same rows, rejects the same rows in the same order, and ends with the same error; with all rules of the
 * optimizer, without any one, without any, and with one that changes nothing.
 */
import fc from 'fast-check'
import * as F from 'floe'
import { describe, expect, test } from 'vitest'
import { optimizeAll, rewriteAll } from '../../src/optimize/optimizer.ts'
import type { Rule } from '../../src/optimize/rule.ts'
import { rules } from '../../src/optimize/rules.ts'
import type { Node } from '../../src/plan/node.ts'
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

/**
 * A rule that changes nothing: each node is replaced by one that is the same. Whoever knows nodes by identity, or takes for
 * granted that plans come as they were written, is found out.
 */
const identity = (): Rule => {
  const copies = new Map<Node, Node>()
  const made = new Set<Node>()
  const copyOf = (node: Node): Node => {
    const other =
      copies.get(node) ?? (Object.freeze({ ...node, inputs: Object.freeze(node.inputs.map(copyOf)) }) as Node)
    copies.set(node, other)
    made.add(other)
    return other
  }
  return {
    name: 'identity',
    why: 'nothing is won',
    safeWhen: 'always',
    // Readers come first, so this is all of a plan. What is shared stays shared.
    rewrite: (node) => (made.has(node) ? undefined : copyOf(node)),
  }
}

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

  test('stages that say for themselves what a row does that fails', () =>
    fc.assert(
      fc.asyncProperty(anyPlan({ failing: true, rejecting: true }), policy, async ({ dataset }, onError) => {
        const { counts: _, ...expected } = await outcomeOf(dataset, { engine: F.reference, onError })
        const { counts: __, ...found } = await outcomeOf(dataset, { engine, onError })
        expect(found).toEqual(expected)
      }),
      { numRuns: runs(400) },
    ))

  test.each([
    ['alone', []],
    ['after all others', rules],
  ])('with a rule that rewrites each node as itself, %s', (_, others) =>
    fc.assert(
      fc.asyncProperty(anyPlan({ failing: true }), policy, async ({ dataset }, onError) => {
        let steps = 0
        const rewriting: F.Engine = {
          ...engine,
          prepare: async (plans) => {
            const rewritten = rewriteAll(rewriteAll(plans, others).plans, [identity()])
            steps = rewritten.steps.length
            return rewritten.plans
          },
        }
        const { counts: _, ...expected } = await outcomeOf(dataset, { engine: F.reference, onError })
        const { counts: __, ...found } = await outcomeOf(dataset, { engine: rewriting, onError })
        expect(found).toEqual(expected)
        expect(steps).toBeGreaterThan(0)
      }),
      { numRuns: runs(60) },
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
