/** Comparators that are none, and equalities that hash what is equal apart. */
import * as fc from 'fast-check'
import { type Entry, equality, ordering } from './entry.ts'
import { amount, count, Event, Item, word } from './values.ts'

const number = fc.constantFrom(0, -0, 1, 2, Number.NaN)

export const comparators: readonly Entry[] = [
  {
    name: 'a comparator gives whether',
    source: 'https://github.com/nodejs/node/issues/24106',
    breaks: ['C9'],
    subject: ordering(amount, () => (a, b) => a > b),
  },
  {
    name: 'nodes are sorted by a boolean',
    source: 'https://github.com/mozilla/readability/issues/496',
    breaks: ['C9'],
    subject: ordering(Item, () => (a, b) => b.price > a.price),
  },
  {
    name: 'a relation for a comparator',
    source: 'https://github.com/ramda/ramda/issues/2679',
    breaks: ['C9'],
    subject: ordering(word, () => {
      const gt = (a: string, b: string): boolean => a > b
      return gt
    }),
  },
  {
    name: 'paths by a boolean, which worked by accident',
    source: 'https://github.com/jprichardson/node-klaw/pull/33',
    breaks: ['C9'],
    subject: ordering(fc.record({ path: word }), () => (a, b) => a.path < b.path),
  },
  {
    name: 'a compare function of one and nought',
    source: 'https://github.com/Kikobeats/finepack/pull/47',
    breaks: ['C9'],
    subject: ordering(word, () => (a, b) => Number(a > b)),
  },
  {
    name: 'receipts by whether one is later',
    source: 'https://github.com/voltrue2/in-app-purchase/pull/172',
    breaks: ['C9'],
    subject: ordering(Event, () => (a, b) => b.at.getTime() > a.at.getTime()),
  },
  {
    name: 'equals are in the wrong order',
    source: 'https://github.com/zuplo/zudoku/pull/2381',
    breaks: ['C9'],
    subject: ordering(
      fc.record({ required: fc.boolean(), name: word }),
      () => (a, b) => (a.required && !b.required ? -1 : 1),
    ),
  },
  {
    name: 'a difference of what may be missing',
    source: 'https://github.com/Two-Screen/stable/issues/14',
    breaks: ['C9'],
    subject: ordering(
      fc.record({ rank: fc.option(count, { nil: undefined }) }),
      () => (a, b) => (b.rank as number) - (a.rank as number),
    ),
  },
  {
    name: 'one and a half for true',
    source: 'https://github.com/tc39/ecma262/issues/902',
    breaks: ['C9'],
    subject: ordering(count, () => (a, b) => 1.5 * Number(b < a)),
  },
  {
    name: 'a comparator throws a coin',
    source: 'https://github.com/Chalarangelo/30-seconds-of-code/issues/357',
    breaks: ['C9'],
    subject: ordering(count, () => () => Math.random() - 0.5),
  },
  {
    name: 'ties of modules are left as they come',
    source: 'https://github.com/webpack/webpack/issues/15866',
    breaks: ['C9t'],
    subject: ordering(Item, () => (a, b) => a.id - b.id, { declared: ['breaksTies'] }),
  },
  {
    name: 'NaN is not equal to itself, and neither less nor more',
    source: 'https://github.com/ClickHouse/ClickHouse/issues/72228',
    breaks: ['C9'],
    subject: ordering(number, () => (a, b) => (a < b ? -1 : a > b ? 1 : 0)),
  },
  {
    name: 'zeros are equal and hashed apart',
    source: 'https://github.com/ClickHouse/ClickHouse/issues/115970',
    breaks: ['C8'],
    subject: equality(number, () => ({
      equals: (a, b) => a === b || (Number.isNaN(a) && Number.isNaN(b)),
      hash: (n) => (Object.is(n, -0) ? '-0' : `${n}`),
    })),
  },
]
