/**
 * Proves what the driver does whatever the rules are: it goes everywhere, keeps what is shared shared, tells each step, ends,
 * and names the rule that breaks a plan.
 */
import fc from 'fast-check'
import * as F from 'floe'
import { describe, expect, test } from 'vitest'
import { optimize, rewriteAll } from '../../src/optimize/optimizer.ts'
import { readersFirst } from '../../src/optimize/readers-first.ts'
import type { Rule } from '../../src/optimize/rule.ts'
import { rules } from '../../src/optimize/rules.ts'
import { filterOver, withInputs } from '../../src/optimize/with-inputs.ts'
import type { Node } from '../../src/plan/node.ts'
import { printPlan } from '../../src/plan/print.ts'
import { airports, counted, flights, onAirport } from './flights.ts'
import { isSame, outcomeOf } from './outcome.ts'
import { text } from './text.ts'
import { typedPlan } from './typed-plan.ts'

const { pipe } = F

const ruleOf = (name: string, rewrite: Rule['rewrite']): Rule => ({ name, why: 'a test', safeWhen: 'never', rewrite })

/** A rule that copies every node that it has not made, and what it has made. */
const copyingRule = (): { readonly rule: Rule; readonly copies: ReadonlySet<Node> } => {
  const copies = new Set<Node>()
  const rule = ruleOf('copy', (node) => {
    if (copies.has(node)) return undefined
    const copy = Object.freeze({ ...node })
    copies.add(copy)
    return copy
  })
  return { rule, copies }
}

describe('the driver', () => {
  test('goes to every node and keeps every property of it', () =>
    fc.assert(
      fc.asyncProperty(typedPlan({ failing: true, maxStages: 4 }), async ({ plan }) => {
        const { rule, copies } = copyingRule()
        const { plans } = rewriteAll([plan], [rule])
        const nodes = readersFirst(plans)
        expect(nodes.every((node) => copies.has(node))).toBe(true)
        expect(nodes.length).toBe(readersFirst([plan]).length)
        expect(plans.map((one) => printPlan(one))).toEqual([printPlan(plan)])
        expect(isSame(await outcomeOf(plans), await outcomeOf([plan]))).toBe(true)
      }),
      { numRuns: 25 },
    ))

  test('tells each step, and the plan after it', () => {
    const { plan } = pipe(
      flights,
      F.filter(() => true),
      F.sortBy((f) => f.delay),
      F.filter((f) => f.delay > 15),
    )
    const { steps, plan: last } = optimize(plan)
    expect(steps.map(({ rule }) => rule)).toEqual(['drop-filter', 'push-filter-below-sort'])
    expect(steps.at(-1)?.plan).toBe(last)
    expect(text(steps[0]?.plan as Node)).toBe(
      ['filter (f) => f.delay > 15', '  sortBy (f) => f.delay', '    source flights'].join('\n'),
    )
    expect(optimize(plan, { without: ['drop-filter', 'push-filter-below-sort'] })).toEqual({ plan, steps: [] })
  })

  test('rewrites a shared node once, for all who read it', () => {
    const late = pipe(
      flights,
      F.sortBy((f) => f.delay),
      F.filter((f) => f.delay > 15),
    )
    const twice = pipe(late, F.concat(late))
    const { plan, steps } = optimize(twice.plan)
    expect(steps.map(({ rule }) => rule)).toEqual(['push-filter-below-sort'])
    expect(plan.inputs[0]).toBe(plan.inputs[1])
    expect(plan.inputs[0]?.kind).toBe('sortBy')
  })

  test('leaves a node alone that many paths lead to', () => {
    let deep: F.Bag<number> = F.rows([1])
    for (let i = 0; i < 10; i++) deep = pipe(deep, F.concat(deep))
    expect(readersFirst([deep.plan]).length).toBe(11)
    expect(optimize(deep.plan).plan).toBe(deep.plan)
  })
})

describe('a rule that breaks a plan is named', () => {
  const plan = pipe(
    flights,
    F.sortBy((f) => f.delay),
    F.take(2),
  ).plan
  const pairs = pipe(
    flights,
    F.join(airports, onAirport),
    F.tap(([f]) => {
      if (f.delay > 1e9) console.log(f)
    }),
  ).plan

  // biome-ignore format: one rule a line
  test.each<[string, Node, RegExp, Rule['rewrite']]>([
    ['that takes the order away which a stage needs', pipe(counted(flights), F.sortBy((g) => g.n), F.take(2)).plan,
      /take 2 needs an order, and is given a bag/, (node) => (node.kind === 'sortBy' ? node.inputs[0] : undefined)],
    ['that makes a bag of a sequence', plan,
      /the result was a sequence, and is a bag/, (node) => (node.kind === 'take' ? counted(flights).plan : undefined)],
    ['that forgets a field', plan,
      /its rows were \{ origin: string, .* and are \{ origin: string \}/, (node) => (node === plan ? pipe(flights, F.select('origin')).plan : undefined)],
    ['that loses an effect', pairs,
      /tap \(\[f\]\) .* was moved, doubled, changed or lost/, (node) => (node.kind === 'tap' ? node.inputs[0] : undefined)],
    ['that doubles an effect', pairs,
      /was moved, doubled/, (node) => (node === pairs ? withInputs(node, node) : undefined)],
    ['that moves an effect', pairs,
      /was moved/, (node) => (node === pairs && node.kind === 'tap' && node.inputs[0].kind === 'join' ? withInputs(node.inputs[0], node.inputs[0].inputs[0], withInputs(node, node.inputs[0].inputs[1])) : undefined)],
    ['that loses a source', pairs,
      /its rows were|source \w+ was moved/, (node) => (node.kind === 'join' ? withInputs(node, node.inputs[0], node.inputs[0]) : undefined)],
    ['that gives a node which can be changed', plan,
      /sortBy .* is not frozen/, (node) => (node.kind === 'sortBy' && Object.isFrozen(node) ? { ...node } : undefined)],
    ['that never ends', plan,
      /it was still at work after 300 rewrites/, (node) => (node.kind === 'take' ? Object.freeze({ ...node }) : undefined)],
  ])('%s', (_, broken, message, rewrite) => {
    const run = () => rewriteAll([broken], [ruleOf('wreck-plan', rewrite)])
    expect(run).toThrow(message)
    expect(run).toThrow(/the rule wreck-plan of the optimizer broke a plan/)
    expect(run).toThrow(expect.objectContaining({ _tag: 'Defect' }))
  })

  test('also where it only means something else, by running it: the property would tell', async () => {
    const mix = ruleOf('wreck-meaning', (node) =>
      node.kind === 'filter' && node.inputs[0].kind === 'take'
        ? withInputs(node.inputs[0], filterOver(node, node.inputs[0].inputs[0]))
        : undefined,
    )
    const taken = pipe(
      flights,
      F.take(1),
      F.filter((f) => f.delay < 15),
    ).plan
    const { plans } = rewriteAll([taken], [mix])
    expect(isSame(await outcomeOf(plans), await outcomeOf([taken]))).toBe(false)
  })
})

test('each rule has a name of its own, says why and when, and is frozen data', () => {
  expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length)
  for (const { name, why, safeWhen } of rules) {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)+$/)
    expect(why.length).toBeGreaterThan(15)
    expect(safeWhen.length).toBeGreaterThan(15)
  }
})
