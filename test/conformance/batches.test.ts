/**
 * Proves that boundaries between batches mean nothing: random plans over sources that give their rows one by one, by twos,
 * threes and sevens, as they usually come, and all at once, give the same as the reference engine does over the last. The
 * rows come whole, or as columns; some cannot be read.
 */
import fc from 'fast-check'
import * as F from 'floe'
import { afterAll, describe, expect, test } from 'vitest'
import { dataset } from '../../src/plan/dataset.ts'
import { anyPlan } from '../arbitrary/plan.ts'
import { engines } from '../engines.ts'
import { runs } from '../runs.ts'
import { withBatches } from './in-batches.ts'
import { outcomeOf } from './outcome.ts'

const { prepare: _, ...asGiven } = F.compiled
const all = [...engines, { ...asGiven, name: 'compiled, plans as they are given' }]
const usual = 1024

let scans = 0
const onScan = (): void => {
  scans++
}

describe.each([
  ['whole rows', false],
  ['columns', true],
])('%s', (_, asColumns) => {
  test.each([
    ['finite', false],
    ['finite', true],
    ['specials', false],
    ['specials', true],
  ] as const)('of %s numbers, in batches of any size, failing: %s', (numbers, failing) =>
    fc.assert(
      fc.asyncProperty(
        anyPlan({ numbers, failing, maxRows: 17 }),
        fc.constantFrom(1, 2, 3, 7, usual, Number.POSITIVE_INFINITY),
        fc.constantFrom(0, 0, 0, 0b100, 0b1_0010_0001),
        fc.constantFrom('fail', 'reject'),
        async ({ dataset: { plan } }, size, bad, onError) => {
          const outcome = async (engine: F.Engine, rowsOfBatch: number) => {
            const rows = dataset(withBatches(plan, { size: rowsOfBatch, bad, asColumns, onScan }))
            const { counts: _, ...seen } = await outcomeOf(rows, { engine, onError })
            return seen
          }
          const expected = await outcome(F.reference, Number.POSITIVE_INFINITY)
          for (const engine of all) expect(await outcome(engine, size), engine.name).toEqual(expected)
        },
      ),
      { numRuns: runs(60) },
    ),
  )
})

afterAll(() => expect(scans).toBeGreaterThan(runs(50)))
