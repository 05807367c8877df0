/** Functions that deal with times, languages and chance, and are told which. */
import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { type Entry, row, rows } from './entry.ts'
import { amount, count, Event, Item, moment, word, words } from './values.ts'

const lawful = (name: string, source: string, subject: Entry['subject']): Entry => ({
  name,
  source: `look-alike of ${source}`,
  breaks: [],
  subject,
})

/** Mulberry, which is seeded. */
const generator = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const name = fc.constantFrom('string_decoder', 'string-width', 'Zebra', 'apple', 'äther', 'IRIS', 'iris')
const large = fc.integer({ min: 1000, max: 9_999_999 })

export const lawfulWorld: readonly Entry[] = [
  lawful(
    'a shuffle that is seeded in the call',
    '30-seconds-of-code#357',
    rows(count, () => (all) => {
      const random = generator(7)
      return all
        .map((value) => ({ value, key: random() }))
        .sort((a, b) => a.key - b.key)
        .map(({ value }) => value)
    }),
  ),
  lawful(
    'a generator that is seeded by the row',
    'cedar-spec#259',
    row(Item, () => ({ id, name: label }) => {
      const random = generator(id)
      return { label, noise: random() + random() }
    }),
  ),
  lawful(
    'a shuffle by Fisher and Yates, seeded',
    'deck-of-cards#9',
    row(words, () => (deck) => {
      const random = generator(deck.length)
      const cards = [...deck]
      for (let i = cards.length - 1; i > 0; i--) {
        const j = Math.floor(random() * (i + 1))
        const kept = cards[i] as string
        cards[i] = cards[j] as string
        cards[j] = kept
      }
      return cards
    }),
  ),
  lawful(
    'a sample by a hash of the row',
    'blobs.gg#15',
    rows(
      Item,
      () => (all) => all.filter(({ id, name: label }) => (Math.imul(id + 1, 2_654_435_761) ^ label.length) % 2 === 0),
    ),
  ),
  lawful(
    'a hash for an identifier',
    'svelte#7517',
    row(
      Item,
      () =>
        ({ id, name: label }) =>
          createHash('sha256').update(`${id}:${label}`).digest('hex').slice(0, 8),
    ),
  ),
  lawful(
    'other functions of Math',
    'shopstr#318',
    row(amount, () => (n) => [Math.abs(n), Math.sign(n), Math.cbrt(n), Math.PI * n]),
  ),
  lawful(
    'a date of given numbers, in UTC',
    'closure-library#34',
    row(count, () => (month) => new Date(Date.UTC(2020, month, 1)).toISOString()),
  ),
  lawful(
    'a date of a number',
    'nextcloud/deck#4488',
    row(moment, () => (at) => new Date(at.getTime() + 3_600_000)),
  ),
  lawful(
    'a date of a text with its zone',
    'node#20680',
    row(fc.integer({ min: 10, max: 28 }), () => (day) => new Date(`2020-03-${day}T12:00:00Z`).getTime()),
  ),
  lawful(
    'a day as a text, in UTC',
    'react-day-picker#32',
    row(
      Event,
      () =>
        ({ at }) =>
          at.toISOString().slice(0, 10),
    ),
  ),
  lawful(
    'the day of the month in UTC',
    'shiftcal#55',
    row(
      Event,
      () =>
        ({ at }) =>
          at.getUTCDate(),
    ),
  ),
  lawful(
    'days between two moments',
    'npm-stat#33',
    row(
      fc.record({ from: moment, to: moment }),
      () =>
        ({ from, to }) =>
          Math.round((to.getTime() - from.getTime()) / 86_400_000),
    ),
  ),
  lawful(
    'the weekday in UTC',
    'battleforthenet#45',
    row(
      Event,
      () =>
        ({ at }) =>
          (at.getUTCDay() + 6) % 7,
    ),
  ),
  lawful(
    'a moment that comes with the row',
    'expired#6',
    row(
      fc.record({ at: moment, now: moment }),
      () =>
        ({ at, now }) =>
          at < now,
    ),
  ),
  lawful(
    'the clock is passed in',
    'ea-framework#448',
    row(Event, () => {
      const now = (): number => 1_600_000_000_000
      return ({ at }) => now() - at.getTime()
    }),
  ),
  lawful(
    'a date is parsed with its offset',
    'nametag#61',
    row(count, () => (hour) => Date.parse(`2020-01-01T0${hour}:00:00+02:00`)),
  ),
  lawful(
    'a date in JSON',
    'dtfs2#3668',
    row(Event, () => (event) => JSON.stringify(event.at)),
  ),
  lawful(
    'a format of one language and zone',
    'htl-tck#25',
    row(Event, () => {
      const format = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', dateStyle: 'medium', timeStyle: 'short' })
      return ({ at }) => format.format(at)
    }),
  ),
  lawful(
    'the hour in Berlin',
    'angular-ui#3433',
    row(
      Event,
      () =>
        ({ at }) =>
          at.toLocaleString('de-DE', { timeZone: 'Europe/Berlin', hour: '2-digit' }),
    ),
  ),
  lawful(
    'a number in one language',
    'hermes-agent#98849',
    row(large, () => (n) => n.toLocaleString('en-US')),
  ),
  lawful(
    'money in one language',
    'vue-i18n#263',
    row(large, () => (n) => new Intl.NumberFormat('de-CH', { style: 'currency', currency: 'CHF' }).format(n)),
  ),
  lawful(
    'compared in one language',
    'eslint-plugin-command#44',
    rows(name, () => (all) => all.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))),
  ),
  lawful(
    'a collator of one language',
    'npm#17844',
    rows(name, () => {
      const collator = new Intl.Collator('sv')
      return (all) => [...all].sort(collator.compare)
    }),
  ),
  lawful(
    'compared by code units',
    'yarn#1755',
    rows(name, () => (all) => all.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))),
  ),
  lawful(
    'lower case of no language',
    'fuzz-aldrin-plus#33',
    row(name, () => (text) => text.toLowerCase()),
  ),
  lawful(
    'lower case of one language',
    'change-case#297',
    row(name, () => (text) => text.toLocaleLowerCase('tr')),
  ),
  lawful(
    'words are cut in one language',
    'lodash#5237',
    row(name, () => (text) => [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].length),
  ),
  lawful(
    'toFixed',
    'wise-old-man#1561',
    row(large, () => (n) => (n / 7).toFixed(2)),
  ),
  lawful(
    'a normal form',
    'yarn#1308',
    row(name, () => (text) => text.normalize('NFD')),
  ),
  lawful(
    'a plural in one language',
    'open-mercato#5182',
    row(count, () => {
      const plural = new Intl.PluralRules('en')
      return (n) => plural.select(n)
    }),
  ),
  lawful(
    'a configuration read when the module was loaded',
    'node#1648',
    row(word, () => {
      const base = process.env.NODE_ENV === 'never' ? '/never' : '/data'
      return (file) => `${base}/${file}`
    }),
  ),
  lawful(
    'a configuration that is passed in',
    'umijs/fabric#74',
    row(
      fc.record({ file: word, root: word }),
      () =>
        ({ file, root }) =>
          `${root}/${file}`,
    ),
  ),
  lawful(
    'bytes to text',
    'byte#8',
    row(word, () => (text) => btoa(encodeURIComponent(text))),
  ),
  lawful(
    'a URL',
    'silkrouter#9',
    row(word, () => (text) => new URL(encodeURIComponent(text), 'https://example.org/').pathname),
  ),
]
