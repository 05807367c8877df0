/** Asynchronous code that depends on what settles first. */
import * as fc from 'fast-check'
import { type Entry, task } from './entry.ts'
import { count } from './values.ts'

const ids = fc.uniqueArray(count, { minLength: 2, maxLength: 3 })
const load = () => ({ load: (id: number) => id * 10 })

/** A store in which a call finds what another left. */
const store = () => {
  const known = new Map<string, number>()
  return {
    get: (key: string) => known.get(key),
    set: (key: string, value: number) => {
      known.set(key, value)
    },
  }
}

export const tasks: readonly Entry[] = [
  {
    name: 'results are pushed as they come',
    source: 'https://github.com/agntn/archives/issues/1',
    breaks: ['E1'],
    subject: task(ids, load, async (calls, { input }) => {
      const results: number[] = []
      await Promise.all(input.map((id) => calls.load(id).then((value) => results.push(value))))
      return results
    }),
  },
  {
    name: 'all of some promises, in the order of time',
    source: 'https://github.com/jwaldrip/promise.cr/issues/4',
    breaks: ['E1'],
    subject: task(
      ids,
      load,
      (calls, { input }) =>
        new Promise((resolve) => {
          const results: number[] = []
          for (const id of input)
            void calls.load(id).then((value) => {
              if (results.push(value) === input.length) resolve(results)
            })
        }),
    ),
  },
  {
    name: 'files read into a list',
    source: 'https://github.com/ForbesLindesay/promisejs.org/pull/38',
    breaks: ['E1'],
    subject: task(ids, load, async (calls, { input }) => {
      let text = ''
      await Promise.all(
        input.map(async (id) => {
          text += `${await calls.load(id)};`
        }),
      )
      return text
    }),
  },
  {
    name: 'a pool gives what is ready',
    source: 'https://github.com/denoland/std/issues/1763',
    breaks: ['E1'],
    subject: task(ids, load, async (calls, { input }) => {
      const results: number[] = []
      const queue = [...input]
      const worker = async (): Promise<void> => {
        for (let id = queue.shift(); id !== undefined; id = queue.shift()) results.push(await calls.load(id))
      }
      await Promise.all([worker(), worker()])
      return results
    }),
  },
  {
    name: 'a cache that is read, and written back whole',
    source: 'https://github.com/MetaMask/metamask-extension/pull/10079',
    breaks: ['E1'],
    subject: task(
      ids,
      () => {
        let cached: Readonly<Record<number, number>> = {}
        return {
          read: () => cached,
          write: (next: Readonly<Record<number, number>>) => {
            cached = next
          },
        }
      },
      async ({ read, write }, { input }) => {
        await Promise.all(
          input.map(async (id) => {
            const before = await read()
            await write({ ...before, [id]: id * 10 })
          }),
        )
        return read()
      },
    ),
  },
  {
    name: 'an older request overwrites a newer one',
    source: 'https://github.com/l2beat/l2beat/pull/12714',
    breaks: ['E1'],
    subject: task(ids, load, async (calls, { input }) => {
      let shown: number | undefined
      await Promise.all(
        input.map(async (id) => {
          const value = await calls.load(id)
          shown = value
        }),
      )
      return shown
    }),
  },
  {
    name: 'a read that began before a change writes what is stale',
    source: 'https://github.com/logto-io/logto/pull/9428',
    breaks: ['E1'],
    subject: task(
      fc.constantFrom(1, 2),
      () => ({ ...store(), parse: (value: number | undefined) => value ?? 0 }),
      async ({ get, set, parse }, { input }) => {
        const cache = new Map<string, number>()
        const read = async (): Promise<void> => {
          cache.set('a', await parse(await get('a')))
        }
        const change = async (): Promise<void> => {
          await set('a', input)
          cache.delete('a')
        }
        await Promise.all([read(), change()])
        return cache.get('a') ?? (await get('a'))
      },
    ),
  },
  {
    name: 'the same is asked for twice',
    source: 'https://github.com/ConsenSys-archive/ganache/issues/4411',
    breaks: ['E1'],
    subject: task(
      fc.constantFrom(1, 2),
      () => {
        const { get, set } = store()
        let asked = 0
        return { get, set, upstream: (id: number) => id * 10 + asked++ }
      },
      async ({ get, set, upstream }, { input }) => {
        const one = async (): Promise<number> => {
          const known = await get('x')
          if (known !== undefined) return known
          const value = await upstream(input)
          await set('x', value)
          return value
        }
        return Promise.all([one(), one()])
      },
    ),
  },
]
