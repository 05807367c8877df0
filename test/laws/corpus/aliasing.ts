/** Functions that give what they, or others, go on writing to. */
import * as fc from 'fast-check'
import { type Entry, row, rows } from './entry.ts'
import { amount, count, Event, Item, moment, word, words } from './values.ts'

/** What is promised where others may write to the result. */
const owned = { declared: ['ownsOutput'] } as const

export const aliasing: readonly Entry[] = [
  {
    name: 'a memoised function gives the object that it keeps',
    source: 'https://github.com/lodash/lodash/issues/1466',
    breaks: ['S3'],
    subject: row(
      fc.record({ net: count, taxes: count }),
      () => {
        const cache = new Map<string, { amount: number }>()
        return ({ net, taxes }) => {
          const key = `${net}|${taxes}`
          const known = cache.get(key) ?? { amount: net + taxes }
          cache.set(key, known)
          return known
        }
      },
      owned,
    ),
  },
  {
    name: 'a cache by identifier gives the record itself',
    source: 'https://github.com/medikoo/memoizee/issues/32',
    breaks: ['S3'],
    subject: row(
      count,
      () => {
        const cache: Record<number, { id: number; tags: string[] }> = {}
        return (id) => {
          cache[id] ??= { id, tags: [`t${id}`] }
          return cache[id]
        }
      },
      owned,
    ),
  },
  {
    name: 'a cached list of small numbers',
    source: 'https://github.com/sktime/sktime/pull/6451',
    breaks: ['S3'],
    subject: row(
      count,
      () => {
        const cache = new Map<number, number[]>()
        return (n) => {
          const known = cache.get(n)
          if (known) return known
          const made = Array.from({ length: n }, (_, i) => i)
          cache.set(n, made)
          return made
        }
      },
      owned,
    ),
  },
  {
    name: 'an asynchronous cache gives the same object to all',
    source: 'https://github.com/DreamLab/memoize/issues/20',
    breaks: ['S3'],
    subject: row(
      count,
      () => {
        const cache = new Map<number, Promise<{ foo: number }>>()
        return (n) => {
          const known = cache.get(n) ?? Promise.resolve({ foo: n })
          cache.set(n, known)
          return known
        }
      },
      owned,
    ),
  },
  {
    name: 'one empty result for all who find nothing',
    source: 'https://github.com/telstra/open-kilda/pull/4276',
    breaks: ['S3'],
    subject: rows(
      Item,
      () => {
        const empty: Item[] = []
        return (items) => {
          const found = items.filter(({ price }) => price > 900)
          return found.length > 0 ? found.map((item) => ({ ...item })) : empty
        }
      },
      owned,
    ),
  },
  {
    name: 'a default configuration that anybody may extend',
    source: 'https://github.com/sindresorhus/node-defaults/issues/7',
    breaks: ['S3'],
    subject: row(
      fc.record({ mode: fc.option(word) }),
      () => {
        const defaults = { a: { b: 'c' } }
        return ({ mode }) => (mode === null ? defaults : { a: { b: mode } })
      },
      owned,
    ),
  },
  {
    name: 'options merged with defaults share what is nested in them',
    source: 'https://github.com/indexzero/nconf/issues/315',
    breaks: ['S3'],
    subject: row(
      fc.record({ level: count }),
      () => {
        const defaults = { level: 0, output: { path: 'out' } }
        return (given) => ({ ...defaults, ...given })
      },
      owned,
    ),
  },
  {
    name: 'the row itself is given where it is clean already',
    source: 'https://github.com/reduxjs/react-redux/issues/1400',
    breaks: ['S3'],
    subject: row(Item, () => (item) => (item.price < 0 ? { ...item, price: 0 } : item), owned),
  },
  {
    name: 'a copy of a row keeps the list of the row',
    source: 'https://github.com/leoasis/redux-immutable-state-invariant/issues/16',
    breaks: ['S3'],
    subject: row(Item, () => (item) => ({ ...item, name: 'x' }), owned),
  },
  {
    name: 'one object is filled for each row',
    source: 'https://github.com/requery/requery/issues/512',
    breaks: ['S2', 'S4'],
    subject: row(Item, () => {
      const out = { id: 0, total: 0 }
      return (item) => {
        out.id = item.id
        out.total = item.price * 2
        return out
      }
    }),
  },
  {
    name: 'a buffer is cut out of one that is used again',
    source: 'https://github.com/node-modules/byte/issues/8',
    breaks: ['S2', 'S4'],
    subject: row(fc.string({ minLength: 1, maxLength: 4, unit: 'grapheme-ascii' }), () => {
      const shared = new Uint8Array(16)
      return (text) => shared.subarray(0, new TextEncoder().encodeInto(text, shared).written)
    }),
  },
  {
    name: 'views of a tensor that is overwritten',
    source: 'https://github.com/ysdede/parakeet.js/issues/37',
    breaks: ['S2', 'S4'],
    subject: row(fc.array(count, { minLength: 2, maxLength: 4 }), () => {
      const data = new Float32Array(8)
      return (logits) => {
        data.set(logits)
        return { first: data.subarray(0, 1), rest: data.subarray(1, logits.length) }
      }
    }),
  },
  {
    name: 'a mutable box saves allocations',
    source: 'https://github.com/apache/beam/pull/88',
    breaks: ['S2', 'S4'],
    subject: row(amount, () => {
      const box = [0]
      return (n) => {
        box[0] = n
        return box
      }
    }),
  },
  {
    name: 'one date for all moments',
    source: 'https://github.com/koopjs/winnow/pull/20',
    breaks: ['S2', 'S4'],
    subject: row(moment, () => {
      const day = new Date(0)
      return (at) => {
        day.setTime(at.getTime())
        day.setUTCHours(0, 0, 0, 0)
        return day
      }
    }),
  },
  {
    name: 'an index is cleared and filled again',
    source: 'https://github.com/requery/requery/issues/512',
    breaks: ['S2', 'S4'],
    subject: rows(Item, () => {
      const index = new Map<number, string>()
      return (items) => {
        index.clear()
        for (const { id, name } of items) index.set(id, name)
        return index
      }
    }),
  },
  {
    name: 'a list is emptied by its length and filled again',
    source: 'https://github.com/kellyselden/ember-awesome-macros/issues/257',
    breaks: ['S2', 'S4'],
    subject: rows(amount, () => {
      const positive: number[] = []
      return (all) => {
        positive.length = 0
        for (const n of all) if (n > 0) positive.push(n)
        return positive
      }
    }),
  },
  {
    name: 'results that look at the variable of a loop',
    source: 'https://github.com/kubernetes/kubernetes/issues/35633',
    breaks: ['S2', 'S4'],
    subject: row(Item, () => {
      let current: Item | undefined
      return (item) => {
        current = { ...item }
        return {
          get id() {
            return current?.id
          },
        }
      }
    }),
  },
  {
    name: 'a cached entry counts its hits',
    source: 'https://github.com/tkem/cachetools/issues/184',
    breaks: ['S2', 'S4', 'S5'],
    subject: row(count, () => {
      const cache = new Map<number, { value: number; hits: number }>()
      return (n) => {
        const entry = cache.get(n) ?? { value: n * n, hits: 0 }
        cache.set(n, entry)
        entry.hits++
        return entry
      }
    }),
  },
  {
    name: 'what a downstream function added leaks into the cached result',
    source: 'https://github.com/pipefunc/pipefunc/pull/905',
    breaks: ['S2', 'S4', 'S5'],
    subject: row(count, () => {
      const cache = new Map<number, number[]>()
      const load = (n: number): number[] => {
        const known = cache.get(n) ?? [n]
        cache.set(n, known)
        return known
      }
      return (n) => {
        const found = load(n)
        found.push(n + 1)
        return found
      }
    }),
  },
  {
    name: 'a value of a memoised promise is extended by who awaits it',
    source: 'https://github.com/medikoo/memoizee/issues/38',
    breaks: ['S2', 'S4', 'S5'],
    subject: row(count, () => {
      const cache = new Map<number, Promise<{ val: number; badVal?: string }[]>>()
      return async (n) => {
        const pending = cache.get(n) ?? Promise.resolve<{ val: number; badVal?: string }[]>([{ val: n }])
        cache.set(n, pending)
        const items = await pending
        for (const item of items) item.badVal = `${item.badVal ?? ''}!`
        return items
      }
    }),
  },
  {
    name: 'the list of all that was seen is given each time',
    source: 'https://github.com/ramda/ramda/issues/2491',
    breaks: ['S2', 'S4', 'S5'],
    subject: row(word, () => {
      const seen: string[] = []
      return (text) => {
        seen.push(text)
        return seen
      }
    }),
  },
  {
    name: 'a pod is labelled a moment later',
    source: 'https://github.com/kubesphere/kubesphere/pull/4599',
    breaks: ['S1', 'S2'],
    subject: row(fc.record({ name: word, labels: fc.dictionary(word, word, { maxKeys: 2 }) }), () => (pod) => {
      queueMicrotask(() => {
        pod.labels.seen = 'true'
      })
      return pod.name
    }),
  },
  {
    name: 'images are made canonical in the cache of the informer, after the fact',
    source: 'https://github.com/tilt-dev/tilt/pull/3868',
    breaks: ['S1', 'S2'],
    subject: row(fc.record({ image: word }), () => (pod) => {
      setImmediate(() => {
        pod.image = `docker.io/${pod.image}`
      })
      return { ready: pod.image.length > 0 }
    }),
  },
  {
    name: 'data of a store is filled in after it was read',
    source: 'https://github.com/vercel/next.js/issues/10049',
    breaks: ['S1', 'S2'],
    subject: row(fc.record({ data: words }), () => (store) => {
      void Promise.resolve().then(() => store.data.push('1'))
      return store.data.length
    }),
  },
  {
    name: 'a result is completed when it has been given',
    source: 'https://github.com/kubernetes/kubernetes/pull/27784',
    breaks: ['S1', 'S2'],
    subject: row(Event, () => (event) => {
      const result: { id: number; status?: string } = { id: event.id }
      setTimeout(() => {
        result.status = 'done'
      }, 0)
      return result
    }),
  },
]
