/** Functions of one row that take an index for an argument of theirs. */
import * as fc from 'fast-check'
import { type Entry, row } from './entry.ts'
import { amount, count, word, words } from './values.ts'

const numeral = fc.nat(999).map(String)

/** A function of more arguments, passed for one of one. */
const loosely = <A, B>(f: (value: A, ...others: never[]) => B): ((value: A) => B) => f as (value: A) => B

export const arity: readonly Entry[] = [
  {
    name: 'parseInt takes the index for a base',
    source: 'https://github.com/lodash/lodash/issues/4325',
    breaks: ['S9'],
    subject: row(numeral, () => loosely(Number.parseInt)),
  },
  {
    name: 'parseInt of a chain',
    source: 'https://github.com/jashkenas/underscore/issues/1385',
    breaks: ['S9'],
    subject: row(numeral, () => loosely(globalThis.parseInt)),
  },
  {
    name: 'numbers in an array are filtered by parseInt',
    source: 'https://github.com/nodejs/node/issues/12292',
    breaks: ['S9'],
    subject: row(fc.nat(999), () => loosely((n: number, base?: number) => Number.parseInt(String(n), base))),
  },
  {
    name: 'a colour takes an index for its format',
    source: 'https://github.com/Evercoder/culori/issues/36',
    breaks: ['S9'],
    subject: row(fc.record({ r: count, g: count }), () =>
      loosely(
        ({ r, g }: { r: number; g: number }, precision = 2) => `rgb(${r.toFixed(precision)},${g.toFixed(precision)})`,
      ),
    ),
  },
  {
    name: 'a classic of callbacks',
    source: 'https://github.com/denysdovhan/wtfjs/issues/211',
    breaks: ['S9'],
    subject: row(
      numeral,
      () =>
        function toInt(...all: unknown[]) {
          return Reflect.apply(Number.parseInt, undefined, all)
        } as (text: string) => number,
    ),
  },
  {
    name: 'a slice with a default end',
    source: 'https://github.com/Evercoder/culori/issues/36',
    breaks: ['S9'],
    subject: row(words, () => loosely((all: string[], from = 0) => all.slice(from))),
  },
  {
    name: 'a rounding to digits that nobody gave',
    source: 'https://github.com/Evercoder/culori/issues/36',
    breaks: ['S9'],
    subject: row(amount, () => loosely((n: number, digits = 2) => (n / 7).toFixed(digits))),
  },
  {
    name: 'a default argument is an index after all',
    source: 'https://github.com/Evercoder/culori/issues/36',
    breaks: ['S9'],
    subject: row(word, () => loosely((text: string, times = 2) => text.padEnd(times, '.'))),
  },
]
