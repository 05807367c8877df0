/** Comparators, equalities and asynchronous code that are as they should be. */
import * as fc from 'fast-check'
import { type Entry, equality, ordering, task } from './entry.ts'
import { amount, count, Item, word, words } from './values.ts'

const lawful = (name: string, source: string, subject: Entry['subject']): Entry => ({
  name,
  source: `look-alike of ${source}`,
  breaks: [],
  subject,
})

const ids = fc.uniqueArray(count, { maxLength: 3 })
const load = () => ({ load: (id: number) => id * 10 })

export const lawfulOthers: readonly Entry[] = [
  lawful(
    'a difference of numbers',
    'node#24106',
    ordering(amount, () => (a, b) => a - b),
  ),
  lawful(
    'a comparison in three parts',
    'readability#496',
    ordering(word, () => (a, b) => (a < b ? -1 : a > b ? 1 : 0)),
  ),
  lawful(
    'a difference of two relations',
    'klaw#33',
    ordering(word, () => (a, b) => Number(a > b) - Number(a < b)),
  ),
  lawful(
    'ties of rows that differ, where nothing is promised',
    'webpack#15866',
    ordering(Item, () => (a, b) => a.id - b.id),
  ),
  lawful(
    'a second key breaks ties',
    'webpack#15866',
    ordering(
      fc.record({ id: count, name: word }),
      () => (a, b) => a.id - b.id || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
      { declared: ['breaksTies'] },
    ),
  ),
  lawful(
    'the missing come last',
    'stable#14',
    ordering(fc.option(count), () => (a, b) => (a === null ? (b === null ? 0 : 1) : b === null ? -1 : a - b)),
  ),
  lawful(
    'NaN comes last',
    'ClickHouse#72228',
    ordering(
      fc.oneof(amount, fc.constant(Number.NaN)),
      () => (a, b) => (Number.isNaN(a) ? (Number.isNaN(b) ? 0 : 1) : Number.isNaN(b) ? -1 : a - b),
    ),
  ),
  lawful(
    'the first where they differ',
    'ramda#2679',
    ordering(fc.array(count, { maxLength: 3 }), () => (a, b) => {
      for (const [i, n] of a.entries()) {
        const other = b[i]
        if (other === undefined) return 1
        if (n !== other) return n - other
      }
      return a.length - b.length
    }),
  ),
  lawful(
    'reversed',
    'zudoku#2381',
    ordering(amount, () => (a, b) => b - a),
  ),
  lawful(
    'in one language',
    'npm#17048',
    ordering(word, () => {
      const { compare } = new Intl.Collator('en')
      return compare
    }),
  ),
  lawful(
    'equal by a key',
    'ClickHouse#115970',
    equality(Item, () => ({ equals: (a, b) => a.id === b.id, hash: ({ id }) => id })),
  ),
  lawful(
    'Object.is',
    'ClickHouse#115970',
    equality(fc.constantFrom(0, -0, Number.NaN, 1), () => ({ equals: Object.is })),
  ),
  lawful(
    'a hash that is always the same',
    'ClickHouse#115970',
    equality(word, () => ({ equals: (a, b) => a === b, hash: () => 0 })),
  ),
  lawful(
    'lists by their items',
    'merkle-json#8',
    equality(words, () => ({
      equals: (a, b) => a.length === b.length && a.every((text, i) => text === b[i]),
      hash: (all) => all.length,
    })),
  ),
  lawful(
    'Promise.all keeps the order',
    'promise.cr#4',
    task(ids, load, (calls, { input }) => Promise.all(input.map((id) => calls.load(id)))),
  ),
  lawful(
    'one after the other',
    'promisejs.org#38',
    task(ids, load, async (calls, { input }) => {
      const results: number[] = []
      for (const id of input) results.push(await calls.load(id))
      return results
    }),
  ),
  lawful(
    'results at their places',
    'archives#1',
    task(ids, load, async (calls, { input }) => {
      const results = new Array<number>(input.length).fill(0)
      await Promise.all(
        input.map(async (id, i) => {
          results[i] = await calls.load(id)
        }),
      )
      return results
    }),
  ),
  lawful(
    'pushed, and then sorted',
    'denoland/std#1763',
    task(ids, load, async (calls, { input }) => {
      const results: number[] = []
      await Promise.all(input.map(async (id) => results.push(await calls.load(id))))
      return results.sort((a, b) => a - b)
    }),
  ),
  lawful(
    'a sum of whole numbers as they come',
    'l2beat#12714',
    task(ids, load, async (calls, { input }) => {
      let sum = 0
      await Promise.all(
        input.map(async (id) => {
          const value = await calls.load(id)
          sum += value
        }),
      )
      return sum
    }),
  ),
  lawful(
    'requests for one thing are one',
    'ganache#4411',
    task(count, load, async (calls, { input }) => {
      const pending = new Map<number, Promise<number>>()
      const one = (id: number): Promise<number> => {
        const known = pending.get(id) ?? calls.load(id)
        pending.set(id, known)
        return known
      }
      return Promise.all([one(input), one(input)])
    }),
  ),
]
