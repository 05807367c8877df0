/**
 * Proves that tasks never wait for each other for ever: that what could end so is refused, and nothing else is; and that the
 * error says who holds what, and who waits for what.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import * as C from 'floe/concurrent'
import { afterEach, describe, expect, test } from 'vitest'
import { runs } from '../runs.ts'
import { found } from './found.ts'
import { type Mistake, mutated } from './mutated.ts'
import { playLocks, playOrdered } from './play-locks.ts'
import { rest } from './ticks.ts'

test.each([
  ['of all kinds', playLocks, runs(1500)],
  ['that keep to one order', playOrdered, runs(500)],
] as const)('tasks %s', async (_, play, schedules) => expect(found(await play(C, schedules))).toBe(''))

const file = 'check-order.ts'
const mistakes: Readonly<Record<string, Mistake>> = {
  'no order is looked at': { file, from: 'if (circle === undefined) continue', to: 'continue' },
  'only the outermost that is held counts': { file, from: 'stillHeld(within)', to: 'stillHeld(within).slice(-1)' },
  'ways of several steps are not seen': { file, from: 'open.push(next)', to: 'if (next === to) open.push(next)' },
  'nothing is remembered': { file, from: 'for (const one of fresh) remember(one.lock, lock)', to: '' },
  'what is refused is remembered': {
    file,
    from: 'for (const one of fresh) {',
    to: 'for (const one of fresh) if (one.lock !== lock) remember(one.lock, lock)\n  for (const one of fresh) {',
  },
  'who holds is forgotten within': { file: 'surroundings.ts', from: ': storage.run(holding, f)', to: ': f()' },
}

describe('a mistake is found', () => {
  test.each(Object.entries(mistakes))('%s', async (_, mistake) => {
    const subject = await mutated(mistake)
    const plays = [await playLocks(subject, 1500), await playOrdered(subject, 500)]
    expect(plays.some(({ failed }) => failed)).toBe(true)
  })
})

/** What a promise is rejected with, as text. */
const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'it was not refused',
    (thrown) => thrown.message,
  )

test('the error has the wait graph, and its cause where the other order was seen', async () => {
  const [alice, bob] = [C.mutex('alice'), C.mutex('bob')]
  const transfer = async (from: C.Semaphore, to: C.Semaphore): Promise<void> =>
    C.withPermits(from, 1, async () => {
      await rest()
      await C.withPermits(to, 1, rest)
    })
  const [first, second] = await Promise.allSettled([transfer(alice, bob), transfer(bob, alice)])
  expect(first.status).toBe('fulfilled')
  if (second.status === 'fulfilled') throw new Error('it was not refused')
  expect(second.reason.message).toBe(
    [
      "FLOE501 Deadlock: 'alice' is asked for by who holds 'bob', and the other way round before: such tasks can wait for each other for ever",
      "    this task holds 'bob', and asks for 'alice'",
      "    task 1 holds 'alice', and waits for 'bob'",
      "    'bob' was asked for by one who held 'alice'",
      '  hint: ask for locks in the same order everywhere, or give back the one before asking for the other',
    ].join('\n'),
  )
  expect(second.reason.cause.stack).toMatch(/deadlock\.test\.ts/)
})

test('an order that could end in a deadlock is told also when nobody waits', async () => {
  const [a, b, c] = [C.mutex(), C.mutex(), C.semaphore(3, 'pool')]
  await C.withPermits(a, 1, () => C.withPermits(c, 2, rest))
  await C.withPermits(c, 1, () => C.withPermits(b, 1, rest))
  expect(await refusal(C.withPermits(b, 1, () => C.withPermits(a, 1, rest)))).toBe(
    [
      "FLOE501 Deadlock: 'mutex' is asked for by who holds 'mutex' (2), and the other way round before: such tasks can wait for each other for ever",
      "    this task holds 'mutex' (2), and asks for 'mutex'",
      "    1 of 3 of 'pool' was asked for by one who held 'mutex'",
      "    'mutex' (2) was asked for by one who held 'pool'",
      '  hint: ask for locks in the same order everywhere, or give back the one before asking for the other',
    ]
      .join('\n')
      .replace('1 of 3 of ', ''),
  )
})

test('who holds some of a semaphore cannot ask for more of it, however many are free', async () => {
  const [pool, door] = [C.semaphore(3, 'pool'), C.mutex('door')]
  expect(await refusal(C.withPermits(pool, 1, () => C.withPermits(pool, 2, rest)))).toMatch(
    /FLOE501 Deadlock: 2 of 3 of 'pool' is asked for by who holds 'pool' already\n {4}this task holds 1 of 3 of 'pool', and asks for 2 of 3 of 'pool'\n {2}hint: ask at once/,
  )
  expect(await refusal(C.withPermits(door, 1, () => C.withPermits(door, 1, rest)))).toMatch(
    /'door' is asked for by who holds 'door' already\n.*\n {2}hint: do what is to be done in the body/,
  )
  // All is given back.
  expect(await C.withPermits(pool, 3, () => C.withPermits(door, 1, () => 'free'))).toBe('free')
})

test('a long queue is not printed whole', async () => {
  const [a, b] = [C.mutex('a'), C.mutex('b')]
  await C.withPermits(a, 1, () => C.withPermits(b, 1, rest))
  const waiting: Promise<unknown>[] = []
  const work = C.withPermits(b, 1, async () => {
    for (let i = 0; i < 20; i++) waiting.push(C.withPermits(a, 1, rest).catch((thrown) => thrown.message))
    await rest()
  })
  await work
  const texts = await Promise.all(waiting)
  expect(new Set(texts).size).toBe(1)
  const controller = new AbortController()
  const holding = C.withPermits(a, 1, rest)
  const queue = Array.from({ length: 20 }, () => C.withPermits(a, 1, rest, controller).catch(() => undefined))
  const text = await refusal(C.withPermits(b, 1, () => C.withPermits(a, 1, rest)))
  expect(text.split('\n').filter((line) => /^ {4}task \d+ waits for 'a'$/.test(line))).toHaveLength(8)
  expect(text).toMatch(/\n {4}and 13 more\n/)
  controller.abort()
  await Promise.all([holding, ...queue])
})

describe('who holds is known', () => {
  const pair = async (): Promise<(within: () => Promise<unknown>) => Promise<string>> => {
    const [a, b] = [C.mutex('a'), C.mutex('b')]
    await C.withPermits(a, 1, () => C.withPermits(b, 1, rest))
    asked = () => C.withPermits(a, 1, rest)
    return (within) => refusal(C.withPermits(b, 1, within))
  }
  let asked: () => Promise<unknown> = rest
  afterEach(() => {
    asked = rest
  })

  test('across timers, events and generators', async () => {
    const holding = await pair()
    expect(await holding(() => new Promise((_, reject) => setImmediate(() => asked().catch(reject))))).toMatch(
      /FLOE501/,
    )
    expect(
      await holding(async () => {
        async function* rows(): AsyncGenerator<unknown> {
          yield await asked()
        }
        for await (const _ of rows());
      }),
    ).toMatch(/FLOE501/)
  })

  test('and what has been given back is not told', async () => {
    const [outer, inner] = [C.mutex('outer'), C.mutex('inner')]
    let later: Promise<string> = Promise.resolve('')
    await C.withPermits(outer, 1, async () => {
      later = refusal(
        C.withPermits(inner, 1, async () => {
          await rest()
          await C.withPermits(inner, 1, rest)
        }),
      )
    })
    expect(await later).toMatch(/\n {4}this task holds 'inner', and asks for 'inner'\n/)
  })

  test('and what has been given back does not count', async () => {
    const holding = await pair()
    let later: Promise<unknown> = rest()
    expect(
      await holding(async () => {
        later = rest().then(() => asked())
      }),
    ).toBe('it was not refused')
    await later
  })
})

/** Collects what nobody needs. */
const collect = async (): Promise<void> => {
  setFlagsFromString('--expose-gc')
  await new Promise((resolve) => setImmediate(resolve))
  runInNewContext('gc')()
}

test('an order is known also when a lock in between is gone', async () => {
  const [a, b] = [C.mutex('a'), C.mutex('b')]
  await C.withPermits(a, 1, () => C.withPermits(C.mutex(), 1, () => C.withPermits(b, 1, rest)))
  await collect()
  expect(await refusal(C.withPermits(b, 1, () => C.withPermits(a, 1, rest)))).toMatch(/FLOE501/)
})

test('what is gone is forgotten', async () => {
  const outer = C.mutex('outer')
  await collect()
  const before = process.memoryUsage().heapUsed
  for (let i = 0; i < 20_000; i++) await C.withPermits(outer, 1, () => C.withPermits(C.mutex(`row ${i}`), 1, () => i))
  await collect()
  // A thousand bytes for each that is kept; of 20,000 some hundred are, until the next time that it is looked.
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(15_000_000)
})
