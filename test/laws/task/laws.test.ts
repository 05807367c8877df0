/**
 * Proves that asynchronous code which depends on the order in which its calls settle, goes on when it is cancelled, or waits for
 * ever is found, with the fewest steps; and that the lawful is left in peace.
 */
import { setTimeout as setTimeoutOfModule } from 'node:timers/promises'
import * as fc from 'fast-check'
import * as L from 'floe/laws'
import { describe, expect, test } from 'vitest'

const failures = async (subject: unknown): Promise<Readonly<Record<string, L.Failure>>> => {
  const { laws } = await L.examine(subject as L.Subject)
  return Object.fromEntries(laws.flatMap(({ id, failure }) => (failure ? [[id, failure]] : [])))
}
const verdicts = async (subject: unknown): Promise<Readonly<Record<string, string>>> =>
  Object.fromEntries((await L.examine(subject as L.Subject)).laws.map(({ id, verdict }) => [id, verdict]))

const load = { calls: () => ({ load: (id: number, _how?: unknown) => id * 10 }) }
const ids = { ...load, inputs: fc.uniqueArray(fc.nat(9), { maxLength: 4 }) }

const counter = () => {
  let n = 0
  return {
    read: () => n,
    write: (next: number) => {
      n = next
    },
    add: (more: number) => {
      n += more
    },
  }
}

/** A lock as people write them. */
const lock = () => {
  let last: Promise<void> = Promise.resolve()
  return async (): Promise<() => void> => {
    const before = last
    let release = (): void => undefined
    last = new Promise((resolve) => {
      release = () => resolve()
    })
    await before
    return release
  }
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const scheduleBound: Readonly<Record<string, unknown>> = {
  'results in the order of arrival': L.task(async ({ load }, { input }) => {
    const results: number[] = []
    await Promise.all(input.map(async (id) => results.push(await load(id))))
    return results
  }, ids),
  'a lost update': L.task(
    async ({ read, write }) => {
      await Promise.all([1, 2].map(async (more) => write((await read()) + more)))
      return read()
    },
    { calls: counter },
  ),
  'the first of two answers': L.task(({ load }) => Promise.race([load(1), load(2)]), load),
  'the last answer wins': L.task(async ({ load }) => {
    let shown = 0
    const show = async (id: number): Promise<void> => {
      shown = await load(id)
    }
    await Promise.all([show(1), show(2), show(3)])
    return shown
  }, load),
  'nobody waits': L.task(async ({ load }, { input }) => {
    const results: number[] = []
    input.forEach(async (id) => {
      results.push(await load(id))
    })
    return results
  }, ids),
  'the last of many': L.task(async ({ load }) => {
    const all = Array.from({ length: 9 }, (_, id) => id)
    let last = -1
    await Promise.all(
      all.map(async (id) => {
        await load(id)
        last = id
      }),
    )
    return last
  }, load),
}

describe('E1 is broken', () => {
  test.each(Object.keys(scheduleBound))('by %s', async (name) => {
    const found = await failures(scheduleBound[name])
    expect(Object.keys(found)).toEqual(['E1'])
    // The least schedule: one call is early, or none.
    expect(found.E1?.breach.what.match(/settles before/g)?.length ?? 0).toBeLessThanOrEqual(1)
  })

  test('in words', async () => {
    const { breach, instance } = (await failures(scheduleBound['results in the order of arrival'])).E1 as L.Failure
    expect(instance).toBe('[0, 1]')
    expect(breach).toEqual({
      what: 'when load(1) settles before load(0), it gives something else',
      steps: 1,
      path: 'result[0]',
      before: '0',
      after: '10',
    })
  })
})

describe('E11 is broken', () => {
  test('by two locks in two orders, and says who waits for what', async () => {
    const transfer = L.task(async ({ load }) => {
      const [a, b] = [lock(), lock()]
      const move = async (from: typeof a, to: typeof a): Promise<void> => {
        const releaseFrom = await from()
        await load(1)
        const releaseTo = await to()
        releaseTo()
        releaseFrom()
      }
      await Promise.all([move(a, b), move(b, a)])
    }, load)
    const found = await failures(transfer)
    expect(Object.keys(found)).toEqual(['E11'])
    expect(found.E11?.breach.what).toMatch(/it waits for ever: all that it called has settled \(load\(1\), load\(1\)\)/)
    expect(found.E11?.breach.what).toMatch(/task.laws\.test\.ts:\d+:\d+\)? waits for .*task.laws\.test\.ts:\d+:\d+/)
  })

  test('by a failure after which nobody gives back the lock', async () => {
    const careless = L.task(
      async ({ work }) => {
        const take = lock()
        const one = async (id: number): Promise<number> => {
          const release = await take()
          const done = await work(id)
          release()
          return done
        }
        return Promise.allSettled([one(0), one(1)])
      },
      {
        calls: () => ({
          work: (id: number) => {
            if (id === 0) throw new Error('no')
            return id
          },
        }),
      },
    )
    expect(Object.keys(await failures(careless))).toEqual(['E11'])
  })

  test('by waiting on and on', async () => {
    const polling = L.task(async ({ load }) => {
      while ((await load(1)) !== 20) await sleep(1000)
    }, load)
    const found = await failures(polling)
    expect(Object.keys(found)).toEqual(['E11'])
    expect(found.E11?.breach.what).toMatch(/goes on and on/)
  })
})

const cancellable: Readonly<Record<string, unknown>> = {
  'going on': L.task(async ({ load }, { signal }) => {
    const first = await load(1, { signal }).catch(() => 0)
    return first + (await load(2))
  }, load),
  'waiting for what it does not hear of': L.task(
    ({ load }, { signal }) =>
      new Promise((resolve) => {
        load(1, { signal }).then(resolve, () => undefined)
      }),
    load,
  ),
  'what is not closed': L.task(
    async ({ open, read, close }, { signal }) => {
      const file = await open('a')
      const text = await read(file, { signal })
      await close(file)
      return text
    },
    {
      calls: () => ({
        open: (name: string) => name,
        read: (name: string, _: unknown) => name,
        close: (_: string) => 0,
      }),
      releases: { open: 'close' },
    },
  ),
}

describe('E10 is broken', () => {
  test.each(Object.keys(cancellable))('by %s', async (name) => {
    expect(Object.keys(await failures(cancellable[name]))).toEqual(['E10'])
  })
})

const lawful: Readonly<Record<string, unknown>> = {
  'results by their index': L.task(({ load }, { input }) => Promise.all(input.map((id) => load(id))), ids),
  'results that are sorted': L.task(async ({ load }, { input }) => {
    const results: number[] = []
    await Promise.all(input.map(async (id) => results.push(await load(id))))
    return results.sort((a, b) => a - b)
  }, ids),
  'one after the other': L.task(async ({ load }, { input }) => {
    const results: number[] = []
    for (const id of input) results.push(await load(id))
    return results
  }, ids),
  'updates in one step': L.task(
    async ({ add, read }) => {
      await Promise.all([1, 2, 3].map((more) => add(more)))
      return read()
    },
    { calls: counter },
  ),
  'updates under a lock': L.task(
    async ({ read, write }) => {
      const take = lock()
      await Promise.all(
        [1, 2].map(async (more) => {
          const release = await take()
          await write((await read()) + more)
          release()
        }),
      )
      return read()
    },
    { calls: counter },
  ),
  'two at a time': L.task(async ({ load }) => {
    const waiting = [1, 2, 3, 4, 5, 6, 7]
    const results = new Map<number, number>()
    const work = async (): Promise<void> => {
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) results.set(id, await load(id))
    }
    await Promise.all([work(), work()])
    return [1, 2, 3, 4, 5, 6, 7].map((id) => results.get(id))
  }, load),
  'tried again, with a pause that nobody waits for': L.task(
    async ({ ask }) => {
      for (let pause = 1000; ; pause *= 2)
        try {
          return await ask()
        } catch {
          await sleep(pause)
        }
    },
    {
      calls: () => {
        let n = 0
        return {
          ask: () => {
            if (n++ < 3) throw new Error('busy')
            return 'here'
          },
        }
      },
    },
  ),
  'waiting by the clock': L.task(async ({ load }) => {
    const started = Date.now()
    while (Date.now() - started < 60_000) await sleep(7000)
    return load(1)
  }, load),
  'a signal that is passed on': L.task(async ({ load }, { input, signal }) => {
    const results: number[] = []
    for (const id of input) {
      signal.throwIfAborted()
      results.push(await load(id, { signal }))
    }
    return results
  }, ids),
  'a signal of its own that comes after the one given': L.task(async ({ load }, { signal }) => {
    const own = AbortSignal.any([signal, new AbortController().signal])
    return [await load(1, { signal: own }).catch(() => 0), await load(2, { signal: own }).catch(() => 0)]
  }, load),
  'the others are cancelled when one has failed': L.task(
    async ({ load, fail }) => {
      const own = new AbortController()
      const stop = (reason: unknown): never => {
        own.abort()
        throw reason
      }
      const { signal } = own
      const all = [fail().catch(stop), load(1, { signal }), load(2, { signal })]
      return (await Promise.allSettled(all)).map(({ status }) => status)[0]
    },
    {
      calls: () => ({
        ...load.calls(),
        fail: () => {
          throw new Error('no')
        },
      }),
    },
  ),
  'what is closed in the end': L.task(
    async ({ open, read, close }, { signal }) => {
      const file = await open('a')
      try {
        return await read(file, { signal })
      } finally {
        await close(file)
      }
    },
    {
      calls: () => ({
        open: (name: string) => name,
        read: (name: string, _: unknown) => name,
        close: (_: string) => 0,
      }),
      releases: { open: 'close' },
    },
  ),
  'the same failure in any order': L.task(
    async ({ fail }) => {
      await Promise.all([fail(), fail()])
    },
    {
      calls: () => ({
        fail: () => {
          throw new Error('no')
        },
      }),
    },
  ),
}

describe('the lawful keep all laws', () => {
  test.each(Object.keys(lawful))('%s', async (name) => {
    expect(await failures(lawful[name])).toEqual({})
  })
})

const nothing = { E1: 'vacuous', E10: 'vacuous', E11: 'vacuous', S5: 'vacuous' }

test('what waits for a timer that nobody has a say in is not told to be stuck', async () => {
  // Longer than any machine takes: the timer is put away before it ends.
  const over = new AbortController()
  const pausing = L.task(async ({ load }) => {
    await setTimeoutOfModule(60_000, undefined, { signal: over.signal })
    return load(1)
  }, load)
  expect(await verdicts(pausing)).toEqual(nothing)
  over.abort()
})

test('what does nothing passes nothing', async () => {
  expect(await verdicts(L.task(() => undefined, load))).toEqual(nothing)
})

test('S5 is broken by what is left of the call before, and kept by what is not seen', async () => {
  const results: number[] = []
  const leaving = L.task(async ({ load }, { input }) => {
    for (const id of input) results.push(await load(id))
    return results.length
  }, ids)
  const found = await failures(leaving)
  expect(Object.keys(found)).toEqual(['S5'])
  expect(found.S5?.breach.what).toBe('called once more, it gave something else')
  const known = new Map<number, number>()
  const caching = L.task(async ({ load }, { input }) => {
    const all: number[] = []
    for (const id of input) {
      const value = known.get(id) ?? (await load(id))
      known.set(id, value)
      all.push(value)
    }
    return all
  }, ids)
  expect(await failures(caching)).toEqual({})
})

test('every order of six calls is tried: the one that fails is found', async () => {
  const wanted = [3, 1, 5, 0, 4, 2]
  const picky = L.task(async ({ load }) => {
    const order: number[] = []
    await Promise.all(wanted.map(async (_, id) => order.push((await load(id)) / 10)))
    return order.every((id, i) => id === wanted[i])
  }, load)
  expect(Object.keys(await failures(picky))).toEqual(['E1'])
})

test('a failure is found again by what it printed', async () => {
  const subject = scheduleBound['results in the order of arrival'] as L.Subject
  const { replay, breach } = (await failures(subject)).E1 as L.Failure
  const { laws } = await L.examine(subject, { replay })
  expect(laws.map(({ id, failure }) => [id, failure?.breach])).toEqual([['E1', breach]])
})
