/** Functions that remember, and give what they would give anyway; that use patterns, and leave no trace in them; that fail, and always so. */
import * as fc from 'fast-check'
import { type Entry, row, rows } from './entry.ts'
import { amount, count, Item, Options, word, words } from './values.ts'

const lawful = (name: string, source: string, subject: Entry['subject']): Entry => ({
  name,
  source: `look-alike of ${source}`,
  breaks: [],
  subject,
})

const code = fc.oneof(fc.constantFrom('a1', 'b22', 'a1 b2', '12/2020'), word)

export const lawfulCaches: readonly Entry[] = [
  lawful(
    'a pure cache of numbers',
    'fast-memoize#22',
    row(count, () => {
      const cache = new Map<number, number>()
      return (n) => {
        const known = cache.get(n)
        if (known !== undefined) return known
        cache.set(n, n * n)
        return n * n
      }
    }),
  ),
  lawful(
    'a pure cache of objects',
    'lodash#1466',
    row(count, () => {
      const cache = new Map<number, { square: number }>()
      return (n) => {
        const known = cache.get(n) ?? { square: n * n }
        cache.set(n, known)
        return known
      }
    }),
  ),
  lawful(
    'a cache by a whole key',
    'memoize.js#1',
    row(fc.record({ a: count, b: count }), () => {
      const cache = new Map<string, number>()
      return ({ a, b }) => {
        const key = `${a},${b}`
        if (!cache.has(key)) cache.set(key, a * 10 + b)
        return cache.get(key)
      }
    }),
  ),
  lawful(
    'a cache by a key of JSON with its fields in order',
    'memoize#20',
    row(Options, () => {
      const cache = new Map<string, string>()
      return ({ path, force, depth }) => {
        const key = JSON.stringify([path, force, depth])
        if (!cache.has(key)) cache.set(key, `${path}/${force}/${depth}`)
        return cache.get(key)
      }
    }),
  ),
  lawful(
    'a cache that throws all away when it is full',
    'openlaunch#36',
    row(count, () => {
      const cache = new Map<number, string>()
      return (n) => {
        if (cache.size > 3) cache.clear()
        if (!cache.has(n)) cache.set(n, n.toString(2))
        return cache.get(n)
      }
    }),
  ),
  lawful(
    'the last answer alone is remembered',
    'keyvhq#275',
    row(word, () => {
      let last: { readonly text: string; readonly size: number } | undefined
      return (text) => {
        if (last?.text !== text) last = { text, size: text.length }
        return last.size
      }
    }),
  ),
  lawful(
    'a weak cache by the row',
    'memoizee#32',
    row(Item, () => {
      const cache = new WeakMap<object, number>()
      return (item) => {
        const known = cache.get(item) ?? item.size.width * item.size.height
        cache.set(item, known)
        return known
      }
    }),
  ),
  lawful(
    'a table that is made when it is first needed',
    'wuchale#299',
    row(fc.nat(9), () => {
      let squares: number[] | undefined
      return (n) => {
        squares ??= Array.from({ length: 10 }, (_, i) => i * i)
        return squares[n]
      }
    }),
  ),
  lawful(
    'a memoised recursion',
    'sktime#6451',
    row(fc.nat(20), () => {
      const known = [0, 1]
      const fibonacci = (n: number): number => {
        known[n] ??= fibonacci(n - 1) + fibonacci(n - 2)
        return known[n]
      }
      return fibonacci
    }),
  ),
  lawful(
    'a cache of promises',
    'DreamLab/memoize#20',
    row(count, () => {
      const cache = new Map<number, Promise<number>>()
      return (n) => {
        const known = cache.get(n) ?? Promise.resolve(n * 2)
        cache.set(n, known)
        return known
      }
    }),
  ),
  lawful(
    'a cache inside the call',
    'nano-memoize#7',
    rows(word, () => (all) => {
      const cache = new Map<string, number>()
      return all.map((text) => {
        const known = cache.get(text) ?? text.length
        cache.set(text, known)
        return known
      })
    }),
  ),
  lawful(
    'texts are interned',
    'requery#512',
    row(word, () => {
      const known = new Map<string, string>()
      return (text) => {
        const one = known.get(text) ?? text
        known.set(one, one)
        return one
      }
    }),
  ),
  lawful(
    'calls are counted, and nobody is told',
    'downshift#340',
    row(word, () => {
      let calls = 0
      return (text) => {
        calls++
        return calls > 0 ? text.length : -1
      }
    }),
  ),
  lawful(
    'calls are logged, and nobody is told',
    'ramda#2491',
    row(word, () => {
      const log: string[] = []
      return (text) => {
        log.push(text)
        if (log.length > 100) log.length = 0
        return text.toUpperCase()
      }
    }),
  ),
  lawful(
    'rows are numbered within the call',
    'primer/react#1392',
    rows(Item, () => (all) => {
      let next = 0
      return all.map(({ name }) => ({ id: next++, name }))
    }),
  ),
  lawful(
    'what is new within the call',
    'dataloader#34',
    rows(count, () => (all) => {
      const seen = new Set<number>()
      return all.filter((n) => !seen.has(n) && seen.add(n))
    }),
  ),
  lawful(
    'extremes of the call',
    'ramda#2491',
    rows(amount, () => (all) => {
      const range = { min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY }
      for (const n of all) {
        range.min = Math.min(range.min, n)
        range.max = Math.max(range.max, n)
      }
      return range
    }),
  ),
  lawful(
    'a pattern without the flag',
    'class-validator#484',
    row(code, () => {
      const pattern = /^(?=.*\d)(?=.*[a-z]).{2,6}$/m
      return (text) => pattern.test(text)
    }),
  ),
  lawful(
    'a global pattern made each time',
    'class-validator#1002',
    row(code, () => (text) => /[a-z]\d/g.test(text)),
  ),
  lawful(
    'a global pattern in replace',
    'conditioner#94',
    row(code, () => {
      const digits = /\d/g
      return (text) => text.replace(digits, '#')
    }),
  ),
  lawful(
    'a global pattern in match',
    'unicorn#1114',
    row(code, () => {
      const digits = /\d/g
      return (text) => text.match(digits)?.length ?? 0
    }),
  ),
  lawful(
    'a global pattern in matchAll',
    'node#39087',
    row(code, () => {
      const digits = /\d+/g
      return (text) => [...text.matchAll(digits)].map(([found]) => found)
    }),
  ),
  lawful(
    'a global pattern whose index is reset',
    'vite#1608',
    row(code, () => {
      const frame = /\d+/g
      return (text) => {
        frame.lastIndex = 0
        const isFound = frame.test(text)
        frame.lastIndex = 0
        return isFound
      }
    }),
  ),
  lawful(
    'a global pattern that is run to its end',
    'node#25336',
    row(code, () => {
      const digits = /\d/g
      return (text) => {
        let n = 0
        while (digits.exec(text) !== null) n++
        return n
      }
    }),
  ),
  lawful(
    'split by a pattern',
    'silkrouter#9',
    row(code, () => {
      const space = /\s+/g
      return (text) => text.split(space)
    }),
  ),
  lawful(
    'fails on some rows',
    'looks-same#41',
    row(Item, () => ({ price }) => {
      if (price < 0) throw new RangeError(`a price of ${price}`)
      return price * 2
    }),
  ),
  lawful(
    'fails on all rows',
    'openlaunch#36',
    row(word, () => (): number => {
      throw new Error('not implemented')
    }),
  ),
  lawful(
    'an error with the row as its cause',
    'openlaunch#36',
    row(Item, () => (item) => {
      if (item.tags.length === 0) throw new Error('no tags', { cause: item.id })
      return item.tags.length
    }),
  ),
  lawful(
    'an error is caught inside',
    'medikoo/memoizee#132',
    row(word, () => (text) => {
      try {
        return JSON.parse(text) as unknown
      } catch {
        return null
      }
    }),
  ),
  lawful(
    'a failure is not remembered',
    'medikoo/memoizee#132',
    row(count, () => {
      const cache = new Map<number, number>()
      return (n) => {
        const known = cache.get(n)
        if (known !== undefined) return known
        if (n % 2 === 1) throw new Error(`cannot load ${n}`)
        cache.set(n, n * 10)
        return n * 10
      }
    }),
  ),
  lawful(
    'a promise that is refused for some rows',
    'openlaunch#36',
    row(count, () => async (n) => {
      if (n > 7) throw new Error(`too many: ${n}`)
      return n
    }),
  ),
  lawful(
    'an error of the language',
    'node#24106',
    row(fc.option(Item), () => (item) => (item as Item).name.length),
  ),
  lawful(
    'keys by their names',
    'javascript-patterns#56',
    row(
      Item,
      () =>
        ({ id, name }) =>
          JSON.stringify([id, name]),
    ),
  ),
  lawful(
    'keys are put in order',
    'kibana#33392',
    row(
      Item,
      () =>
        ({ size }) =>
          JSON.stringify(Object.fromEntries(Object.entries(size).sort(([a], [b]) => (a < b ? -1 : 1)))),
    ),
  ),
  lawful(
    'a replacer names the fields',
    'cockpit#22813',
    row(Item, () => (item) => JSON.stringify(item, ['id', 'name'])),
  ),
  lawful(
    'a sum over values in any order',
    'Nim#4009',
    row(
      Item,
      () =>
        ({ size }) =>
          Object.values(size).reduce((sum, n) => sum + n, 0),
    ),
  ),
  lawful(
    'the number of keys',
    'mam_mol#258',
    row(Options, () => (options) => Object.keys(options).length),
  ),
  lawful(
    'a spread keeps what it is given',
    'oskari#117',
    row(Options, () => (options) => ({ ...options })),
  ),
  lawful(
    'in and hasOwn',
    'ably-js#679',
    row(Options, () => (options) => [Object.hasOwn(options, 'force'), 'depth' in options]),
  ),
  lawful(
    'a row asks whether it is frozen, and does not mind',
    'freezer#104',
    row(words, () => (all) => (Object.isFrozen(all) ? all.toSorted() : [...all].sort())),
  ),
  lawful(
    'one argument, wrapped',
    'lodash#4325',
    row(fc.nat(999).map(String), () => (text) => Number.parseInt(text, 10)),
  ),
  lawful(
    'Number as it is',
    'underscore#1385',
    row(fc.nat(999).map(String), () => Number as (text: string) => number),
  ),
  lawful(
    'String as it is',
    'node#12292',
    row(amount, () => String as (n: number) => string),
  ),
  lawful(
    'Boolean as it is',
    'wtfjs#211',
    row(word, () => Boolean as (text: string) => boolean),
  ),
  lawful(
    'parseFloat as it is',
    'lodash#4325',
    row(amount.map(String), () => Number.parseFloat),
  ),
  lawful(
    'a default that an index does not reach',
    'culori#36',
    row(amount, () => (n) => ((m: number, digits = 2) => m.toFixed(digits))(n)),
  ),
  lawful(
    'arguments are counted and not used',
    'lodash#4325',
    row(
      word,
      () =>
        function size(text: string) {
          // biome-ignore lint/complexity/noArguments: so people wrote before rest parameters
          return arguments.length > 0 ? text.length : 0
        },
    ),
  ),
]
