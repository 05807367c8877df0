/** Functions whose answer depends on the order of the rows, and that were taken for ones where it does not. */
import * as fc from 'fast-check'
import { type Entry, rows } from './entry.ts'
import { amount, count, Event, Item, measure, word } from './values.ts'

/** What is promised where order means nothing. */
const any = { declared: ['orderFree'] } as const
const each = { declared: ['equivariant'] } as const

const withNaN = fc.oneof(amount, fc.constant(Number.NaN))

export const order: readonly Entry[] = [
  {
    name: 'the first of each group',
    source: 'https://github.com/timescale/timescaledb/issues/1620',
    breaks: ['S16'],
    subject: rows(
      Item,
      () => (items) => {
        const first: Record<number, string> = {}
        for (const { id, name } of items) first[id] ??= name
        return first
      },
      any,
    ),
  },
  {
    name: 'the last price wins',
    source: 'https://github.com/duckdb/duckdb/issues/9731',
    breaks: ['S16'],
    subject: rows(Item, () => (items) => Object.fromEntries(items.map(({ id, price }) => [id, price])), any),
  },
  {
    name: 'the last value of a group that nobody ordered',
    source: 'https://github.com/apache/datafusion/issues/15676',
    breaks: ['S16'],
    subject: rows(fc.record({ key: count, value: amount }), () => (all) => all.at(-1)?.value ?? null, any),
  },
  {
    name: 'ties are kept as they came',
    source: 'https://github.com/apache/datafusion/issues/11264',
    breaks: ['S16'],
    subject: rows(Item, () => (items) => items.toSorted((a, b) => a.id - b.id), any),
  },
  {
    name: 'rows are numbered by a column that is not unique',
    source: 'https://github.com/questdb/questdb.io/pull/1104',
    breaks: ['S16'],
    subject: rows(
      Item,
      () => (items) =>
        items
          .toSorted((a, b) => a.id - b.id)
          .map(({ name }, i) => `${name}:${i + 1}`)
          .sort(),
      any,
    ),
  },
  {
    name: 'a running number over equal keys',
    source: 'https://github.com/pingcap/tidb/issues/24949',
    breaks: ['S16'],
    subject: rows(
      fc.record({ key: fc.nat(3), value: amount }),
      () => (all) => {
        const sorted = [...all].sort((a, b) => a.key - b.key)
        return sorted.map(({ value }, i) => value - (sorted[i - 1]?.value ?? 0))
      },
      any,
    ),
  },
  {
    name: 'a sum of floats',
    source: 'https://github.com/numpy/numpy/issues/7368',
    breaks: ['S16'],
    subject: rows(
      fc.double({ min: -1e7, max: 1e7, noNaN: true }),
      () => (all) => all.reduce((sum, n) => sum + n, 0),
      any,
    ),
  },
  {
    name: 'durations are divided before they are summed',
    source: 'https://github.com/ClickHouse/ClickHouse/issues/1678',
    breaks: ['S16'],
    subject: rows(
      fc.record({ ms: fc.nat(100_000) }),
      () => (all) => all.map(({ ms }) => ms / 1000).reduce((a, b) => a + b, 0),
      any,
    ),
  },
  {
    name: 'sums of groups of floats',
    source: 'https://github.com/NVIDIA/cudf/issues/3464',
    breaks: ['S16'],
    subject: rows(
      fc.record({ key: fc.nat(2), value: measure }),
      () => (all) => {
        const sums: Record<number, number> = {}
        for (const { key, value } of all) sums[key] = (sums[key] ?? 0) + value
        return sums
      },
      any,
    ),
  },
  {
    name: 'a sum of single precision',
    source: 'https://github.com/jackmott/LinqFaster/issues/17',
    breaks: ['S16'],
    subject: rows(measure, () => (all) => all.reduce((sum, n) => Math.fround(sum + Math.fround(n)), 0), any),
  },
  {
    name: 'an average, as it goes along',
    source: 'https://github.com/JuliaParallel/DistributedArrays.jl/issues/3',
    breaks: ['S16'],
    subject: rows(measure, () => (all) => all.reduce((mean, n, i) => mean + (n - mean) / (i + 1), 0), any),
  },
  {
    name: 'the greatest, where NaN came first',
    source: 'https://github.com/prestodb/presto/issues/21877',
    breaks: ['S16'],
    subject: rows(
      withNaN,
      () => (all) => (all.length === 0 ? null : all.reduce((most, n) => (n > most ? n : most))),
      any,
    ),
  },
  {
    name: 'the least, of which NaN is none or all',
    source: 'https://github.com/ClickHouse/ClickHouse/issues/79776',
    breaks: ['S16'],
    subject: rows(
      withNaN,
      () => (all) => {
        let least: number | undefined
        for (const n of all) if (least === undefined || n < least) least = n
        return least ?? null
      },
      any,
    ),
  },
  {
    name: 'a hash of dependencies as they were reported',
    source: 'https://github.com/smysnk/gulp-rev-all/issues/155',
    breaks: ['S16'],
    subject: rows(
      word,
      () => (hashes) =>
        hashes.reduce((hash, one) => (Math.imul(hash, 31) + one.length + (one.codePointAt(0) ?? 0)) | 0, 7),
      any,
    ),
  },
  {
    name: 'styles are written out as the files came',
    source: 'https://github.com/css-modules/css-modulesify/pull/118',
    breaks: ['S16'],
    subject: rows(fc.record({ file: word, css: word }), () => (files) => files.map(({ css }) => css).join('\n'), any),
  },
  {
    name: 'arguments of a linker, in the order of the directory',
    source: 'https://github.com/mesonbuild/meson/pull/951',
    breaks: ['S16'],
    subject: rows(word, () => (objects) => `ar csrD ${[...new Set(objects)].join(' ')}`, any),
  },
  {
    name: 'the best of equals is the one that came first',
    source: 'https://github.com/opensearch-project/sql/pull/5719',
    breaks: ['S16'],
    subject: rows(
      Item,
      () => (items) =>
        items.reduce<{ id: number; name: string } | null>(
          (best, { id, name }) => (best === null || id > best.id ? { id, name } : best),
          null,
        ),
      any,
    ),
  },
  {
    name: 'distinct rows by their key keep one of them',
    source: 'https://github.com/MonetDB/MonetDB/issues/6333',
    breaks: ['S16'],
    subject: rows(
      Item,
      () => (items) =>
        [...new Map(items.map((item) => [item.id, item])).values()]
          .sort((a, b) => a.id - b.id)
          .map(({ price }) => price),
      any,
    ),
  },
  {
    name: 'open and close of a day by first and last',
    source: 'https://github.com/duckdb/duckdb/issues/1954',
    breaks: ['S16'],
    subject: rows(Event, () => (events) => ({ open: events[0]?.id ?? null, close: events.at(-1)?.id ?? null }), any),
  },
  {
    name: 'a loader gives what the database found, in its order',
    source: 'https://github.com/graphql/dataloader/issues/37',
    breaks: ['S15'],
    subject: rows(
      fc.integer({ min: 0, max: 20 }),
      () => (keys) => keys.toSorted((a, b) => a - b).map((key) => ({ key })),
      each,
    ),
  },
  {
    name: 'users of a query, in the order of the query',
    source: 'https://github.com/graphql-python/graphene/pull/851',
    breaks: ['S15'],
    subject: rows(
      count,
      () => {
        const users = Array.from({ length: 10 }, (_, id) => ({ id, name: `u${id}` }))
        return (ids) => {
          const found = users.filter(({ id }) => ids.includes(id))
          return ids.map((_, i) => found[i] ?? null)
        }
      },
      each,
    ),
  },
  {
    name: 'what was found is given as it is, if there is enough of it',
    source: 'https://github.com/syrusakbary/promise/issues/39',
    breaks: ['S15'],
    subject: rows(
      count,
      () => {
        const users = Array.from({ length: 10 }, (_, id) => ({ id, name: `u${id}` }))
        return (ids) => {
          const found = users.filter(({ id }) => ids.includes(id))
          return found.length === ids.length ? found : ids.map((id) => users[id] ?? null)
        }
      },
      each,
    ),
  },
]
