/**
 * Proves that the naive interpreter and the reference engine agree, on random plans over random rows, with functions that
 * fail; and that the plans have all kinds of nodes in them.
 */
import fc from 'fast-check'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import * as W from 'floe/window'
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

const visits = F.rows([
  { id: 2, at: 6, to: 'SEA' },
  { id: 0, at: 6, to: 'JFK' },
  { id: 3, at: 2, to: 'SEA' },
  { id: 1, at: 4, to: 'JFK' },
])
/** The same rows, in no order, and not in the canonical one. */
const bag = F.pipe(visits, F.join(F.rows(['SEA', 'JFK']), { left: (v) => v.to, right: (to) => to, how: 'semi' }))
/** Takes no second row. */
const once = A.define<number, unknown, number>({
  name: 'once',
  needs: 'bag',
  splits: false,
  init: () => 0,
  step: (n) => {
    if (n > 0) throw new Error('there is one already')
    return 1
  },
  merge: (left, right) => left + right,
  done: (n) => n,
  encode: (n) => n,
  decode: Number,
})
const time = { left: (v: { at: number }) => v.at, right: (v: { at: number }) => v.at }

/** What random plans hardly come upon. */
const plans: Readonly<Record<string, F.Bag<unknown>>> = {
  'the least of a bag': F.pipe(
    bag,
    F.distinctBy((v) => v.to),
  ),
  'ties in the windows of a bag': F.pipe(bag, F.over({ orderBy: (v) => v.at }, { n: W.rowNumber() })),
  'ties in a sorted bag': F.pipe(
    bag,
    F.sortBy((v) => v.to),
  ),
  'a step that fails in the grand total alone': F.pipe(visits, F.rollup({ id: (v) => v.id }, { once })),
  'two fields of one name': F.pipe(visits, F.rename({ at: 'to' } as never)),
  'a time between two': F.pipe(F.rows([{ at: 3 }, { at: 5 }]), F.asofJoin(visits, { ...time, direction: 'nearest' })),
  'two of one time before': F.pipe(F.rows([{ at: 7 }]), F.asofJoin(visits, time)),
  'two of one time after': F.pipe(F.rows([{ at: 5 }]), F.asofJoin(visits, { ...time, direction: 'forward' })),
  'two of one time in a bag': F.pipe(F.rows([{ at: 7 }]), F.asofJoin(bag, time)),
}

test.each(Object.entries(plans))('%s', async (_, { plan }) => {
  const { looked, rejects, error } = await outcomeOf(plan, F.reference, 'reject')
  const { rows, rejected } = interpret(plan)
  expect(error).toBeUndefined()
  expect(lookedAt(rows, orderOf(plan)).looked).toEqual(looked)
  expect(rejected).toBe(rejects.length)
})
