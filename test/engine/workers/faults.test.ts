/**
 * Proves what a run does when workers are lost, at whatever moment: with enough retries it gives what it would have given, and
 * without it ends at once and says so; that whoever leaves early or cancels leaves no worker behind; and that a plan which is
 * another one in the worker is told before any row.
 */
import fc from 'fast-check'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { describe, expect, test } from 'vitest'
import type { Hire } from '../../../src/engine/workers/crew.ts'
import { outcomeOf } from '../../conformance/outcome.ts'
import { runs } from '../../runs.ts'
import { hireInThread, newWatched, spreading } from './in-thread.ts'

const numbers = Array.from({ length: 40 }, (_, i) => ({ i, key: i % 3 }))
const size = { bytes: 1, rows: 4 }

const plans = {
  rows: () =>
    F.pipe(
      F.rows(numbers),
      F.map((row) => ({ ...row, twice: row.i * 2 })),
    ),
  groups: () =>
    F.pipe(
      F.rows(numbers),
      F.groupBy((row) => row.key, { sum: A.sum((row) => row.i) }),
    ),
  failing: () =>
    F.pipe(
      F.rows(numbers),
      F.validate((row) => row.i !== 23, 'no 23'),
      F.map((row) => row.i),
    ),
}
type Name = keyof typeof plans

/** Counts the workers that were hired and have not been ended. */
const counted = (hire: Hire) => {
  let left = 0
  let most = 0
  return {
    left: () => left,
    most: () => most,
    hire: (() => {
      const worker = hire()
      most = Math.max(most, ++left)
      let isGone = false
      const gone = (): void => {
        if (!isGone) left--
        isGone = true
      }
      return {
        ...worker,
        onGone: (listener: (cause: unknown) => void) =>
          worker.onGone((cause) => {
            gone()
            listener(cause)
          }),
        end: async () => {
          gone()
          await worker.end()
        },
      }
    }) satisfies Hire,
  }
}

describe('a worker that is lost', () => {
  let lost = 0
  test('is no loss while there are retries', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom<Name>('rows', 'groups', 'failing'),
        fc.integer({ min: 1, max: 3 }),
        fc.array(fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constant(Number.POSITIVE_INFINITY)), { maxLength: 6 }),
        async (name, workers, deaths) => {
          const plan = plans[name]()
          const watched = newWatched()
          const left = [...deaths]
          const dies = () => left.shift() ?? Number.POSITIVE_INFINITY
          const { hire, left: remaining } = counted(hireInThread(async () => ({ plan: plans[name]() }), watched, dies))
          const engine = spreading({ plan: plan.plan, workers, size, hire, retries: deaths.length })
          expect(await outcomeOf(plan, { engine })).toEqual(await outcomeOf(plan, {}))
          expect(remaining()).toBe(0)
          lost += watched.lost
        },
      ),
      { numRuns: runs(160) },
    ))

  test('was lost now and then', () => expect(lost).toBeGreaterThan(runs(40)))

  test.each([0, 1, 4])('after %i messages ends the run without retries, and says so', async (messages) => {
    const plan = plans.rows()
    const { hire, left } = counted(
      hireInThread(
        async () => ({ plan: plans.rows() }),
        newWatched(),
        () => messages,
      ),
    )
    const engine = spreading({ plan: plan.plan, workers: 2, size, hire })
    const result = await F.run(plan, { engine })()
    expect(result).toMatchObject({ _tag: 'Left', left: { _tag: 'WorkerFailed', summary: /it was killed/ } })
    expect(left()).toBe(0)
  })
})

describe('nothing is left', () => {
  const setting = () => {
    const plan = plans.rows()
    const { hire, left, most } = counted(hireInThread(async () => ({ plan: plans.rows() }), newWatched()))
    return { plan, left, most, engine: spreading({ plan: plan.plan, workers: 3, size, hire }) }
  }

  test('at the end', async () => {
    const { plan, left, most, engine } = setting()
    expect((await F.toList(plan, { engine })).size).toBe(40)
    expect([most(), left()]).toEqual([3, 0])
  })

  test('by whoever leaves early', async () => {
    const { plan, left, most, engine } = setting()
    for await (const _ of F.stream(plan, { engine })) break
    expect([most(), left()]).toEqual([3, 0])
  })

  test.each([1, 2, 7])('by whoever cancels when part %i is begun', async (wanted) => {
    const plan = plans.rows()
    const controller = new AbortController()
    const { hire, left } = counted(hireInThread(async () => ({ plan: plans.rows() }), newWatched()))
    let parts = 0
    const cancelling: Hire = () => {
      const worker = hire()
      return {
        ...worker,
        post: (message, transferred) => {
          worker.post(message, transferred)
          if (message.kind === 'part' && ++parts === wanted) controller.abort()
        },
      }
    }
    const engine = spreading({ plan: plan.plan, workers: 2, size, hire: cancelling })
    const result = await F.run(plan, { engine, signal: controller.signal })()
    expect(result).toMatchObject({ _tag: 'Left', left: { _tag: 'Cancelled' } })
    expect([parts, left()]).toEqual([wanted, 0])
  })

  test('when a row ends the run', async () => {
    const plan = plans.failing()
    const { hire, left } = counted(hireInThread(async () => ({ plan: plans.failing() }), newWatched()))
    const engine = spreading({ plan: plan.plan, workers: 2, size, hire })
    await expect(F.toList(plan, { engine })).rejects.toMatchObject({ _tag: 'InvalidRow', place: { row: 24 } })
    expect(left()).toBe(0)
  })
})

describe('a plan that is another one in the worker is told', () => {
  const told = async (here: F.Bag<unknown>, there: unknown) => {
    const watched = newWatched()
    const hire = hireInThread(async () => ({ plan: there }), watched)
    const result = await F.run(here, { engine: spreading({ plan: here.plan, workers: 2, size, hire }, watched) })()
    return [watched.parts, result._tag === 'Left' ? result.left.message : 'it ran']
  }
  const above = (limit: number) =>
    F.pipe(
      F.rows(numbers),
      F.filter((row, p) => row.i > p, limit),
    )

  test('by a parameter', async () => {
    expect(await told(above(3), above(4))).toMatchInlineSnapshot(`
      [
        0,
        "FLOE503 PlanDiffers: the plan is not the same in each thread: something that this stage depends on differs
        in filter (row, p) => row.i > p with 3
        hint: what is made when its module is loaded, such as Date.now() or Math.random(), is another one in each thread: make it where the plan is run and give it as a parameter, or run with one worker",
      ]
    `)
    expect(await told(above(3), above(3))).toEqual([10, 'it ran'])
  })

  test('by its rows, its stages, or that there is none', async () => {
    const rows = numbers.map((row) => ({ ...row, i: row.i + 1 }))
    const other = F.pipe(
      F.rows(rows),
      F.filter((row, p) => row.i > p, 3),
    )
    expect(await told(above(3), other)).toEqual([0, expect.stringContaining('in source rows')])
    expect(await told(above(3), F.pipe(above(3), F.take(3)))).toEqual([0, expect.stringContaining('in take 3')])
    expect(await told(above(3), 'no plan')).toEqual([0, expect.stringContaining("exports no dataset 'plan'")])
  })
})

describe('what is not worked on in parts is said', () => {
  const notesOf = async (plan: F.Bag<unknown>) => {
    const watched = newWatched()
    const hire = hireInThread(async () => ({ plan }), watched)
    await F.run(plan, { engine: spreading({ plan: plan.plan, workers: 2, size, hire }, watched) })()
    return [watched.pieces, ...watched.notes]
  }
  const seen: unknown[] = []

  test('and why', async () => {
    const rows = F.rows(numbers)
    expect(
      await notesOf(
        F.pipe(
          rows,
          F.map((row) => seen.push(row)),
        ),
      ),
    ).toMatchInlineSnapshot(`
      [
        0,
        "workers: map (row) => seen.push(row) runs on one thread: nobody knows whether (row) => seen.push(row) is pure: captures seen, whose value cannot be seen",
      ]
    `)
    expect(
      await notesOf(
        F.pipe(
          rows,
          F.map((row) => row.i),
          F.take(3),
        ),
      ),
    ).toMatchInlineSnapshot(`
      [
        0,
        "workers: map (row) => row.i runs on one thread: not all of its rows may be wanted",
      ]
    `)
    expect(
      await notesOf(
        F.pipe(
          rows,
          F.groupBy((row) => row.key, {
            all: A.fromMonoid({ empty: 0, concat: (a, b) => a + b }, (row: { i: number }) => row.i),
          }),
        ),
      ),
    ).toMatchInlineSnapshot(`
      [
        0,
        "workers: groupBy (row) => row.key { all: fromMonoid (row) => row.i } runs on one thread: all is folded in sequence: that it can be merged is not known",
      ]
    `)
    expect(
      await notesOf(
        F.pipe(
          F.rows([1]),
          F.map((n) => n + 1),
        ),
      ),
    ).toMatchInlineSnapshot(`
      [
        0,
        "workers: map (n) => n + 1 runs on one thread: all that it reads is one part",
      ]
    `)
  })
})
