/**
 * P4: proves that work is told where somebody asks for a limit, and only there; that it is that of plans as they are run; and
 * that it never decides over rows that differ.
 */
import fc from 'fast-check'
import * as F from 'floe'
import * as L from 'floe/laws'
import { describe, expect, test } from 'vitest'
import { optimize } from '../../../src/optimize/optimizer.ts'
import { dataset } from '../../../src/plan/dataset.ts'
import { aimedPlan } from '../../optimize/aimed-plan.ts'
import { runs } from '../../runs.ts'
import { type Flight, flights } from './flights.ts'

const isLate = (f: Flight): boolean => (f.delay ?? 0) > 15
const lean = F.pipe(flights, F.filter(isLate), F.chunk(2))
const wide = F.pipe(
  flights,
  F.zipWithIndex(),
  F.filter(([f]) => isLate(f)),
  F.map(([f]) => f),
  F.chunk(2),
)

describe('work', () => {
  test('above the limit refutes, and is told', async () => {
    const found = await L.equivalent(lean, wide, { costlier: 0.1, runs: 20 })
    expect(found).toMatchObject({ verdict: 'refuted', cost: { unit: 'rows through stages' } })
    expect(found.why).toMatch(/^nothing differs but the work: \d+ rows through stages before and \d+ after, of at most/)
    expect(L.printEquivalence(found)).toMatch(/^work: \d+ rows through stages before/m)
    expect(found.counterexample).toBeUndefined()
  })

  test('within the limit, or without one, refutes nothing', async () => {
    expect((await L.equivalent(wide, lean, { costlier: 0, runs: 20 })).verdict).toBe('notRefuted')
    expect((await L.equivalent(lean, wide, { costlier: 5, runs: 20 })).verdict).toBe('notRefuted')
    const without = await L.equivalent(lean, wide, { runs: 20 })
    expect([without.verdict, without.cost]).toEqual(['notRefuted', undefined])
  })

  test('is not why what gives other rows is refuted', async () => {
    const found = await L.equivalent(lean, F.pipe(wide, F.take(1)), { costlier: 0, runs: 20 })
    expect(found.why).not.toContain('the work')
  })

  test('is none of what the optimizer makes the same', () =>
    fc.assert(
      fc.asyncProperty(aimedPlan, async ({ plan }) => {
        const { plan: other, steps } = optimize(plan)
        fc.pre(steps.length > 0)
        const [before, after] = [plan, other].map((one) => dataset<unknown, 'bag'>(one)) as [
          F.Bag<unknown>,
          F.Bag<unknown>,
        ]
        const { cost, notes } = await L.equivalent(before, after, { costlier: 0, runs: 1 })
        if (cost === undefined) expect(notes.join()).toContain('the work was not counted')
        else expect(cost.after).toBe(cost.before)
      }),
      { numRuns: runs(20), maxSkipsPerRun: 100 },
    ))

  test('of functions is how often they read their rows', async () => {
    const rows = fc.record({ id: fc.nat(9), n: fc.nat(9) })
    type Row = { readonly id: number; readonly n: number }
    const once = (all: readonly Row[]): readonly number[] => {
      const first = new Map<number, number>()
      for (const { id, n } of all) if (!first.has(id)) first.set(id, n)
      return all.map(({ id }) => first.get(id) as number)
    }
    const square = (all: readonly Row[]): readonly number[] =>
      all.map(({ id }) => (all.find((one) => one.id === id) as Row).n)
    const found = await L.equivalent(once, square, { takes: 'rows', rows, costlier: 0.1 })
    expect(found).toMatchObject({ verdict: 'refuted', cost: { unit: 'reads of rows' } })
    expect((await L.equivalent(square, once, { takes: 'rows', rows, costlier: 0.5 })).verdict).toBe('notRefuted')
  })

  test('of plans with tasks is not counted, and that is said', async () => {
    const ask = (flight: Flight) => async () => ({ _tag: 'Right' as const, right: flight.id })
    const asked = F.pipe(flights, F.mapAsync(ask, { concurrency: 1 }))
    const { cost, notes } = await L.equivalent(asked, asked, { costlier: 0, runs: 2 })
    expect(cost).toBeUndefined()
    expect(notes.join()).toContain('the work was not counted')
  })

  test.each([-1, Number.NaN, '10%'])('is not limited by %s', async (costlier) => {
    await expect(L.equivalent(lean, lean, { costlier: costlier as number })).rejects.toThrow('costlier is')
  })
})
