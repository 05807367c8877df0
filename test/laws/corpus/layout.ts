/** Functions that depend on how equal rows are laid out: on the order of their keys, or on whether they are frozen. */
import * as fc from 'fast-check'
import { type Entry, row, rows } from './entry.ts'
import { count, Item, Options, word } from './values.ts'

const Query = fc.record({ year: count, sex: fc.constantFrom('f', 'm') })

export const layout: readonly Entry[] = [
  {
    name: 'JSON as a key of a cache',
    source: 'https://github.com/chuanxshi/javascript-patterns/issues/56',
    breaks: ['S10'],
    subject: row(Query, () => (query) => `indicators:${JSON.stringify(query)}`),
  },
  {
    name: 'a key of selections in the order in which they were made',
    source: 'https://github.com/oskariorg/oskari-server/pull/117',
    breaks: ['S10'],
    subject: row(
      Query,
      () => (query) =>
        Object.entries(query)
          .map(([name, value]) => `${name}=${value}`)
          .join('&'),
    ),
  },
  {
    name: 'options of a request as they were written',
    source: 'https://github.com/elastic/kibana/pull/33392',
    breaks: ['S10'],
    subject: row(fc.record({ pathname: word, method: fc.constantFrom('GET', 'POST') }), () => (options) => ({
      key: JSON.stringify(options),
      url: options.pathname,
    })),
  },
  {
    name: 'equality of texts in JSON',
    source: 'https://github.com/social-native/elastic-composer/issues/155',
    breaks: ['S10'],
    subject: rows(Query, () => (all) => all.filter((one) => JSON.stringify(one) === '{"year":0,"sex":"f"}').length),
  },
  {
    name: 'a query is hashed by its text',
    source: 'https://github.com/boblauer/cachegoose/issues/42',
    breaks: ['S10'],
    subject: row(fc.record({ name: word, age: count }), () => (query) => {
      let hash = 0
      for (const c of JSON.stringify(query)) hash = (Math.imul(hash, 31) + c.charCodeAt(0)) | 0
      return hash
    }),
  },
  {
    name: 'a memoised function misses what is equal',
    source: 'https://github.com/caiogondim/fast-memoize.js/issues/22',
    breaks: ['S10'],
    subject: row(
      fc.record({ foo: word, baz: count }),
      () => (value) => btoa(encodeURIComponent(JSON.stringify(value))),
    ),
  },
  {
    name: 'a stable text of a map of modules, which is not',
    source: 'https://github.com/chadhietala/ember-cli-linker/pull/41',
    breaks: ['S10'],
    subject: row(fc.record({ main: word, lib: word, test: word }), () => (modules) => Object.keys(modules).join('>')),
  },
  {
    name: 'a frontend makes keys of parameters as they come',
    source: 'https://github.com/oskariorg/oskari-frontend/pull/182',
    breaks: ['S10'],
    subject: row(Query, () => (query) => {
      let key = ''
      for (const name in query) key += `${name}_`
      return key
    }),
  },
  {
    name: 'a field is what came first',
    source: 'https://github.com/hyoo-ru/mam_mol/issues/258',
    breaks: ['S10'],
    subject: row(fc.record({ row: count, cell: count }), () => (key) => Object.values(key)[0]),
  },
  {
    name: 'rows of CSV by the values of each object',
    source: 'https://github.com/avoidwork/csv.js/issues/7',
    breaks: ['S10'],
    subject: rows(
      fc.record({ proto: count, moto: word }),
      () => (all) =>
        [Object.keys(all[0] ?? {}), ...all.map((one) => Object.values(one))].map((cells) => cells.join()).join('\n'),
    ),
  },
  {
    name: 'headers of one order and cells of another',
    source: 'https://github.com/coston/json-to-csv-export/issues/58',
    breaks: ['S10'],
    subject: rows(fc.record({ second: count, first: count }), () => (all) => [
      'first,second',
      ...all.map((one) => Object.values(one).join()),
    ]),
  },
  {
    name: 'a line by looking through the properties',
    source: 'https://github.com/nulltask/express-csv/issues/12',
    breaks: ['S10'],
    subject: row(fc.record({ id: count, name: word }), () => (one) => {
      const cells: unknown[] = []
      for (const name in one) cells.push(one[name as 'id' | 'name'])
      return cells
    }),
  },
  {
    name: 'keys of the first object are the columns',
    source: 'https://github.com/jwerle/to-csv/issues/9',
    breaks: ['S10'],
    subject: rows(fc.record({ increment: count, decrement: count }), () => (all) => {
      const columns = Object.keys(all[0] ?? {}) as ('increment' | 'decrement')[]
      return [columns.join(), ...all.map((one) => columns.map((name) => one[name]).join())].join('\n')
    }),
  },
  {
    name: 'objects that are not sorted',
    source: 'https://github.com/aichbauer/node-convert-array-to-csv/issues/35',
    breaks: ['S10'],
    subject: row(fc.record({ first: word, last: word, handle: count }), () => (one) => `${Object.values(one)}`),
  },
  {
    name: 'a generator of CSV that trusts the order of keys',
    source: 'https://github.com/medialab/artoo/issues/133',
    breaks: ['S10'],
    subject: rows(
      fc.record({ a: count, b: count }),
      () => (lines) =>
        lines.map((line) =>
          Object.entries(line)
            .map(([, value]) => `"${value}"`)
            .join(','),
        ),
    ),
  },
  {
    name: 'an ordered list is sorted again in place, which frozen ones refuse',
    source: 'https://github.com/bvaughn/highlight-words-core/issues/2',
    breaks: ['S1', 'S10'],
    subject: row(
      fc.record({ chunks: fc.constant(3).map((n) => [1, 2, n]) }),
      () =>
        ({ chunks }) =>
          chunks.sort((a, b) => a - b).length,
    ),
  },
  {
    name: 'an immutable property is sorted for a table',
    source: 'https://github.com/microsoft/ConversationLearner-UI/pull/1045',
    breaks: ['S1', 'S10'],
    subject: rows(fc.constantFrom(1), () => (dialogs) => (dialogs.length > 0 ? dialogs.sort()[0] : 0)),
  },
  {
    name: 'defaults are written even where they are set',
    source: 'https://github.com/apache/pouchdb/pull/1225',
    breaks: ['S1', 'S10'],
    subject: row(Options, () => (options) => {
      // biome-ignore lint/correctness/noSelfAssign: as it was
      options.path = options.path
      return options.path.length
    }),
  },
  {
    name: 'a mark on the row, taken off again',
    source: 'https://github.com/emberjs/router.js/pull/272',
    breaks: ['S10'],
    subject: row(Item, () => (item: { id: number; marked?: boolean }) => {
      item.marked = true
      const text = `${item.id}:${item.marked}`
      delete item.marked
      return text
    }),
  },
]
