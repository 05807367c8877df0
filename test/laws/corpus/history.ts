/** Functions whose answer depends on what they were asked before. */
import * as fc from 'fast-check'
import { type Entry, row, rows } from './entry.ts'
import { amount, count, Item, word } from './values.ts'

/** Texts some of which match. */
const code = fc.oneof(fc.constantFrom('a1', 'b22', 'a1 b2', '12/2020', '/x/'), word)

/** Numbers that JSON cannot tell apart. */
const anyNumber = fc.constantFrom<number | undefined | null>(
  0,
  1,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  undefined,
  null,
)

/** A cache by a key that is too simple, which is how all of them went wrong. */
const cachedBy =
  <A, B>(key: (value: A) => string, f: (value: A) => B) =>
  () => {
    const cache = new Map<string, B>()
    return (value: A): B => {
      const name = key(value)
      if (!cache.has(name)) cache.set(name, f(value))
      return cache.get(name) as B
    }
  }

export const history: readonly Entry[] = [
  {
    name: 'a validator with a global pattern',
    source: 'https://github.com/typestack/class-validator/issues/484',
    breaks: ['S5', 'S6'],
    subject: row(code, () => {
      const pattern = /^(?=.*\d)(?=.*[a-z]).{2,6}$/gm
      return (text) => pattern.test(text)
    }),
  },
  {
    name: 'a global pattern made by a constructor',
    source: 'https://github.com/typestack/class-validator/issues/1002',
    breaks: ['S5', 'S6'],
    subject: row(fc.record({ test: code }), () => {
      const pattern = /[a-z]\d/g
      return ({ test }) => (pattern.test(test) ? [] : ['test must match'])
    }),
  },
  {
    name: 'a route is tested by a global pattern',
    source: 'https://github.com/scssyworks/silkrouter/pull/9',
    breaks: ['S5', 'S6'],
    subject: row(code, () => {
      const parameters = /\/[^/]+\//g
      return (route) => ({ route, hasParameters: parameters.test(route) })
    }),
  },
  {
    name: 'one pattern tells JSON from a path',
    source: 'https://github.com/rikschennink/conditioner/issues/94',
    breaks: ['S5', 'S6'],
    subject: rows(code, () => {
      const json = /\d/g
      return (all) => all.filter((text) => json.test(text))
    }),
  },
  {
    name: 'code frames are looked for by a global pattern',
    source: 'https://github.com/vitejs/vite/pull/1608',
    breaks: ['S5', 'S6'],
    subject: row(code, () => {
      const frame = /\d+/g
      return (message) => (frame.test(message) ? message.toUpperCase() : message)
    }),
  },
  {
    name: 'every other key pressed is invalid',
    source: 'https://github.com/angular/angular/issues/37538',
    breaks: ['S5', 'S6'],
    subject: row(code, () => {
      const [begins, ends] = [/^\S/g, /\S$/g]
      return (text) => begins.test(text) && ends.test(text)
    }),
  },
  {
    name: 'a built expression with the global flag',
    source: 'https://github.com/VerbalExpressions/JSVerbalExpressions/issues/74',
    breaks: ['S5', 'S6'],
    subject: rows(code, () => {
      const tester = /[ab]/gim
      return (all) => all.map((text) => tester.test(text))
    }),
  },
  {
    name: 'digits one by one, with exec',
    source: 'https://github.com/nodejs/node/issues/39087',
    breaks: ['S5', 'S6'],
    subject: row(code, () => {
      const digits = /\d+/g
      return (text) => digits.exec(text)?.[0] ?? null
    }),
  },
  {
    name: 'addresses of a mail host',
    source: 'https://github.com/nodejs/node-v0.x-archive/issues/25787',
    breaks: ['S5', 'S6'],
    subject: row(fc.constantFrom('b@mail.ru', 'c@x.ru'), () => {
      const host = /.*@mail.ru/gi
      return (address) => host.test(address)
    }),
  },
  {
    name: 'a seed that all subscribers fill',
    source: 'https://github.com/ReactiveX/rxjs/issues/3146',
    breaks: ['S4', 'S5', 'S6'],
    subject: rows(amount, () => {
      const seed: number[] = []
      return (all) =>
        all.reduce((found, n) => {
          found.push(n)
          return found
        }, seed)
    }),
  },
  {
    name: 'a seed is changed by those who reduce with it',
    source: 'https://github.com/pedrokehl/caminho/pull/42',
    breaks: ['S5'],
    subject: rows(Item, () => {
      const seed = { total: 0 }
      return (items) => {
        const sums = items.reduce((sum, { price }) => {
          sum.total += price + 1
          return sum
        }, seed)
        return sums.total
      }
    }),
  },
  {
    name: 'groups begin with one list',
    source: 'https://github.com/ramda/ramda/issues/2754',
    breaks: ['S4', 'S5', 'S17'],
    subject: rows(
      Item,
      () => {
        const initial: string[] = []
        return (items) => {
          const groups = new Map<number, string[]>()
          for (const { id, name } of items) {
            const names = groups.get(id) ?? initial
            names.push(name)
            groups.set(id, names)
          }
          return [...groups].map(([id, names]) => ({ id, names: [...names] }))
        }
      },
      { key: ({ id }: { id: number }) => id },
    ),
  },
  {
    name: 'extremes that were found once stay',
    source: 'https://github.com/ramda/ramda/issues/2491',
    breaks: ['S5', 'S6'],
    subject: rows(amount, () => {
      const range = { min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY }
      return (all) => {
        for (const n of all) {
          range.min = Math.min(range.min, n)
          range.max = Math.max(range.max, n)
        }
        return { ...range }
      }
    }),
  },
  {
    name: 'unique identifiers from a counter of the module',
    source: 'https://github.com/primer/react/issues/1392',
    breaks: ['S5'],
    subject: row(word, () => {
      let seed = 10_000
      return (label) => ({ id: `__primer_id_${seed++}`, label })
    }),
  },
  {
    name: 'identifiers by prefix',
    source: 'https://github.com/kcsujeet/ilamy-calendar/issues/261',
    breaks: ['S5'],
    subject: row(fc.constantFrom('DndDescribedBy', 'DndContext'), () => {
      const ids: Record<string, number> = {}
      return (prefix) => {
        const id = ids[prefix] === undefined ? 0 : ids[prefix] + 1
        ids[prefix] = id
        return `${prefix}-${id}`
      }
    }),
  },
  {
    name: 'a static counter of a base class',
    source: 'https://github.com/surveyjs/survey-library/issues/11524',
    breaks: ['S5'],
    subject: row(Item, () => {
      class Base {
        static next = 0
        readonly id = `sq_${Base.next++}`
      }
      return ({ name }) => ({ ...new Base(), name })
    }),
  },
  {
    name: 'page views number the components',
    source: 'https://github.com/berniegp/vue-unique-id/issues/5',
    breaks: ['S5'],
    subject: rows(Item, () => {
      let uid = 0
      return (items) => items.map(({ name }) => `uid-${uid++}-${name}`)
    }),
  },
  {
    name: 'a counter that is never reset',
    source: 'https://github.com/downshift-js/downshift/issues/340',
    breaks: ['S5'],
    subject: row(Item, () => {
      let idCounter = 1
      return (item) => Object.assign({ key: idCounter++ }, item)
    }),
  },
  {
    name: 'two arguments joined without saying where one ends',
    source: 'https://github.com/addyosmani/memoize.js/issues/1',
    breaks: ['S6'],
    subject: row(
      fc.record({ a: fc.constantFrom(1, 11), b: fc.constantFrom(1, 11, 111) }),
      cachedBy(
        ({ a, b }) => `${a}${b}`,
        ({ a, b }) => a * 10 + b,
      ),
    ),
  },
  {
    name: 'patterns all have the same key',
    source: 'https://github.com/sindresorhus/memoize/issues/20',
    breaks: ['S6'],
    subject: row(
      fc.constantFrom(/a/, /b/, /c/),
      cachedBy(
        (pattern) => JSON.stringify([pattern]),
        (pattern) => pattern.source,
      ),
    ),
  },
  {
    name: 'a separator that may stand in an argument',
    source: 'https://github.com/memoize-immutable/memoize-immutable/issues/2',
    breaks: ['S6'],
    subject: row(
      fc.record({ first: fc.constantFrom('a', 'a_/_b'), second: fc.constantFrom('b_/_c', 'c') }),
      cachedBy(
        ({ first, second }) => `${first}_/_${second}`,
        ({ first, second }) => [first, second],
      ),
    ),
  },
  {
    name: 'the key is the type of the argument',
    source: 'https://github.com/anywhichway/nano-memoize/issues/7',
    breaks: ['S6'],
    subject: row(
      word,
      cachedBy(
        (text) => typeof text,
        (text) => text.length,
      ),
    ),
  },
  {
    name: 'all objects have one key',
    source: 'https://github.com/MostlyAdequate/mostly-adequate-guide/pull/27',
    breaks: ['S6'],
    subject: row(
      Item,
      cachedBy(
        (item) => String(item),
        ({ price }) => price * 2,
      ),
    ),
  },
  {
    name: 'undefined, null and NaN have one key',
    source: 'https://github.com/appium/appium-xcode/pull/173',
    breaks: ['S6'],
    subject: row(
      anyNumber,
      cachedBy(
        (n) => JSON.stringify([n]),
        (n) => String(n),
      ),
    ),
  },
  {
    name: 'hidden properties are not in the key',
    source: 'https://github.com/caiogondim/fast-memoize.js/issues/9',
    breaks: ['S6'],
    subject: row(
      fc.record({ code: fc.constantFrom('xxx', 'yyy'), tried: fc.constant('xxx') }),
      cachedBy(
        ({ tried }) => tried,
        ({ code, tried }) => code === tried,
      ),
    ),
  },
  {
    name: 'a double colon joins the parts of a key',
    source: 'https://github.com/SchneiderDaniel/cheasee-pi/issues/664',
    breaks: ['S6'],
    subject: row(
      fc.record({ file: fc.constantFrom('a', 'a::b'), pattern: fc.constantFrom('b::c', 'c') }),
      cachedBy(
        ({ file, pattern }) => [file, pattern].join('::'),
        ({ file, pattern }) => `${pattern} in ${file}`,
      ),
    ),
  },
  {
    name: 'numbers and texts have one key',
    source: 'https://github.com/anywhichway/nano-memoize/issues/7',
    breaks: ['S6'],
    subject: row(fc.constantFrom<string | number>(1, '1', 2, '2'), () => {
      const cache: Record<string, string> = {}
      return (value) => {
        cache[value] ??= typeof value
        return cache[value]
      }
    }),
  },
  {
    name: 'a customised branch of the defaults stays for the next caller',
    source: 'https://github.com/wuchalejs/wuchale/pull/299',
    breaks: ['S5', 'S6'],
    subject: row(fc.record({ level: fc.option(count, { nil: undefined }) }), () => {
      const defaults = { runtime: { level: 0 } }
      return ({ level }) => {
        const full = { ...defaults }
        if (level !== undefined) full.runtime.level = level
        return `level ${full.runtime.level}`
      }
    }),
  },
  {
    name: 'two connections share their default',
    source: 'https://github.com/lodash/lodash/issues/3322',
    breaks: ['S5', 'S6'],
    subject: row(fc.record({ user: fc.option(word, { nil: undefined }) }), () => {
      const fallback: { user?: string } = {}
      return ({ user }) => ({ connection: { ...(user === undefined ? fallback : Object.assign(fallback, { user })) } })
    }),
  },
  {
    name: 'values of a stateful generator run out',
    source: 'https://github.com/instancio/instancio/pull/869',
    breaks: ['S5', 'S6'],
    subject: row(Item, () => {
      const names = ['foo', 'bar', 'baz'].values()
      return ({ id }) => ({ id, name: names.next().value ?? null })
    }),
  },
  {
    name: 'a stream can be read once',
    source: 'https://github.com/speedment/speedment/issues/384',
    breaks: ['S5', 'S6'],
    subject: rows(amount, () => {
      const rates = [2, 3].values()
      return (all) => all.flatMap((n) => [...rates].map((rate) => n * rate))
    }),
  },
  {
    name: 'a cache of routes is written back as it was before waiting',
    source: 'https://github.com/MetaMask/metamask-extension/pull/10079',
    breaks: ['S5', 'S6'],
    subject: row(word, () => {
      let cached: Record<string, number> = {}
      return async (route) => {
        const before = cached
        await Promise.resolve()
        cached = { ...before, [route]: route.length }
        return Object.keys(cached).length
      }
    }),
  },
  {
    name: 'the number of a batch is counted outside',
    source: 'https://github.com/kent8192/reinhardt-web/issues/2587',
    breaks: ['S5'],
    subject: rows(Item, () => {
      let batch = 0
      return (items) => {
        batch++
        return { batch, ids: items.map(({ id }) => `${batch}-${id}`) }
      }
    }),
  },
]
