/** Functions that speak the language of the machine, or ask what else it is set to. */
import * as fc from 'fast-check'
import { type Entry, row, rows } from './entry.ts'
import { count, Event, word } from './values.ts'

/** Names that are sorted in another way elsewhere. */
const name = fc.constantFrom(
  'string_decoder',
  'string-width',
  'Zebra',
  'apple',
  'äther',
  'zoo',
  'aard',
  'IRIS',
  'iris',
  'öl',
  'chico',
  'cz',
)
const amount = fc.integer({ min: 1000, max: 9_999_999 })

export const locale: readonly Entry[] = [
  {
    name: 'versions in a lock file are compared in lower case, by the locale',
    source: 'https://github.com/yarnpkg/yarn/issues/1308',
    breaks: ['S7'],
    subject: rows(name, () => (all) => all.toSorted((a, b) => a.toLowerCase().localeCompare(b.toLowerCase()))),
  },
  {
    name: 'packages in a lock file are sorted by the locale',
    source: 'https://github.com/npm/npm/issues/17048',
    breaks: ['S7'],
    subject: rows(name, () => (all) => [...new Set(all)].sort((a, b) => a.localeCompare(b))),
  },
  {
    name: 'keys are sorted by the language of who runs it',
    source: 'https://github.com/antfu/eslint-plugin-command/pull/44',
    breaks: ['S7'],
    subject: row(fc.array(name, { maxLength: 5 }), () => (keys) => [...keys].sort((a, b) => a.localeCompare(b)).join()),
  },
  {
    name: 'documents of a manifest',
    source: 'https://github.com/mmnto-ai/totem/issues/1843',
    breaks: ['S7'],
    subject: rows(
      fc.record({ sourceFile: name }),
      () => (docs) =>
        docs.toSorted((a, b) => a.sourceFile.localeCompare(b.sourceFile)).map(({ sourceFile }) => sourceFile),
    ),
  },
  {
    name: 'a number as the machine writes it',
    source: 'https://github.com/mozilla/addons-frontend/issues/2945',
    breaks: ['S7'],
    subject: row(amount, () => (n) => n.toLocaleString()),
  },
  {
    name: 'a count in a message',
    source: 'https://github.com/DFXswiss/app/issues/1460',
    breaks: ['S7'],
    subject: row(
      fc.record({ holders: amount }),
      () =>
        ({ holders }) =>
          `Holders: ${holders.toLocaleString()}`,
    ),
  },
  {
    name: 'money in a format of no language in particular',
    source: 'https://github.com/NousResearch/hermes-agent/issues/98849',
    breaks: ['S7'],
    subject: row(
      amount,
      () => (n) => new Intl.NumberFormat(undefined, { style: 'currency', currency: 'USD' }).format(n),
    ),
  },
  {
    name: 'numbers with commas, or not',
    source: 'https://github.com/wise-old-man/wise-old-man/pull/1561',
    breaks: ['S7'],
    subject: row(
      fc.record({ value: amount }),
      () =>
        ({ value }) =>
          (value / 10).toLocaleString(undefined, { maximumFractionDigits: 2 }),
    ),
  },
  {
    name: 'grouping of the host',
    source: 'https://github.com/greenpolo/cc-multi-cli-plugin/pull/26',
    breaks: ['S7'],
    subject: rows(amount, () => (all) => `of ${all.reduce((sum, n) => sum + n, 0).toLocaleString()} characters`),
  },
  {
    name: 'a page of analytics',
    source: 'https://github.com/librefang/librefang/issues/8156',
    breaks: ['S7'],
    subject: row(fc.record({ tokens: amount, name: word }), () => ({ tokens, name: label }) => ({
      label,
      text: `${tokens.toLocaleString()} tokens`,
    })),
  },
  {
    name: 'compact numbers',
    source: 'https://github.com/open-mercato/open-mercato/pull/5182',
    breaks: ['S7'],
    subject: row(amount, () => (n) => Intl.NumberFormat(undefined, { notation: 'compact' }).format(n)),
  },
  {
    name: 'lower case of the machine',
    source: 'https://github.com/jeancroy/fuzz-aldrin-plus/issues/33',
    breaks: ['S7'],
    subject: rows(name, () => (all) => all.filter((text) => text.toLocaleLowerCase().startsWith('i'))),
  },
  {
    name: 'capitals of the machine',
    source: 'https://github.com/lodash/lodash/pull/5237',
    breaks: ['S7'],
    subject: row(name, () => (text) => text.slice(0, 1).toLocaleUpperCase() + text.slice(1)),
  },
  {
    name: 'words compared by the default collator',
    source: 'https://github.com/npm/npm/pull/17844',
    breaks: ['S7'],
    subject: rows(name, () => {
      const collator = new Intl.Collator()
      return (all) => [...all].sort(collator.compare)
    }),
  },
  {
    name: 'a date as the machine writes it',
    source: 'https://github.com/adobe/htl-tck/issues/25',
    breaks: ['S7'],
    subject: row(
      Event,
      () =>
        ({ at }) =>
          at.toLocaleDateString(),
    ),
  },
  {
    name: 'the directory that one happens to be in',
    source: 'https://github.com/nodejs/node/issues/13668',
    breaks: ['S7'],
    subject: row(word, () => (file) => `${process.cwd()}/${file}`),
  },
  {
    name: 'a path by the variable of a shell',
    source: 'https://github.com/umijs/fabric/pull/74',
    breaks: ['S7'],
    subject: row(word, () => (file) => `${process.env.PWD}/${file}`),
  },
  {
    name: 'a directory for the time being',
    source: 'https://github.com/nodejs/node/pull/1648',
    breaks: ['S7'],
    subject: row(count, () => (n) => `${process.env.TMPDIR ?? '/tmp'}/${n}`),
  },
]
