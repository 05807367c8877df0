/** Functions that throw dice. */
import { randomBytes, randomUUID } from 'node:crypto'
import * as fc from 'fast-check'
import { type Entry, row, rows } from './entry.ts'
import { amount, count, Item, word, words } from './values.ts'

export const chance: readonly Entry[] = [
  {
    name: 'a comparator that throws a coin',
    source: 'https://github.com/phuocng/1loc/issues/284',
    breaks: ['S5', 'S7'],
    subject: rows(count, () => (all) => [...all].sort(() => 0.5 - Math.random())),
  },
  {
    name: 'characters in random order, by sorting',
    source: 'https://github.com/SillyTavern/SillyTavern/pull/1505',
    breaks: ['S5', 'S7'],
    subject: rows(Item, () => (items) => items.toSorted(() => (Math.random() > 0.5 ? 1 : -1)).map(({ id }) => id)),
  },
  {
    name: 'a shuffle by random keys',
    source: 'https://github.com/Chalarangelo/30-seconds-of-code/issues/357',
    breaks: ['S5', 'S7'],
    subject: rows(
      count,
      () => (all) =>
        all
          .map((value) => ({ value, key: Math.random() }))
          .sort((a, b) => a.key - b.key)
          .map(({ value }) => value),
    ),
  },
  {
    name: 'a deck of cards is shuffled',
    source: 'https://github.com/deck-of-cards/deck-of-cards/issues/9',
    breaks: ['S5', 'S7'],
    subject: row(fc.uniqueArray(count, { minLength: 2, maxLength: 6 }), () => (deck) => {
      const cards = [...deck]
      for (let i = cards.length - 1; i > 0; i--) {
        const j = Math.floor(Math.random() * (i + 1))
        ;[cards[i], cards[j]] = [cards[j] as number, cards[i] as number]
      }
      return cards
    }),
  },
  {
    name: 'a sample of six, by a comparator that throws a coin',
    source: 'https://github.com/BlobEmoji/blobs.gg/pull/15',
    breaks: ['S5', 'S7'],
    subject: rows(Item, () => (items) => [...items].sort(() => 0.5 - Math.random()).slice(0, 6)),
  },
  {
    name: 'two of the products that one might like',
    source: 'https://github.com/shopstr-eng/shopstr/pull/318',
    breaks: ['S5', 'S7'],
    subject: rows(
      Item,
      () => (items) =>
        [...items]
          .sort(() => Math.random() - 0.5)
          .slice(0, 2)
          .map(({ name }) => name),
    ),
  },
  {
    name: 'tips of a search window',
    source: 'https://github.com/koala73/worldmonitor/pull/846',
    breaks: ['S5', 'S7'],
    subject: row(fc.uniqueArray(word, { minLength: 2, maxLength: 5 }), () => (tips) => {
      const [tip] = tips.toSorted(() => Math.random() - 0.5)
      return `Tip: ${tip}`
    }),
  },
  {
    name: 'words of an exercise',
    source: 'https://github.com/wasona/wasona/pull/3',
    breaks: ['S5', 'S7'],
    subject: row(words, () => (sentence) => ({
      sentence,
      shuffled: [...sentence].sort(() => Math.random() - 0.5).join(' '),
    })),
  },
  {
    name: 'cases to train, in an order of chance',
    source: 'https://github.com/Dave2ooo/F2LTrainer-Legacy/pull/100',
    breaks: ['S5', 'S7'],
    subject: rows(fc.record({ case: count }), () => (cases) => {
      const order = cases.map((_, i) => i).sort(() => Math.random() - 0.5)
      return order.map((i) => cases[i])
    }),
  },
  {
    name: 'a shuffle in place',
    source: 'https://github.com/AlexNisnevich/untrusted/issues/240',
    breaks: ['S1', 'S5', 'S7'],
    subject: rows(amount, () => (all) => all.sort(() => 0.5 - Math.random())),
  },
  {
    name: 'shuffled over and over again',
    source: 'https://github.com/chrisparsons83/FFDiscordBot/pull/96',
    breaks: ['S5', 'S7'],
    subject: rows(word, () => (players) => {
      let order = players
      for (let round = 0; round < 3; round++) order = order.toSorted(() => Math.random() - 0.5)
      return order
    }),
  },
  {
    name: 'a hash of chance marks each element',
    source: 'https://github.com/sveltejs/svelte/issues/7517',
    breaks: ['S5', 'S7'],
    subject: row(Item, () => (item) => ({ ...item, key: Math.random().toString(36).slice(2) })),
  },
  {
    name: 'a new identifier for each comment',
    source: 'https://github.com/cedar-policy/cedar-spec/issues/354',
    breaks: ['S5', 'S7'],
    subject: row(
      fc.record({ comment: word }),
      () =>
        ({ comment }) =>
          `/* ${comment} ${randomUUID()} */`,
    ),
  },
  {
    name: 'identifiers of chance in what is replicated',
    source: 'https://github.com/svix/diom/issues/738',
    breaks: ['S5', 'S7'],
    subject: row(fc.record({ topic: word, at: count }), () => ({ topic, at }) => ({
      topic,
      id: `${at}-${randomBytes(8).toString('hex')}`,
    })),
  },
  {
    name: 'a short identifier from the global generator',
    source: 'https://github.com/cedar-policy/cedar-spec/issues/259',
    breaks: ['S5', 'S7'],
    subject: row(word, () => (name) => [name, ...globalThis.crypto.getRandomValues(new Uint8Array(6))].join('-')),
  },
  {
    name: 'a persisted row gets an identifier that a replay does not',
    source: 'https://github.com/corda/corda-runtime-os/pull/5934',
    breaks: ['S5', 'S7'],
    subject: rows(Item, () => (items) => items.map(({ name }) => ({ id: globalThis.crypto.randomUUID(), name }))),
  },
]
