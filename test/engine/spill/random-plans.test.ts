/**
 * Proves that the room there is changes no answer: on random plans over random rows, in batches of any size, with hardly any
 * room, the compiled engine gives the rows, rejects and errors of the reference engine, and does put rows aside.
 */
import fc from 'fast-check'
import * as F from 'floe'
import { afterAll, describe, expect, test } from 'vitest'
import { dataset } from '../../../src/plan/dataset.ts'
import { anyPlan } from '../../arbitrary/plan.ts'
import { withBatches } from '../../conformance/in-batches.ts'
import { outcomeOf } from '../../conformance/outcome.ts'
import { runs } from '../../runs.ts'
import { littleRoom } from './little-room.ts'

let aside = 0

describe.each([
  ['whole rows', false],
  ['columns', true],
])('%s', (_, asColumns) => {
  test.each([
    ['finite', false],
    ['finite', true],
    ['specials', false],
    ['specials', true],
    ['finite', 'some set aside'],
  ] as const)('of %s numbers, failing: %s', (numbers, fails) =>
    fc.assert(
      fc.asyncProperty(
        anyPlan({ numbers, failing: fails !== false, rejecting: fails === 'some set aside', maxRows: 17 }),
        fc.constantFrom(1, 500, 1500, 4000),
        fc.constantFrom(1, 2, 7, 1024),
        fc.constantFrom(0, 0, 0b100),
        fc.constantFrom('fail', 'reject'),
        fc.boolean(),
        async ({ dataset: { plan } }, share, size, bad, onError, given) => {
          const rows = dataset(withBatches(plan, { size, bad, asColumns }))
          const { engine, work } = littleRoom(share, given)
          const { counts: _, ...expected } = await outcomeOf(rows, { engine: F.reference, onError })
          const { counts: __, ...found } = await outcomeOf(rows, { engine, onError })
          expect(found).toEqual(expected)
          expect(work.open).toBe(0)
          aside += work.records
        },
      ),
      { numRuns: runs(100) },
    ),
  )
})

afterAll(() => expect(aside).toBeGreaterThan(runs(500)))
