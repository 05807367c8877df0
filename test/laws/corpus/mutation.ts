/** Functions that write to what they are given. */
import * as fc from 'fast-check'
import { type Entry, row, rows } from './entry.ts'
import { amount, count, Event, Item, moment, Options, Tree, word, words } from './values.ts'

export const mutation: readonly Entry[] = [
  {
    name: 'a sort function sorts its argument',
    source: 'https://github.com/tkgalk/denofun/issues/28',
    breaks: ['S1'],
    subject: rows(amount, () => (all) => all.sort((a, b) => a - b)),
  },
  {
    name: 'keys are sorted in place before they are looked up',
    source: 'https://github.com/localForage/localForage-getItems/issues/9',
    breaks: ['S1'],
    subject: row(words, () => (keys) => {
      const found: Record<string, number> = {}
      for (const key of keys.sort()) found[key] = key.length
      return found
    }),
  },
  {
    name: 'a table sorts the items that it was given to show a page',
    source: 'https://github.com/elastic/eui/pull/1057',
    breaks: ['S1'],
    subject: rows(Item, () => (items) => items.sort((a, b) => a.price - b.price).slice(0, 2)),
  },
  {
    name: 'first and last event by sorting',
    source: 'https://github.com/zetkin/app.zetkin.org/pull/3599',
    breaks: ['S1'],
    subject: rows(Event, () => (events) => {
      const sorted = events.sort((a, b) => a.at.getTime() - b.at.getTime())
      return [events[0], sorted.at(-1)]
    }),
  },
  {
    name: 'a list of permitted names is sorted to compare it',
    source: 'https://github.com/uber/baseweb/pull/5420',
    breaks: ['S1'],
    subject: row(
      Item,
      () =>
        ({ tags }) =>
          tags.sort().join() === 'a,b',
    ),
  },
  {
    name: 'a key is made of identifiers sorted in place',
    source: 'https://github.com/kubestellar/console/issues/4688',
    breaks: ['S1'],
    subject: row(
      fc.record({ ids: fc.array(count, { maxLength: 4 }) }),
      () =>
        ({ ids }) =>
          ids.sort().join('|'),
    ),
  },
  {
    name: 'times are sorted for a chart by a comparator that is right',
    source: 'https://github.com/ngerritsen/timiks/pull/55',
    breaks: ['S1'],
    subject: rows(fc.record({ ms: count }), () => (times) => {
      const best = times.sort((a, b) => a.ms - b.ms)[0]
      return best?.ms ?? null
    }),
  },
  {
    name: 'children of a tree are sorted in place, all the way down',
    source: 'https://github.com/d3/d3-hierarchy/issues/62',
    breaks: ['S1'],
    subject: row(Tree, () => {
      const names = (tree: Tree): string[] => [
        tree.name,
        ...tree.children.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)).flatMap(names),
      ]
      return names
    }),
  },
  {
    name: 'the latest first, by reverse',
    source: 'https://github.com/lodash/lodash/issues/2442',
    breaks: ['S1'],
    subject: rows(Event, () => (events) => events.reverse().map(({ id }) => id)),
  },
  {
    name: 'reverse of a chain changes the array',
    source: 'https://github.com/lodash/lodash/issues/224',
    breaks: ['S1'],
    subject: row(words, () => (path) => path.reverse().join('.')),
  },
  {
    name: 'reverse of an array of numbers',
    source: 'https://github.com/MurakamiKennzo/koy/issues/31',
    breaks: ['S1'],
    subject: rows(count, () => (all) => all.reverse()),
  },
  {
    name: 'splice where slice was meant',
    source: 'https://github.com/proj4js/proj4js/pull/475',
    breaks: ['S1'],
    subject: row(fc.array(amount, { minLength: 2, maxLength: 4 }), () => (point) => {
      const [x = 0, y = 0] = point.splice(0, 2)
      return [x * 2, y * 2, ...point]
    }),
  },
  {
    name: 'options are consumed',
    source: 'https://github.com/sindresorhus/del/issues/15',
    breaks: ['S1'],
    subject: row(Options, () => (options) => {
      const isForced = options.force ?? false
      delete options.force
      return { isForced, rest: { ...options } }
    }),
  },
  {
    name: 'defaults are written into the options',
    source: 'https://github.com/isaacs/rimraf/issues/132',
    breaks: ['S1'],
    subject: row(Options, () => (options) => {
      options.depth ??= 3
      options.force ??= false
      return `${options.path}:${options.depth}:${options.force}`
    }),
  },
  {
    name: 'required properties are taken out of the options',
    source: 'https://github.com/MoralisWeb3/Moralis-JS-SDK/issues/267',
    breaks: ['S1'],
    subject: row(Options, () => (options) => {
      const url = `/nft/${options.path}`
      delete (options as Partial<typeof options>).path
      return { url, query: JSON.stringify(options) }
    }),
  },
  {
    name: 'a parameter is deleted once it is understood',
    source: 'https://github.com/ably/ably-js/issues/679',
    breaks: ['S1'],
    subject: row(fc.record({ limit: count, untilAttach: fc.boolean() }), () => (params: Record<string, unknown>) => {
      if (!params.untilAttach) return params.limit
      delete params.untilAttach
      return [params.limit, 'attached']
    }),
  },
  {
    name: 'a threshold is added to strict options, which are refused the next time',
    source: 'https://github.com/gemini-testing/looks-same/pull/65',
    breaks: ['S1'],
    subject: row(
      fc.record({ strict: fc.boolean() }),
      () => (options: { strict: boolean; tolerance?: number }) => Object.assign(options, { tolerance: 2.3 }).tolerance,
    ),
  },
  {
    name: 'a slug function completes its options',
    source: 'https://github.com/Trott/slug/pull/111',
    breaks: ['S1'],
    subject: row(
      fc.record({ text: word, options: fc.record({ lower: fc.boolean() }) }),
      () =>
        ({ text, options }: { text: string; options: { lower: boolean; replacement?: string } }) => {
          options.replacement = options.replacement || '-'
          const slug = text.replaceAll(' ', options.replacement)
          return options.lower ? slug.toLowerCase() : slug
        },
    ),
  },
  {
    name: 'a configuration is extended where it was passed',
    source: 'https://github.com/datalust/bunyan-seq/pull/9',
    breaks: ['S1'],
    subject: row(fc.record({ host: word }), () => (config: { host: string; onError?: string }) => {
      config.onError = 'ignore'
      return config
    }),
  },
  {
    name: 'options of a request lose what the library handles itself',
    source: 'https://github.com/feross/simple-get/pull/4',
    breaks: ['S1'],
    subject: row(fc.record({ url: word, headers: fc.dictionary(word, word, { maxKeys: 2 }) }), () => (options) => {
      for (const name of Object.keys(options.headers)) {
        const value = options.headers[name] as string
        delete options.headers[name]
        options.headers[name.toLowerCase()] = value
      }
      options.headers.accept = '*/*'
      return Object.keys(options.headers).length
    }),
  },
  {
    name: 'a day begins at midnight, also for the caller',
    source: 'https://github.com/sfakir/feiertagejs/issues/28',
    breaks: ['S1'],
    subject: row(moment, () => (date) => {
      date.setUTCHours(0, 0, 0, 0)
      return date.getTime()
    }),
  },
  {
    name: 'the date that was passed is the one that is set',
    source: 'https://github.com/amsul/pickadate.js/issues/531',
    breaks: ['S1'],
    subject: row(fc.record({ select: moment }), () => ({ select }) => ({
      month: select.getUTCMonth(),
      first: new Date(select.setUTCDate(1)).toISOString(),
    })),
  },
  {
    name: 'days until a due date',
    source: 'https://github.com/nextcloud/deck/pull/4488',
    breaks: ['S1'],
    subject: row(
      fc.record({ due: moment, on: moment }),
      () =>
        ({ due, on }) =>
          Math.round((due.setUTCHours(0, 0, 0, 0) - on.setUTCHours(0, 0, 0, 0)) / 86_400_000),
    ),
  },
  {
    name: 'a helper that adds days to its argument',
    source: 'https://github.com/bryntum/support/issues/13626',
    breaks: ['S1'],
    subject: rows(
      Event,
      () => (events) => events.map(({ id, at }) => ({ id, ends: new Date(at.setUTCDate(at.getUTCDate() + 1)) })),
    ),
  },
  {
    name: 'merge writes to its first argument',
    source: 'https://github.com/toss/es-toolkit/issues/1422',
    breaks: ['S1'],
    subject: row(
      fc.record({ base: fc.record({ a: count }), over: fc.record({ b: count }) }),
      () =>
        ({ base, over }: { base: { a: number; b?: number }; over: { b: number } }) =>
          Object.assign(base, over).a,
    ),
  },
  {
    name: 'merge of three alters the first',
    source: 'https://github.com/swordev/merge/issues/16',
    breaks: ['S1'],
    subject: rows(
      fc.dictionary(word, count, { maxKeys: 2 }),
      () => (all) => (all.length === 0 ? {} : all.reduce((merged, one) => Object.assign(merged, one))),
    ),
  },
  {
    name: 'a deep merge into a new object changes the first source one level down',
    source: 'https://github.com/lodash/lodash/issues/2111',
    breaks: ['S1'],
    subject: rows(fc.dictionary(fc.constantFrom('a', 'b'), fc.dictionary(word, count, { maxKeys: 2 })), () => (all) => {
      const merged: Record<string, Record<string, number>> = {}
      for (const one of all)
        for (const [key, value] of Object.entries(one))
          merged[key] = merged[key] ? Object.assign(merged[key], value) : value
      return Object.keys(merged).length
    }),
  },
  {
    name: 'deep defaults fill the source that lacks them',
    source: 'https://github.com/lodash/lodash/issues/3978',
    breaks: ['S1'],
    subject: row(fc.record({ user: fc.dictionary(word, count, { maxKeys: 2 }) }), () => {
      const defaults = { settings: 1, theme: 2 }
      return ({ user }) => {
        const full = { user }
        for (const [key, value] of Object.entries(defaults)) full.user[key] ??= value
        return full.user.theme
      }
    }),
  },
  {
    name: 'a cache merges what it is given into it',
    source: 'https://github.com/unlock-protocol/unlock/issues/4209',
    breaks: ['S1'],
    subject: row(
      fc.record({
        cached: fc.dictionary(word, count, { maxKeys: 2 }),
        fresh: fc.dictionary(word, count, { maxKeys: 2 }),
      }),
      () =>
        ({ cached, fresh }) => {
          for (const key of Object.keys(fresh)) cached[key] = fresh[key] as number
          return Object.keys(cached).sort()
        },
    ),
  },
  {
    name: 'a new property on what a selector gave',
    source: 'https://github.com/reduxjs/react-redux/issues/1400',
    breaks: ['S1'],
    subject: row(fc.record({ value: count }), () => (state: { value: number; label?: string }) => {
      state.label = `${state.value}%`
      return state.label
    }),
  },
  {
    name: 'a reducer pushes to the state',
    source: 'https://github.com/taming-the-state-in-react/taming-the-state-in-react/pull/2',
    breaks: ['S1'],
    subject: row(fc.record({ state: words, added: word }), () => ({ state, added }) => {
      state.push(added)
      return { todos: [...state] }
    }),
  },
  {
    name: 'state is copied by spreading, and its nested list is not',
    source: 'https://github.com/cyan33/tetris-redux/issues/1',
    breaks: ['S1'],
    subject: row(
      fc.record({ well: fc.array(fc.array(count, { minLength: 1, maxLength: 3 }), { maxLength: 3 }) }),
      () =>
        ({ well }) => {
          const next = [...well]
          for (const line of next) line[0] = 9
          return next.map((line) => line.join(''))
        },
    ),
  },
  {
    name: 'a counter of a spread list is raised',
    source: 'https://github.com/samanthaming/samanthaming.com/issues/64',
    breaks: ['S1'],
    subject: rows(fc.record({ id: count, value: count }), () => (counters) => {
      const next = [...counters]
      if (next[0]) next[0].value++
      return next.length
    }),
  },
  {
    name: 'the last of a batch is renamed in place',
    source: 'https://github.com/sindresorhus/unstated-debug/issues/13',
    breaks: ['S1'],
    subject: rows(Item, () => (batches) => {
      const last = batches.at(-1)
      if (last) last.name = 'hello'
      return { batches: [...batches] }
    }),
  },
  {
    name: 'a member of a copied state is changed',
    source: 'https://github.com/react/react/issues/37316',
    breaks: ['S1'],
    subject: row(Item, () => (item) => {
      const copy = { ...item }
      copy.size.width = 100
      return copy
    }),
  },
  {
    name: 'a flat list is nested by writing children into it',
    source: 'https://github.com/joaonuno/flat-to-nested-js/issues/22',
    breaks: ['S1'],
    subject: rows(
      fc.record({ id: count, parent: count }),
      () => (flat: { id: number; parent?: number; children?: number[] }[]) => {
        const roots: number[] = []
        for (const one of flat) {
          const parent = flat.find(({ id }) => id === one.parent)
          delete one.parent
          if (parent) parent.children = [...(parent.children ?? []), one.id]
          else roots.push(one.id)
        }
        return roots
      },
    ),
  },
  {
    name: 'a layout writes positions into its data',
    source: 'https://github.com/d3/d3/issues/1929',
    breaks: ['S1'],
    subject: rows(fc.record({ value: count }), () => (data: { value: number; x?: number }[]) => {
      let x = 0
      for (const node of data) {
        node.x = x
        x += node.value
      }
      return x
    }),
  },
  {
    name: 'links of a graph get their ends as objects',
    source: 'https://github.com/vasturiano/react-force-graph/issues/566',
    breaks: ['S1'],
    subject: rows(
      fc.record({ source: count, target: count }),
      () => (links: { source: unknown; target: unknown }[]) => {
        for (const link of links) link.source = { id: link.source }
        return links.length
      },
    ),
  },
  {
    name: 'force layout numbers the nodes',
    source: 'https://github.com/d3/d3/issues/1032',
    breaks: ['S1'],
    subject: rows(fc.record({ name: word }), () => (nodes: { name: string; index?: number }[]) => {
      nodes.forEach((node, i) => {
        node.index = i
      })
      return nodes.map(({ index, name }) => `${index}${name}`)
    }),
  },
  {
    name: 'an array of numbers is normalised in place',
    source: 'https://github.com/ScrollPrize/villa/pull/1446',
    breaks: ['S1'],
    subject: row(fc.float32Array({ minLength: 1, maxLength: 4, noNaN: true, min: 0, max: 10 }), () => (values) => {
      const most = Math.max(...values) || 1
      for (let i = 0; i < values.length; i++) values[i] = (values[i] as number) / most / 2
      return Array.from(values)
    }),
  },
  {
    name: 'vectors of a buffer are given unit length',
    source: 'https://github.com/pmndrs/math/issues/29',
    breaks: ['S1'],
    subject: row(
      fc.record({ buffer: fc.float64Array({ minLength: 2, maxLength: 2, noNaN: true, min: 1, max: 10 }) }),
      () =>
        ({ buffer }) => {
          const length = Math.hypot(...buffer)
          for (let i = 0; i < buffer.length; i++) buffer[i] = (buffer[i] as number) / length
          return length
        },
    ),
  },
  {
    name: 'parameters are changed to normalise them',
    source: 'https://github.com/airbnb/javascript/issues/719',
    breaks: ['S1'],
    subject: row(fc.record({ name: word }), () => (user) => {
      user.name = user.name.trim().toLowerCase()
      return user
    }),
  },
  {
    name: 'an immutable list of what is sorted in place',
    source: 'https://github.com/immutable-js/immutable-js/issues/219',
    breaks: ['S1'],
    subject: row(fc.record({ list: fc.array(amount, { maxLength: 4 }) }), () => ({ list }) => {
      const sorted = list.sort((a, b) => b - a)
      return { top: sorted[0], n: list.length }
    }),
  },
]
