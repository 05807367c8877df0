/** Functions whose answer depends on where batches are cut, on rows of other groups, or on being applied once only. */
import * as fc from 'fast-check'
import { type Entry, row, rows } from './entry.ts'
import { amount, count, Item, measure, word } from './values.ts'

const elementwise = { declared: ['elementwise'] } as const
const idempotent = { declared: ['idempotent'] } as const
const byId = { key: ({ id }: { readonly id: number }) => id } as const

const html = fc.oneof(fc.constantFrom('a&b', '->', '&amp;', '<b>'), word)

export const batches: readonly Entry[] = [
  {
    name: 'a batch is sorted',
    source: 'https://github.com/pola-rs/polars/pull/13181',
    breaks: ['S14'],
    subject: rows(amount, () => (batch) => batch.toSorted((a, b) => a - b), elementwise),
  },
  {
    name: 'rows are numbered from the beginning of their chunk',
    source: 'https://github.com/spiceai/spiceai/issues/11271',
    breaks: ['S14'],
    subject: rows(Item, () => (chunk) => chunk.map(({ name }, i) => ({ offset: i, name })), elementwise),
  },
  {
    name: 'a share of the whole, which is the batch',
    source: 'https://github.com/Effect-TS/effect/issues/6039',
    breaks: ['S14'],
    subject: rows(
      count,
      () => (chunk) => {
        const total = chunk.reduce((sum, n) => sum + n + 1, 0)
        return chunk.map((n) => (n + 1) / total)
      },
      elementwise,
    ),
  },
  {
    name: 'what is equal to the row before is dropped, but not over the cut',
    source: 'https://github.com/Effect-TS/effect/issues/7797',
    breaks: ['S14'],
    subject: rows(fc.nat(2), () => (chunk) => chunk.filter((n, i) => n !== chunk[i - 1]), elementwise),
  },
  {
    name: 'batches of a size that is not kept',
    source: 'https://github.com/huggingface/datasets/pull/5115',
    breaks: ['S14'],
    subject: rows(
      amount,
      () => (all) => all.flatMap((_, i) => (i % 2 === 0 ? [all.slice(i, i + 2)] : [])),
      elementwise,
    ),
  },
  {
    name: 'duplicate keys of a batch are fetched once',
    source: 'https://github.com/graphql/dataloader/issues/34',
    breaks: ['S14'],
    subject: rows(count, () => (keys) => [...new Set(keys)].map((key) => ({ key })), elementwise),
  },
  {
    name: 'a batch that the size does not divide is refused',
    source: 'https://github.com/apache/datafusion/issues/18822',
    breaks: ['S14'],
    subject: rows(
      amount,
      () => (batch) => {
        if (batch.length > 2 && batch.length % 2 === 1) throw new Error('Arguments has mixed length')
        return batch.map((n) => n + 1)
      },
      elementwise,
    ),
  },
  {
    name: 'a batch is scaled by its greatest',
    source: 'https://github.com/pola-rs/polars/pull/13181',
    breaks: ['S14'],
    subject: rows(count, () => (batch) => batch.map((n) => n / Math.max(1, ...batch)), elementwise),
  },
  {
    name: 'groups share the list that they begin with',
    source: 'https://github.com/lodash/lodash/issues/1202',
    breaks: ['S17'],
    subject: rows(
      Item,
      () => (items) => {
        const buckets: string[][] = new Array(10).fill([])
        for (const { id, name } of items) buckets[id]?.push(name)
        return [...new Set(items.map(({ id }) => id))].map((id) => ({ id, n: buckets[id]?.length ?? 0 }))
      },
      byId,
    ),
  },
  {
    name: 'one filled array for all sensors',
    source: 'https://github.com/mdn/content/issues/40844',
    breaks: ['S17'],
    subject: rows(
      fc.record({ id: fc.nat(2), value: amount }),
      () => (all) => {
        const found = Array(3).fill({ sum: 0 }) as { sum: number }[]
        for (const { id, value } of all) (found[id] as { sum: number }).sum += value + 1
        return all.map(({ id }) => ({ id, sum: found[id]?.sum }))
      },
      byId,
    ),
  },
  {
    name: 'the running number does not begin anew with the group',
    source: 'https://github.com/ClickHouse/ClickHouse/issues/105743',
    breaks: ['S17'],
    subject: rows(Item, () => (items) => items.map(({ id, name }, i) => ({ id, name, n: i + 1 })), byId),
  },
  {
    name: 'the last rate is carried on into the next group',
    source: 'https://github.com/pandas-dev/pandas/pull/21235',
    breaks: ['S17'],
    subject: rows(
      fc.record({ id: fc.nat(2), rate: fc.option(count) }),
      () => (all) => {
        let last: number | null = null
        return all.map(({ id, rate }) => {
          last = rate ?? last
          return { id, rate: last }
        })
      },
      byId,
    ),
  },
  {
    name: 'an escaped text is escaped again',
    source: 'https://github.com/express-validator/express-validator/issues/554',
    breaks: ['S13'],
    subject: row(html, () => (text) => text.replaceAll('&', '&amp;').replaceAll('>', '&gt;'), idempotent),
  },
  {
    name: 'an ampersand of an entity is escaped',
    source: 'https://github.com/artasparks/glift/issues/126',
    breaks: ['S13'],
    subject: row(html, () => (text) => text.replace(/[&<]/g, (c) => (c === '&' ? '&amp;' : '&lt;')), idempotent),
  },
  {
    name: 'a template escapes what comes from the store, and goes back there',
    source: 'https://github.com/janl/mustache.js/pull/531',
    breaks: ['S13'],
    subject: rows(
      fc.record({ title: html }),
      () => (posts) => posts.map(({ title }) => ({ title: title.replace(/&/g, '&amp;') })),
      idempotent,
    ),
  },
  {
    name: 'titles are escaped twice on the way to the page',
    source: 'https://github.com/sebastienrousseau/static-site-generator/issues/589',
    breaks: ['S13'],
    subject: row(
      fc.record({ title: html }),
      () =>
        ({ title }) => ({ title: title.split('&').join('&amp;') }),
      idempotent,
    ),
  },
  {
    name: 'measures are normalised, again and again',
    source: 'https://github.com/ScrollPrize/villa/pull/1446',
    breaks: ['S13'],
    subject: rows(
      measure,
      () => (all) => {
        const mean = all.reduce((sum, n) => sum + n, 0) / all.length
        return all.map((n) => n / 2 - mean)
      },
      idempotent,
    ),
  },
]
