/**
 * Proves that `mapAsync` keeps rows in order whatever the order in which tasks end, that it bounds what is under way, and
 * that retries, time limits and leaving early do what they say. Time is not waited for: the clock is turned by hand.
 */
import fc from 'fast-check'
import * as F from 'floe'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { afterEach, beforeEach, describe, expect, expectTypeOf, test, vi } from 'vitest'
import { backoff } from '../../../src/concurrent/backoff.ts'
import { sleep } from '../../../src/concurrent/sleep.ts'
import { engines } from '../../engines.ts'

const never = (): Promise<never> => new Promise(() => {})

describe.each(engines.map((engine) => [engine.name, engine] as const))('on %s', (_, engine) => {
  test('rows keep their order, and no more than asked for are under way, however tasks end', () =>
    fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.nat({ max: 12 }),
        fc.integer({ min: 1, max: 5 }),
        async (s, size, concurrency) => {
          let running = 0
          let most = 0
          const numbers = Array.from({ length: size }, (_, n) => n)
          const task = (n: number) => async () => {
            most = Math.max(most, ++running)
            await s.schedule(Promise.resolve(), `task ${n}`)
            running--
            return E.right(n * 10)
          }
          const result = F.toList(F.pipe(F.rows(numbers), F.mapAsync(task, { concurrency })), { engine })
          await s.waitFor(result)
          expect((await result).toArray()).toEqual(numbers.map((n) => n * 10))
          expect(most).toBe(Math.min(size, concurrency))
        },
      ),
    ))

  test('errors come in the order of rows, by the policy', () =>
    fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(fc.boolean(), { maxLength: 10 }), async (s, fates) => {
        const task = (fate: { readonly n: number; readonly good: boolean }) => async () => {
          await s.schedule(Promise.resolve())
          return fate.good ? E.right(fate.n) : E.left(new RangeError(`no ${fate.n}`))
        }
        const rows = F.pipe(F.rows(fates.map((good, n) => ({ n, good }))), F.mapAsync(task, { concurrency: 3 }))
        const work = F.run(rows, { engine, onError: 'reject' })()
        await s.waitFor(work)
        const result = await work
        if (E.isLeft(result)) throw result.left
        expect(result.right.rows.toArray()).toEqual(fates.flatMap((good, n) => (good ? [n] : [])))
        const reasons = result.right.rejects.map((error) => [error._tag, error.place.row, error.summary])
        const expected = fates.flatMap((good, n) =>
          good ? [] : [['TaskFailed', n + 1, `the task failed: RangeError: no ${n}`]],
        )
        expect(reasons.toArray()).toEqual(expected)
      }),
    ))

  test('is asked for no more than its window ahead', async () => {
    const asked: number[] = []
    const numbers = F.pipe(
      F.rows(Array.from({ length: 100 }, (_, n) => n)),
      F.tap((n) => asked.push(n)),
      F.mapAsync((n) => TE.right(n), { concurrency: 4 }),
      F.take(2),
    )
    expect((await F.toList(numbers, { engine })).toArray()).toEqual([0, 1])
    expect(asked).toEqual([0, 1, 2, 3, 4])
  })

  test('leaving early aborts what is under way, and waits for nobody', async () => {
    const signals: AbortSignal[] = []
    const task = (n: number) => (signal: AbortSignal) => {
      signals.push(signal)
      return n === 0 ? Promise.resolve(E.right(n)) : never()
    }
    const first = F.pipe(F.rows([0, 1, 2]), F.mapAsync(task, { concurrency: 3 }), F.take(1))
    expect((await F.toList(first, { engine })).toArray()).toEqual([0])
    expect(signals.map((signal) => signal.aborted)).toEqual([true, true, true])
  })

  test('a cancelled run does not wait for its tasks', async () => {
    const controller = new AbortController()
    let aborted = false
    const task = () => (signal: AbortSignal) => {
      signal.addEventListener('abort', () => {
        aborted = true
      })
      queueMicrotask(() => controller.abort())
      return never()
    }
    const rows = F.pipe(F.rows([1, 2]), F.mapAsync(task, { concurrency: 1 }))
    const result = await F.run(rows, { engine, signal: controller.signal, onError: 'reject' })()
    expect(result).toMatchObject({ _tag: 'Left', left: { _tag: 'Cancelled' } })
    expect(aborted).toBe(true)
  })

  describe('with the clock in hand', () => {
    beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
    afterEach(() => void vi.useRealTimers())

    /** Runs while turning the clock, until the run has ended. */
    const whileTimePasses = async <A>(work: Promise<A>): Promise<A> => {
      let ended = false
      const end = work.finally(() => {
        ended = true
      })
      for (let turns = 0; !ended && turns < 1000; turns++) {
        await new Promise((resolve) => setImmediate(resolve))
        await vi.advanceTimersToNextTimerAsync()
      }
      return end
    }
    const options = { engine, onError: 'reject' } as const
    const sure = <A>(result: E.Either<F.RunError, A>): A => {
      if (E.isLeft(result)) throw result.left
      return result.right
    }

    test('a Left is tried again, after waits that grow', async () => {
      const tries: number[] = []
      const start = Date.now()
      const clock = vi.fn(() => start)
      const task = () => async () => {
        tries.push(clock())
        return tries.length < 4 ? E.left('not yet') : E.right('done')
      }
      const retry = { times: 3, delay: 100 }
      const rows = F.pipe(F.rows([1]), F.mapAsync(task, { concurrency: 1, retry }))
      expect(sure(await whileTimePasses(F.run(rows, options)())).rows.toArray()).toEqual(['done'])
      expect(tries).toHaveLength(4)
    })

    test('no more often than asked for', async () => {
      let tries = 0
      const task = () => async () => {
        tries++
        return E.left('never')
      }
      const rows = F.pipe(F.rows([1, 2]), F.mapAsync(task, { concurrency: 1, retry: { times: 2, delay: 5 } }))
      const { rejects } = sure(await whileTimePasses(F.run(rows, options)()))
      expect(rejects.map((error) => error.summary).toArray()).toEqual([
        "the task failed: 'never'",
        "the task failed: 'never'",
      ])
      expect(tries).toBe(6)
    })

    test('what throws is a mistake, and is not tried again', async () => {
      let tries = 0
      const task = () => async (): Promise<E.Either<never, number>> => {
        tries++
        throw new TypeError('no such function')
      }
      const rows = F.pipe(F.rows([1]), F.mapAsync(task, { concurrency: 1, retry: { times: 2, delay: 5 } }))
      const { rejects } = sure(await whileTimePasses(F.run(rows, options)()))
      expect(rejects.get(0)?._tag).toBe('LambdaThrew')
      expect(tries).toBe(1)
    })

    test('a try that takes too long has failed, is told so, and may be followed by one that does not', async () => {
      const signals: AbortSignal[] = []
      const task = () => (signal: AbortSignal) => {
        signals.push(signal)
        return signals.length === 1 ? never() : Promise.resolve(E.right('second'))
      }
      const trying = { concurrency: 1, timeout: 1000, retry: { times: 1, delay: 10 } }
      const rows = F.pipe(F.rows([1]), F.mapAsync(task, trying))
      expect(sure(await whileTimePasses(F.run(rows, options)())).rows.toArray()).toEqual(['second'])
      expect(signals[0]?.aborted).toBe(true)
      expect(vi.getTimerCount()).toBe(0)
    })

    test('without another try, a row that takes too long is the error', async () => {
      const rows = F.pipe(
        F.rows([1]),
        F.mapAsync(() => never, { concurrency: 1, timeout: 1000 }),
      )
      const result = await whileTimePasses(F.run(rows, { engine })())
      expect(result).toMatchObject({
        _tag: 'Left',
        left: { _tag: 'TaskFailed', summary: 'the task took longer than 1000 ms', place: { row: 1 } },
      })
    })

    test('sleep is over when time is, or when nobody waits any more', async () => {
      const controller = new AbortController()
      const woken: string[] = []
      const naps = [
        sleep(10, controller.signal).then(() => woken.push('time')),
        sleep(1000, controller.signal).then(() => woken.push('signal')),
        sleep(1000, AbortSignal.abort()).then(() => woken.push('at once')),
      ]
      await vi.advanceTimersByTimeAsync(20)
      expect(woken).toEqual(['at once', 'time'])
      controller.abort()
      await Promise.all(naps)
      expect(woken).toEqual(['at once', 'time', 'signal'])
      expect(vi.getTimerCount()).toBe(0)
    })
  })

  test('a hundred tasks at once leave no warning', async () => {
    const warnings: unknown[] = []
    const listen = (warning: unknown) => warnings.push(warning)
    process.on('warning', listen)
    const rows = F.pipe(
      F.rows(Array.from({ length: 300 }, (_, n) => n)),
      F.mapAsync((n) => TE.right(n), { concurrency: 100 }),
    )
    expect((await F.toList(rows, { engine })).size).toBe(300)
    await new Promise((resolve) => setImmediate(resolve))
    process.off('warning', listen)
    expect(warnings).toEqual([])
  })
})

test('waits double up to the longest, and are shortened by chance to no less than half', () =>
  fc.assert(
    fc.property(
      fc.record({
        times: fc.nat(),
        delay: fc.integer({ min: 0, max: 1000 }),
        longest: fc.integer({ min: 0, max: 60_000 }),
      }),
      fc.integer({ min: 1, max: 40 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (retry, again, chance) => {
        const whole = Math.min(retry.longest, retry.delay * 2 ** (again - 1))
        expect(backoff(retry, again, () => 0)).toBe(whole / 2)
        const wait = backoff(retry, again, () => chance)
        expect(wait).toBeGreaterThanOrEqual(whole / 2)
        expect(wait).toBeLessThanOrEqual(whole)
      },
    ),
  ))

test('the result has the type of what tasks give, and keeps the order', () => {
  const rows = F.pipe(
    F.rows([1]),
    F.mapAsync((n) => TE.right<string, { readonly n: number }>({ n }), { concurrency: 1 }),
  )
  expectTypeOf(rows).toEqualTypeOf<F.Sequence<{ readonly n: number }>>()
})
