/**
 * Proves that a run means the same however much room it has and however many work on it: on random plans over random rows, with
 * budgets from hardly anything to none, one to four workers of which some are lost, parts and batches of any size, and keys of all
 * one hash, it gives the rows, rejects and errors of the reference engine, and leaves nothing behind; cancelled at whatever
 * moment, it ends, leaves nothing behind, and nothing runs on.
 */
import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import * as F from 'floe'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { dataset } from '../../src/plan/dataset.ts'
import type { Kind } from '../../src/plan/node.ts'
import { nodesOf } from '../../src/plan/tree.ts'
import { anyPlan, type Generated } from '../arbitrary/plan.ts'
import { runs } from '../runs.ts'
import { type Room, watchRooms } from './any-room.ts'
import { withBatches } from './in-batches.ts'
import { outcomeOf } from './outcome.ts'

let steps = 0
let atStep = (): void => {}
let rooms: ReturnType<typeof watchRooms>
beforeAll(() => {
  rooms = watchRooms(() => {
    steps++
    atStep()
  })
})
afterAll(() => rooms.end())
afterEach(() => {
  atStep = () => {}
})

/** Kinds that most often have something to put aside. */
const holders: readonly Kind[] = ['sortBy', 'groupBy', 'distinct', 'join', 'over', 'cogroup', 'except', 'cross']

/** More rows than elsewhere, so that there is something to put aside, and somebody who does. */
const plans: fc.Arbitrary<Generated> = fc
  .oneof(
    ...(['finite', 'specials'] as const).flatMap((numbers) =>
      [false, true].map((failing) => anyPlan({ numbers, failing, maxRows: 30, maxStages: 5 })),
    ),
  )
  .filter(({ dataset }) => nodesOf(dataset.plan).some(({ kind }) => holders.includes(kind)))

const usual: { readonly [N in keyof Room]: fc.Arbitrary<Room[N]> } = {
  memory: fc.constantFrom(200, 500, 1000, 3000, 10_000, 1_000_000, undefined),
  workers: fc.constant(1),
  part: fc.integer({ min: 1, max: 9 }),
  size: fc.constant(1024),
  bad: fc.constantFrom(0, 0, 0, 0b100),
  deaths: fc.constant([]),
  isFlat: fc.constant(false),
}
const sizes = { size: fc.constantFrom(1, 2, 7, 1024) }
const workers = { workers: fc.integer({ min: 1, max: 4 }) }
const several = { workers: fc.integer({ min: 2, max: 4 }) }
const deaths = { deaths: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 }) }
const flat = { isFlat: fc.constant(true) }
const tiny = { memory: fc.constantFrom(200, 500, 1000, 3000) }

/** Each law with what it is about, and of how many of a hundred runs that must be seen. */
const laws = [
  { law: 'E13 any memory budget', room: {}, aside: 15, spread: 0, lost: 0 },
  { law: 'E3 any batch size, at any budget', room: sizes, aside: 15, spread: 0, lost: 0 },
  { law: 'E14 every hash 0, at a small budget', room: { ...sizes, ...flat, ...tiny }, aside: 25, spread: 0, lost: 0 },
  {
    law: 'E2, E4 any workers and parts, at any budget',
    room: { ...sizes, ...several },
    aside: 12,
    spread: 8,
    lost: 0,
  },
  { law: 'E8 workers that are lost, at any budget', room: { ...several, ...deaths }, aside: 12, spread: 8, lost: 8 },
  {
    law: 'E2, E3, E4, E8, E13, E14 all at once',
    room: { ...sizes, ...workers, ...tiny, deaths: fc.oneof(usual.deaths, deaths.deaths), isFlat: fc.boolean() },
    aside: 20,
    spread: 6,
    lost: 3,
  },
] as const

const count = runs(200)

describe('means the same', () => {
  test.each(laws)('$law', async ({ room, aside, spread, lost }) => {
    const { seen } = rooms
    const before = { ...seen }
    await fc.assert(
      fc.asyncProperty(
        plans,
        fc.record({ ...usual, ...room }),
        fc.constantFrom('fail', 'reject'),
        async (given, room, onError) => {
          const { size, bad } = room
          const rows = dataset(withBatches(given.dataset.plan, { size, bad, asColumns: false }))
          const { counts: _, ...expected } = await outcomeOf(rows, { engine: F.reference, onError })
          const { counts: __, ...found } = await rooms.run(given, room, (rows, engine) =>
            outcomeOf(rows, { engine, onError }),
          )
          expect(found).toEqual(expected)
          await settled()
          expect(rooms.left()).toEqual([])
        },
      ),
      { numRuns: count },
    )
    const share = (done: number): number => (100 * done) / count
    expect(share(seen.aside - before.aside)).toBeGreaterThanOrEqual(aside)
    expect(share(seen.spread - before.spread)).toBeGreaterThanOrEqual(spread)
    expect(share(seen.lost - before.lost)).toBeGreaterThanOrEqual(lost)
  })
})

/** Workers in this thread cannot be ended in the middle of a part: they are when they come to its end. */
const settled = async (): Promise<void> => {
  for (let turns = 0; turns < 200 && rooms.left().length > 0; turns++) await setImmediate()
}

describe('is over when it is cancelled', () => {
  test.each([
    { law: 'E10, E11 with one worker', room: { ...sizes, ...tiny }, isAlone: true },
    { law: 'E10, E11 with several', room: { ...sizes, ...several, ...tiny }, isAlone: false },
  ])('$law', async ({ room, isAlone }) => {
    let cancelled = 0
    await fc.assert(
      fc.asyncProperty(
        plans,
        fc.record({ ...usual, ...room }),
        fc.integer({ min: 1, max: 40 }),
        async (given, room, moment) => {
          const controller = new AbortController()
          steps = 0
          atStep = () => {
            if (steps === moment) controller.abort()
          }
          const { signal } = controller
          const found = await rooms.run(given, room, (rows, engine) => outcomeOf(rows, { engine, signal }))
          const done = steps
          if (found.error?.includes('FLOE500') === true) cancelled++
          else {
            const rows = dataset(withBatches(given.dataset.plan, { ...room, asColumns: false }))
            const { counts: _, ...expected } = await outcomeOf(rows, { engine: F.reference })
            expect({ ...found, counts: [] }).toEqual({ ...expected, counts: [] })
          }
          if (isAlone) expect(rooms.left()).toEqual([])
          await settled()
          expect(rooms.left()).toEqual([])
          if (isAlone) expect(steps).toBe(done)
        },
      ),
      { numRuns: runs(160) },
    )
    expect(cancelled).toBeGreaterThan(runs(20))
  })
})
