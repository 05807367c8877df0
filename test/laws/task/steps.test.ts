/**
 * Proves that asynchronous code is told to be broken with the fewest steps of its schedule, and that code which never comes to rest
 * is told so, with its line, and stopped: what comes after it runs as ever.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import * as fc from 'fast-check'
import * as L from 'floe/laws'
import { describe, expect, test } from 'vitest'
import { printFailure } from '../../../src/laws/print-failure.ts'

const load = { calls: () => ({ load: (id: number) => id }) }
type Load = L.Promised<{ load: (id: number) => number }>

const failures = async (subject: unknown): Promise<readonly L.Failure[]> =>
  (await L.examine(subject as L.Subject, { failures: false })).laws.flatMap(({ failure }) => failure ?? [])

/** The order in which so many calls settled. */
const arrivals = async ({ load }: Load, length: number): Promise<readonly number[]> => {
  const order: number[] = []
  await Promise.all(Array.from({ length }, async (_, id) => order.push(await load(id))))
  return order
}

describe('a schedule has the fewest steps', () => {
  test('one order of up to five calls: as many as settle while an earlier one is open', async () => {
    const orders = fc.integer({ min: 2, max: 5 }).chain((length) => {
      const all = Array.from({ length }, (_, id) => id)
      return fc.shuffledSubarray(all, { minLength: length })
    })
    await fc.assert(
      fc.asyncProperty(orders, async (wanted) => {
        const steps = wanted.filter((id, i) => wanted.slice(i).some((other) => other < id)).length
        if (steps === 0) return
        const picky = L.task(async (calls) => `${await arrivals(calls, wanted.length)}` === `${wanted}`, load)
        expect((await failures(picky)).map(({ law, breach }) => [law.id, breach.steps])).toEqual([['E1', steps]])
      }),
      { numRuns: 15 },
    )
  })

  test('of more calls than can be tried in every order: one for a pair, two for two', async () => {
    const pairs = fc.uniqueArray(fc.nat(7), { minLength: 4, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(pairs, fc.constantFrom(1, 2), async ([a, b, c, d], many) => {
        const wanted = [
          { x: a ?? 0, y: b ?? 0 },
          { x: c ?? 0, y: d ?? 0 },
        ].slice(0, many)
        const late = L.task(async (calls) => {
          const order = await arrivals(calls, 8)
          return wanted.every(({ x, y }) => order.indexOf(Math.max(x, y)) < order.indexOf(Math.min(x, y)))
        }, load)
        const [failure] = await failures(late)
        // One call that settles early may overtake both.
        expect([failure?.law.id, failure?.breach.steps]).toEqual(['E1', expect.toSatisfy((n) => n >= 1 && n <= many)])
      }),
      { numRuns: 10 },
    )
  })

  test('none where calls settle in their order, and one for a cancellation', async () => {
    const leaving: number[] = []
    const counting = L.task(async (calls) => leaving.push(await calls.load(1)), load)
    expect((await failures(counting)).map(({ law, breach }) => [law.id, breach.steps])).toEqual([['S5', 0]])
    const going = L.task(async (calls, { signal }) => {
      await (calls.load as (id: number, how: object) => Promise<number>)(1, { signal }).catch(() => 0)
      return calls.load(2)
    }, load)
    const [failure] = await failures(going)
    expect([failure?.law.id, failure?.breach.steps]).toEqual(['E10', 1])
    expect(failure && printFailure(failure)).toContain('  schedule steps: 1\n')
  })
})

const spinning: Readonly<Record<string, (calls: Load) => unknown>> = {
  'awaits nothing': async () => {
    for (;;) await null
  },
  'awaits nothing, when a call has settled, and catches all': async ({ load }) => {
    await load(1)
    for (;;)
      try {
        await null
      } catch {}
  },
  'promises once more': () => {
    const again = (): Promise<unknown> => Promise.resolve().then(again)
    return again()
  },
  'queues itself': () =>
    new Promise(() => {
      const again = (): void => queueMicrotask(again)
      again()
    }),
  'ticks and ticks': () =>
    new Promise(() => {
      const again = (): void => process.nextTick(again)
      again()
    }),
}

describe('E11 is broken by code that never comes to rest:', () => {
  test.each(Object.keys(spinning))('%s', async (name) => {
    const task = L.task(spinning[name] as (calls: Load) => unknown, load)
    const found = await failures(task)
    expect(found.map(({ law, breach }) => [law.id, breach.steps])).toEqual([['E11', 0]])
    const [{ breach, replay }] = found as readonly [L.Failure]
    expect(breach.what).toMatch(/it spins: it went on 100000 times/)
    expect(breach.line).toMatch(/test\/laws\/task\/steps\.test\.ts:\d+:\d+/)
    const again = (await L.examine(task, { replay })).laws.flatMap(({ failure }) => failure ?? [])
    expect(again.map(printFailure)).toEqual(found.map(printFailure))
  })

  test('in one order alone, with that order', async () => {
    const waiting = L.task(async ({ load }: Load) => {
      let last = 0
      const one = async (id: number): Promise<void> => {
        last = await load(id)
      }
      const both = [one(1), one(2)]
      await Promise.race(both)
      while (last === 2) await null
      await Promise.all(both)
    }, load)
    const [failure] = await failures(waiting)
    expect([failure?.law.id, failure?.breach.steps]).toEqual(['E11', 1])
    expect(failure?.breach.what).toMatch(/^when load\(2\) settles before load\(1\), it spins/)
  })

  test('and not by code that goes on for long, nor by what others do meanwhile', async () => {
    const long = L.task(async ({ load }: Load) => {
      for (let i = 0; i < 20_000; i++) await null
      return load(1)
    }, load)
    const store = new AsyncLocalStorage<number>()
    let isOver = false
    const others = store.run(1, async () => {
      while (!isOver) {
        for (let i = 0; i < 20_000; i++) await null
        await new Promise((resolve) => setImmediate(resolve))
      }
      return store.getStore()
    })
    expect(await failures(long)).toEqual([])
    isOver = true
    expect(await others).toBe(1)
    store.disable()
    expect([queueMicrotask.name, process.nextTick.name]).toEqual(['queueMicrotask', 'nextTick'])
  })
})
