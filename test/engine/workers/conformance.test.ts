/**
 * Proves that a run gives the same whatever the number of workers: random plans over random rows, in parts as small as one row,
 * give the rows, rejects and errors of the reference engine, and the counts of one thread.
 */
import fc from 'fast-check'
import * as F from 'floe'
import { afterAll, describe, expect, test } from 'vitest'
import { anyPlan } from '../../arbitrary/plan.ts'
import { outcomeOf } from '../../conformance/outcome.ts'
import { runs } from '../../runs.ts'
import { newWatched, spreadingInThread } from './in-thread.ts'

const watched = newWatched()

/** Runs with workers that ended with an error, and rows that were rejected in such that did not. */
let ended = 0
let rejected = 0

type Spread = { readonly dataset: F.Bag<unknown>; readonly again: () => F.Bag<unknown> }

const same = async (
  { dataset, again }: Spread,
  workers: number,
  rows: number,
  onError: F.ErrorPolicy,
): Promise<void> => {
  const before = watched.pieces
  const engine = spreadingInThread({ plan: dataset.plan, again, workers, size: { bytes: 1, rows } }, watched)
  const { counts: _, ...expected } = await outcomeOf(dataset, { engine: F.reference, onError })
  const { counts, ...found } = await outcomeOf(dataset, { engine, onError })
  if (watched.pieces > before) {
    if (found.error !== undefined) ended++
    rejected += found.rejects.length
  }
  expect(found).toEqual(expected)
  const one = await outcomeOf(dataset, { onError })
  expect(counts).toEqual(one.counts)
}

/** Random plans seldom have it. */
test.each(['fail', 'reject'] as const)('a row that fails, in any part: %s', async (onError) => {
  for (let bad = 0; bad < 9; bad++) {
    const again = () =>
      F.pipe(
        F.rows([0, 1, 2, 3, 4, 5, 6, 7, 8]),
        F.validate((n, { bad }) => n !== bad, 'the bad one', { bad }),
        F.map((n) => n * 2),
      )
    await same({ dataset: again(), again }, 2, 2, onError)
  }
})

describe.each([
  { numbers: 'finite', failing: false },
  { numbers: 'finite', failing: true },
  { numbers: 'specials', failing: false },
  { numbers: 'specials', failing: true },
  { numbers: 'finite', failing: true, rejecting: true },
] as const)('over rows of $numbers numbers, failing: $failing', (profile) => {
  test('workers change nothing', () =>
    fc.assert(
      fc.asyncProperty(
        anyPlan({ ...profile, maxStages: 4, maxRows: 12 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom('fail', 'reject'),
        same,
      ),
      { numRuns: runs(70) },
    ))
})

afterAll(() => {
  expect(watched.pieces).toBeGreaterThan(runs(25))
  expect([...watched.ends].sort()).toEqual(['distinct', 'fold', 'rows', 'sorted'])
  expect(watched.parts).toBeGreaterThan(2 * watched.pieces)
  expect(ended).toBeGreaterThan(0)
  expect(rejected).toBeGreaterThan(0)
})
