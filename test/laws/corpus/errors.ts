/** Functions that fail in another way each time, or give what does not fit. */
import * as fc from 'fast-check'
import * as t from 'io-ts'
import { type Entry, row, rows } from './entry.ts'
import { amount, count, word, words } from './values.ts'

export const errors: readonly Entry[] = [
  {
    name: 'strict options are refused when they come a second time',
    source: 'https://github.com/gemini-testing/looks-same/issues/41',
    breaks: ['S1', 'S5', 'S6', 'S11'],
    subject: row(fc.record({ image: word }), () => {
      const options: { strict: boolean; tolerance?: number } = { strict: true }
      return ({ image }) => {
        if (options.strict && options.tolerance !== undefined) throw new TypeError('strict and tolerance')
        options.tolerance = 2.3
        return image.length
      }
    }),
  },
  {
    name: 'what failed once is remembered as nothing',
    source: 'https://github.com/Gitlawb/openlaunch/pull/36',
    breaks: ['S5', 'S6', 'S11'],
    subject: row(count, () => {
      const cache = new Map<number, number | undefined>()
      return (n) => {
        if (cache.has(n)) return cache.get(n)
        cache.set(n, undefined)
        if (n % 2 === 1) throw new Error(`cannot load ${n}`)
        cache.set(n, n * 10)
        return n * 10
      }
    }),
  },
  {
    name: 'every second request is refused',
    source: 'https://github.com/nodejs/node/issues/25336',
    breaks: ['S5', 'S6', 'S11'],
    subject: row(fc.constantFrom('foo', 'bar'), () => {
      const pattern = /foo/g
      return (text) => {
        if (!pattern.test(text)) throw new Error(`${text} is not valid`)
        return text
      }
    }),
  },
  {
    name: 'an average of nothing is no number',
    source: 'https://github.com/metaspace2020/metaspace/pull/1214',
    breaks: ['S19'],
    subject: rows(
      amount,
      () => (all) => {
        const mean = all.reduce((sum, n) => sum + n, 0) / all.length
        return { mean: Number.isNaN(mean) ? null : mean }
      },
      { gives: t.type({ mean: t.number }) },
    ),
  },
  {
    name: 'push gives a length where a list was promised',
    source: 'https://github.com/taming-the-state-in-react/taming-the-state-in-react/pull/2',
    breaks: ['S19'],
    subject: row(words, () => (all) => [...all].push('x') as unknown as string[], { gives: t.array(t.string) }),
  },
]
