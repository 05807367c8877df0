/**
 * Proves that a run which is cancelled, left, or no longer read begins nothing more, tells all that is under way, and releases
 * its sources once: at whatever moment that happens, on every engine.
 */
import { Readable } from 'node:stream'
import fc from 'fast-check'
import * as F from 'floe'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { rest } from '../concurrent/ticks.ts'
import { engines } from '../engines.ts'
import { counted } from './counted-source.ts'

const size = 12

/** A plan with tasks under way, and what happens to them. */
const watchedPlan = (s: fc.Scheduler, concurrency: number) => {
  const { dataset, watched } = counted(size)
  const signals: AbortSignal[] = []
  const open = new Set<AbortSignal>()
  const task = (n: number) => (signal: AbortSignal) => {
    signals.push(signal)
    open.add(signal)
    return s.schedule(Promise.resolve(E.right(n)), `task ${n}`).finally(() => open.delete(signal))
  }
  return { plan: F.pipe(dataset, F.mapAsync(task, { concurrency })), watched, signals, open }
}

/** Until nothing goes on any more: timers of engines that let others have their turn included. */
const quiet = async (s: fc.Scheduler): Promise<void> => {
  for (let turn = 0; turn < 4 || s.count() > 0; turn++) {
    await s.waitAll()
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** So many steps of the scheduler, as far as there are some. */
const steps = async (s: fc.Scheduler, count: number): Promise<void> => {
  for (let i = 0; i < count; i++) {
    await new Promise((resolve) => setImmediate(resolve))
    if (s.count() > 0) await s.waitOne()
  }
  await rest()
}

const moment = fc.nat(size + 3)
const concurrencies = fc.integer({ min: 1, max: 5 })

describe.each(engines.map((engine) => [engine.name, engine] as const))('on %s', (_, engine) => {
  test('a run that is cancelled at any step', () =>
    fc.assert(
      fc.asyncProperty(fc.scheduler(), concurrencies, moment, async (s, concurrency, at) => {
        const { plan, watched, signals, open } = watchedPlan(s, concurrency)
        const controller = new AbortController()
        const running = F.run(plan, { engine, signal: controller.signal })()
        await steps(s, at)
        const stillOpen = [...open]
        const begun = signals.length
        const isOver = begun === size && open.size === 0
        controller.abort()
        // It does not wait for its tasks.
        const result = await running
        if (!isOver) expect(result).toMatchObject({ _tag: 'Left', left: { _tag: 'Cancelled' } })
        expect(stillOpen.every((signal) => signal.aborted)).toBe(true)
        await quiet(s)
        expect(signals).toHaveLength(begun)
        expect(watched.released).toBe(watched.opened)
        expect(watched.opened).toBeLessThanOrEqual(1)
      }),
    ))

  test('a plan that needs no more, after any row', () =>
    fc.assert(
      fc.asyncProperty(fc.scheduler(), concurrencies, fc.integer({ min: 1, max: size }), async (s, concurrency, at) => {
        const { plan, watched, signals, open } = watchedPlan(s, concurrency)
        const reading = F.toList(F.pipe(plan, F.take(at)), { engine })
        await s.waitFor(reading)
        expect((await reading).size).toBe(at)
        expect([...open].every((signal) => signal.aborted)).toBe(true)
        const begun = signals.length
        expect(begun).toBe(Math.min(size, at - 1 + concurrency))
        await quiet(s)
        expect(signals).toHaveLength(begun)
        expect(watched).toMatchObject({ opened: 1, released: 1 })
      }),
    ))

  test('a stream that is left while somebody waits for its next rows, at any step', () =>
    fc.assert(
      fc.asyncProperty(fc.scheduler(), concurrencies, moment, async (s, concurrency, at) => {
        const { plan, watched, signals, open } = watchedPlan(s, concurrency)
        const rows = F.stream(plan, { engine })
        const next = rows.next()
        await steps(s, at)
        const left = rows.return()
        // Not one task has to end for that.
        expect((await left).done).toBe(true)
        await next
        expect([...open].every((signal) => signal.aborted)).toBe(true)
        const begun = signals.length
        await quiet(s)
        expect(signals).toHaveLength(begun)
        expect(watched.released).toBe(watched.opened)
        expect(await rows.next()).toEqual({ done: true, value: undefined })
      }),
    ))

  test('a stream that nobody reads any more goes no further than its window, and can be left later', async () => {
    const { dataset, watched } = counted(4000)
    let begun = 0
    const task = (n: number) => async () => {
      begun++
      return E.right(n)
    }
    const rows = F.stream(F.pipe(dataset, F.mapAsync(task, { concurrency: 5 })), { engine })
    const first = await rows.next()
    const given = first.value?.length ?? 0
    await new Promise((resolve) => setTimeout(resolve))
    expect(given).toBeLessThan(4000)
    expect(begun).toBeLessThan(given + 5)
    expect(watched).toMatchObject({ opened: 1, released: 0, asked: begun })
    await rows.return()
    expect(begun).toBeLessThan(given + 5)
    expect(watched).toMatchObject({ opened: 1, released: 1, asked: begun })
  })

  test('a stream of Node that is destroyed while a task never ends', async () => {
    const { dataset, watched } = counted(3)
    const signals: AbortSignal[] = []
    const task = () => (signal: AbortSignal) => {
      signals.push(signal)
      return new Promise<never>(() => {})
    }
    const stream = Readable.from(F.stream(F.pipe(dataset, F.mapAsync(task, { concurrency: 2 })), { engine }))
    stream.resume()
    while (signals.length < 2) await new Promise((resolve) => setImmediate(resolve))
    const closed = new Promise((resolve) => stream.once('close', resolve))
    stream.destroy()
    await closed
    expect(signals.map((signal) => signal.aborted)).toEqual([true, true])
    expect(watched).toMatchObject({ opened: 1, released: 1 })
  })

  test('an error of the options is told when rows are asked for', async () => {
    const rows = F.stream(F.rows([1]), { engine, signal: 'none' as unknown as AbortSignal })
    await expect(rows.next()).rejects.toThrow(/FLOE100 .*signal/)
  })
})
