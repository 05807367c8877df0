/** Functions that write to what is theirs: copies, accumulators, what they made themselves. */
import * as fc from 'fast-check'
import { produce } from 'immer'
import { List as ImmutableList, Map as ImmutableMap, Set as ImmutableSet } from 'immutable'
import * as t from 'io-ts'
import { type Entry, row, rows } from './entry.ts'
import { amount, count, Event, Item, moment, Options, Tree, word, words } from './values.ts'

const lawful = (name: string, source: string, subject: Entry['subject']): Entry => ({
  name,
  source: `look-alike of ${source}`,
  breaks: [],
  subject,
})

const owned = { declared: ['ownsOutput'] } as const

export const lawfulCopies: readonly Entry[] = [
  lawful(
    'a copy is sorted',
    'denofun#28',
    rows(amount, () => (all) => [...all].sort((a, b) => a - b)),
  ),
  lawful(
    'toSorted',
    'zetkin#3599',
    rows(Event, () => (all) => all.toSorted((a, b) => +a.at - +b.at).at(0)?.id),
  ),
  lawful(
    'a slice is sorted',
    'elastic/eui#1057',
    rows(Item, () => (all) => all.slice().sort((a, b) => a.price - b.price)),
  ),
  lawful(
    'a mapped list is sorted',
    'kubestellar#4688',
    rows(
      Item,
      () => (all) =>
        all
          .map(({ id }) => id)
          .sort()
          .join(),
    ),
  ),
  lawful(
    'a filtered list is sorted',
    'uber/baseweb#5420',
    row(words, () => (all) => all.filter(Boolean).sort()),
  ),
  lawful(
    'keys are sorted',
    'localForage-getItems#9',
    row(Item, () => (item) => Object.keys(item).sort()),
  ),
  lawful(
    'a list of entries is sorted',
    'fast-memoize#22',
    row(
      Item,
      () =>
        ({ size }) =>
          Object.entries(size).sort(),
    ),
  ),
  lawful(
    'concat, then sort',
    'seamless-immutable#182',
    row(words, () => (all) => ([] as string[]).concat(all).sort()),
  ),
  lawful(
    'toReversed',
    'lodash#2442',
    rows(Event, () => (all) => all.toReversed().map(({ id }) => id)),
  ),
  lawful(
    'a copy is reversed',
    'lodash#224',
    row(words, () => (path) => [...path].reverse().join('.')),
  ),
  lawful(
    'a text is split and reversed',
    'koy#31',
    row(word, () => (text) => text.split('').reverse().join('')),
  ),
  lawful(
    'toSpliced',
    'proj4js#475',
    row(words, () => (all) => all.toSpliced(0, 1, 'x')),
  ),
  lawful(
    'a copy is spliced',
    'proj4js#475',
    row(words, () => (all) => {
      const copy = Array.from(all)
      copy.splice(1, 1)
      return copy
    }),
  ),
  lawful(
    'the rest of a pattern',
    'del#15',
    row(Options, () => ({ force, ...rest }) => ({ isForced: force ?? false, rest })),
  ),
  lawful(
    'a copy loses a property',
    'Moralis#267',
    row(Options, () => (options) => {
      const copy: Partial<Options> = { ...options }
      delete copy.path
      return copy
    }),
  ),
  lawful(
    'defaults spread below',
    'rimraf#132',
    row(Options, () => (options) => ({ depth: 3, force: false, ...options })),
  ),
  lawful(
    'assign to a new object',
    'swordev/merge#16',
    row(Item, () => (item) => Object.assign({}, item, { name: 'x' })),
  ),
  lawful(
    'parameters are given new values',
    'airbnb#719',
    row(word, () => (given) => {
      let text = given
      text = text.trim()
      text += '.'
      return text
    }),
  ),
  lawful(
    'a date is copied',
    'feiertagejs#28',
    row(moment, () => (date) => {
      const day = new Date(date)
      day.setUTCHours(0, 0, 0, 0)
      return day.getTime()
    }),
  ),
  lawful(
    'a date by its number',
    'pickadate#531',
    row(
      Event,
      () =>
        ({ at }) =>
          new Date(at.getTime() + 86_400_000),
    ),
  ),
  lawful(
    'a deep copy is written to',
    'wuchale#299',
    row(
      Item,
      () => (item) => {
        const copy = structuredClone(item)
        copy.size.width = 100
        copy.tags.push('x')
        return copy
      },
      owned,
    ),
  ),
  lawful(
    'a copy by JSON is written to',
    'tetris-redux#1',
    row(
      Item,
      () => (item) => {
        const copy = JSON.parse(JSON.stringify(item)) as Item
        copy.tags.length = 0
        return copy
      },
      owned,
    ),
  ),
  lawful(
    'both levels are spread',
    'react#37316',
    row(Item, () => (item) => ({ ...item, size: { ...item.size, width: 9 } })),
  ),
  lawful(
    'an update that shares what it does not change',
    'redux-immutable-state-invariant#16',
    row(Item, () => (item) => ({ ...item, name: `${item.name}!` })),
  ),
  lawful(
    'the row itself, if it is clean',
    'react-redux#1400',
    row(Item, () => (item) => (item.price < 0 ? { ...item, price: 0 } : item)),
  ),
  lawful(
    'a part of the row',
    'react-redux#1400',
    row(
      Item,
      () =>
        ({ tags }) =>
          tags,
    ),
  ),
  lawful(
    'rows that are kept as they are',
    'polars#13181',
    rows(Item, () => (all) => all.filter(({ price }) => price > 0)),
  ),
  lawful(
    'immer draws a draft',
    'redux#3718',
    row(Item, () =>
      produce((draft: Item) => {
        draft.tags.push('x')
        draft.size.width++
      }),
    ),
  ),
  lawful(
    'immer on all rows',
    'unstated-debug#13',
    rows(
      Item,
      () => (all) =>
        produce(all, (draft) => {
          const last = draft.at(-1)
          if (last) last.name = 'hello'
        }),
    ),
  ),
  lawful(
    'an immutable list is pushed to',
    'immutable-js#219',
    row(words, () => (all) => ImmutableList(all).push('x').sort()),
  ),
  lawful(
    'an immutable map with mutations of its own',
    'immutable-js#401',
    rows(
      Item,
      () => (all) =>
        ImmutableMap<number, string>().withMutations((map) => {
          for (const { id, name } of all) map.set(id, name)
        }),
    ),
  ),
  lawful(
    'an immutable set',
    'merkle-json#8',
    row(words, () => (all) => ImmutableSet(all)),
  ),
  lawful(
    'an accumulator of its own',
    'ramda#2491',
    rows(
      Item,
      () => (all) =>
        all.reduce<Record<number, number>>((sums, { id, price }) => {
          sums[id] = (sums[id] ?? 0) + price
          return sums
        }, {}),
    ),
  ),
  lawful(
    'an accumulator that is pushed to',
    'mdn/content#20440',
    rows(
      amount,
      () => (all) =>
        all.reduce<number[]>((found, n) => {
          if (n > 0) found.push(n)
          return found
        }, []),
    ),
  ),
  lawful(
    'assign to an accumulator',
    'swordev/merge#16',
    rows(Item, () => (all) => all.reduce((merged, one) => Object.assign(merged, one), {})),
  ),
  lawful(
    'groups in a map',
    'ramda#2754',
    rows(Item, () => (all) => {
      const groups = new Map<number, string[]>()
      for (const { id, name } of all) {
        const names = groups.get(id) ?? []
        names.push(name)
        groups.set(id, names)
      }
      return groups
    }),
  ),
  lawful(
    'buckets made one by one',
    'lodash#1202',
    rows(
      Item,
      () => (all) => {
        const buckets = Array.from({ length: 10 }, (): string[] => [])
        for (const { id, name } of all) buckets[id]?.push(name)
        return buckets
      },
      owned,
    ),
  ),
  lawful(
    'a loop with a counter',
    'd3#1032',
    rows(Item, () => (all) => {
      const out: string[] = []
      let i = 0
      for (const { name } of all) out.push(`${i++}${name}`)
      return out
    }),
  ),
  lawful(
    'positions in new objects',
    'd3#1929',
    rows(fc.record({ value: count }), () => (data) => {
      let x = 0
      return data.map((node) => {
        const at = { ...node, x }
        x += node.value
        return at
      })
    }),
  ),
  lawful(
    'children in new objects',
    'flat-to-nested#22',
    rows(
      fc.record({ id: count, parent: count }),
      () => (flat) =>
        flat.map(({ id }) => ({ id, children: flat.filter(({ parent }) => parent === id).map((one) => one.id) })),
    ),
  ),
  lawful(
    'a typed array is copied',
    'villa#1446',
    row(fc.float32Array({ maxLength: 4, noNaN: true }), () => (values) => {
      const copy = values.slice()
      for (let i = 0; i < copy.length; i++) copy[i] = (copy[i] as number) / 2
      return copy
    }),
  ),
  lawful(
    'map of a typed array',
    'pmndrs/math#29',
    row(fc.float64Array({ maxLength: 4, noNaN: true }), () => (values) => values.map((n) => n * 2)),
  ),
  lawful(
    'a new buffer for each text',
    'node-modules/byte#8',
    row(word, () => (text) => new TextEncoder().encode(text)),
  ),
  lawful(
    'a view of the row',
    'parakeet#37',
    row(fc.uint8Array({ maxLength: 4 }), () => (bytes) => bytes.subarray(1)),
  ),
  lawful(
    'a scratch buffer that nobody gets',
    'parakeet#37',
    row(words, () => {
      const scratch = new Float64Array(8)
      return (all) => {
        scratch.fill(0)
        all.forEach((text, i) => {
          scratch[i] = text.length
        })
        return scratch.reduce((sum, n) => sum + n, 0)
      }
    }),
  ),
  lawful(
    'a scratch list that nobody gets',
    'beam#88',
    rows(amount, () => {
      const scratch: number[] = []
      return (all) => {
        scratch.length = 0
        for (const n of all) if (n > 0) scratch.push(n)
        return scratch.length === 0 ? null : Math.max(...scratch)
      }
    }),
  ),
  lawful(
    'a scratch list, given as a copy',
    'ember-awesome-macros#257',
    rows(amount, () => {
      const scratch: number[] = []
      return (all) => {
        scratch.length = 0
        scratch.push(...all)
        scratch.sort((a, b) => b - a)
        return [...scratch]
      }
    }),
  ),
  lawful(
    'a map of its own',
    'unlock#4209',
    rows(Item, () => (all) => {
      const map = new Map(all.map(({ id, price }) => [id, price]))
      map.delete(3)
      return [...map.values()]
    }),
  ),
  lawful(
    'a queue of its own',
    'joaonuno#22',
    row(Tree, () => (tree) => {
      const queue = [tree]
      const names: string[] = []
      for (let one = queue.shift(); one !== undefined; one = queue.shift()) {
        names.push(one.name)
        queue.push(...one.children)
      }
      return names
    }),
  ),
  lawful(
    'a stack of its own',
    'd3-hierarchy#62',
    row(Tree, () => (tree) => {
      const depth = (one: Tree): number => 1 + Math.max(0, ...one.children.map(depth))
      return depth(tree)
    }),
  ),
  lawful(
    'a copy of a tree is sorted',
    'd3-hierarchy#62',
    row(Tree, () => {
      const sorted = (one: Tree): Tree => ({
        name: one.name,
        children: one.children.map(sorted).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
      })
      return sorted
    }),
  ),
  lawful(
    'an object of a class, made each time',
    'surveyjs#11524',
    row(Item, () => {
      class Label {
        readonly text: string
        constructor(text: string) {
          this.text = text
        }
      }
      return ({ name }) => new Label(name)
    }),
  ),
  lawful(
    'a builder that changes itself',
    'VerbalExpressions#74',
    row(Item, () => ({ name, tags }) => {
      const url = new URL('https://example.org/')
      url.pathname = `/${encodeURIComponent(name)}`
      for (const tag of tags) url.searchParams.append('tag', tag)
      return url.href
    }),
  ),
  lawful(
    'a frozen default',
    'open-kilda#4276',
    rows(Item, () => {
      const empty: readonly Item[] = Object.freeze([])
      return (all) => {
        const found = all.filter(({ price }) => price > 0)
        return found.length > 0 ? found : empty
      }
    }),
  ),
  lawful(
    'a frozen default is promised to be harmless',
    'node-defaults#7',
    row(
      fc.record({ mode: fc.option(word) }),
      () => {
        const defaults = Object.freeze({ a: Object.freeze({ b: 'c' }) })
        return ({ mode }) => (mode === null ? defaults : { a: { b: mode } })
      },
      owned,
    ),
  ),
  lawful(
    'a shared default that nobody writes to',
    'nconf#315',
    row(fc.record({ level: count }), () => {
      const defaults = { level: 0, output: { path: 'out' } }
      return (given) => ({ ...defaults, ...given })
    }),
  ),
  lawful(
    'a table that is looked up',
    'cachetools#184',
    row(fc.nat(3), () => {
      const table = [{ name: 'zero' }, { name: 'one' }, { name: 'two' }, { name: 'many' }]
      return (n) => table[n]
    }),
  ),
  lawful(
    'a table that is looked up in copies',
    'lodash#1466',
    row(
      fc.nat(3),
      () => {
        const table = [{ name: 'zero' }, { name: 'one' }, { name: 'two' }, { name: 'many' }]
        return (n) => ({ ...table[n] })
      },
      owned,
    ),
  ),
  lawful(
    'the same object twice in a result',
    'lodash#1202',
    row(Item, () => ({ size }) => {
      const one = { ...size }
      return { before: one, after: one }
    }),
  ),
  lawful(
    'a result that looks at a constant',
    'kubernetes#35633',
    row(Item, () => (item) => {
      const { id } = item
      return {
        get id() {
          return id
        },
      }
    }),
  ),
  lawful(
    'a result that looks at its row',
    'kubernetes#35633',
    row(Item, () => (item) => ({
      get label() {
        return `${item.id}:${item.name}`
      },
    })),
  ),
  lawful(
    'a function as a result',
    'rxjs#3146',
    row(count, () => (n) => ({ n, add: (m: number) => n + m })),
  ),
  lawful(
    'an asynchronous function',
    'memoizee#38',
    row(Item, () => async ({ name }) => {
      await Promise.resolve()
      return name.length
    }),
  ),
  lawful(
    'a copy is changed after waiting',
    'kubesphere#4599',
    row(Item, () => async (item) => {
      const copy = { ...item }
      await Promise.resolve()
      copy.name = 'later'
      return copy
    }),
  ),
  lawful(
    'work that is put off, on a copy',
    'tilt#3868',
    row(Item, () => (item) => {
      const copy = { ...item }
      queueMicrotask(() => {
        copy.name = 'later'
      })
      return item.id
    }),
  ),
  lawful(
    'a generator is used up inside',
    'instancio#869',
    row(Item, () => ({ tags }) => [
      ...(function* () {
        for (const tag of tags) yield tag.length
      })(),
    ]),
  ),
  lawful(
    'an iterator made each time',
    'speedment#384',
    row(words, () => (all) => [...all.entries()].map(([i, text]) => `${i}${text}`)),
  ),
  lawful(
    'a result that fits its codec',
    'metaspace#1214',
    rows(amount, () => (all) => ({ n: all.length }), { gives: t.type({ n: t.number }) }),
  ),
  lawful(
    'a maybe that fits its codec',
    'dataloader#66',
    rows(Item, () => (all) => all.find(({ price }) => price > 0) ?? null, {
      gives: t.union([t.null, t.type({ id: t.number })]),
    }),
  ),
]
