/** Functions of rows that keep what is declared of them, although they look as if they did not. */
import * as fc from 'fast-check'
import { type Entry, row, rows } from './entry.ts'
import { amount, count, Item, word, words } from './values.ts'

const lawful = (name: string, source: string, subject: Entry['subject']): Entry => ({
  name,
  source: `look-alike of ${source}`,
  breaks: [],
  subject,
})

const any = { declared: ['orderFree'] } as const
const equivariant = { declared: ['equivariant'] } as const
const elementwise = { declared: ['elementwise', 'equivariant'] } as const
const idempotent = { declared: ['idempotent'] } as const
const byId = { key: ({ id }: { readonly id: number }) => id } as const

const textOf = ({ id, name, tags, price, size }: Item): string =>
  JSON.stringify([id, name, tags, price, size.width, size.height])
const byText = (a: Item, b: Item): number => (textOf(a) < textOf(b) ? -1 : textOf(a) > textOf(b) ? 1 : 0)

export const lawfulOrder: readonly Entry[] = [
  lawful(
    'a sum of whole numbers',
    'numpy#7368',
    rows(amount, () => (all) => all.reduce((sum, n) => sum + n, 0), any),
  ),
  lawful(
    'a sum of hundredths as whole numbers',
    'ClickHouse#1678',
    rows(fc.nat(100_000), () => (all) => all.reduce((sum, n) => sum + n, 0) / 100, any),
  ),
  lawful(
    'floats are sorted before they are summed',
    'numpy#7368',
    rows(
      fc.double({ noNaN: true, min: -1e6, max: 1e6 }),
      () => (all) => all.toSorted((a, b) => a - b).reduce((sum, n) => sum + n, 0),
      any,
    ),
  ),
  lawful(
    'a number of rows',
    'datafusion#1462',
    rows(Item, () => (all) => all.length, any),
  ),
  lawful(
    'the greatest',
    'presto#21877',
    rows(amount, () => (all) => all.reduce((most, n) => Math.max(most, n), Number.NEGATIVE_INFINITY), any),
  ),
  lawful(
    'the greatest of some that are NaN',
    'ClickHouse#79776',
    rows(fc.oneof(amount, fc.constant(Number.NaN)), () => (all) => Math.max(...all), any),
  ),
  lawful(
    'first by the whole row',
    'timescaledb#1620',
    rows(Item, () => (all) => all.toSorted(byText)[0] ?? null, any),
  ),
  lawful(
    'sorted, ties broken by the whole row',
    'datafusion#11264',
    rows(Item, () => (all) => [...all].sort((a, b) => a.id - b.id || byText(a, b)), any),
  ),
  lawful(
    'sorted numbers have no ties to break',
    'datafusion#11264',
    rows(amount, () => (all) => [...all].sort((a, b) => a - b), any),
  ),
  lawful(
    'sorted texts',
    'meson#951',
    rows(word, () => (all) => all.toSorted(), any),
  ),
  lawful(
    'distinct, then sorted',
    'MonetDB#6333',
    rows(count, () => (all) => [...new Set(all)].sort((a, b) => a - b), any),
  ),
  lawful(
    'counts by key',
    'ramda#2754',
    rows(
      Item,
      () => (all) => {
        const counts: Record<number, number> = {}
        for (const { id } of all) counts[id] = (counts[id] ?? 0) + 1
        return counts
      },
      any,
    ),
  ),
  lawful(
    'all and any',
    'duckdb#7541',
    rows(amount, () => (all) => [all.every((n) => n > 0), all.some((n) => n > 0)], any),
  ),
  lawful(
    'a sum of hashes',
    'gulp-rev-all#155',
    rows(word, () => (all) => all.reduce((sum, text) => (sum + text.length * 31) >>> 0, 0), any),
  ),
  lawful(
    'exclusive or of numbers',
    'Nim#4009',
    rows(count, () => (all) => all.reduce((x, n) => x ^ n, 0), any),
  ),
  lawful(
    'a median',
    'duckdb#4270',
    rows(amount, () => (all) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? null, any),
  ),
  lawful(
    'ranks with ties',
    'sql-docs#4128',
    rows(amount, () => (all) => all.map((n) => all.filter((m) => m > n).length + 1), equivariant),
  ),
  lawful(
    'shares of a sum of whole numbers',
    'effect#6039',
    rows(
      count,
      () => (all) => {
        const total = all.reduce((sum, n) => sum + n, 1)
        return all.map((n) => n / total)
      },
      equivariant,
    ),
  ),
  lawful(
    'found by a map, in the order of the keys',
    'dataloader#37',
    rows(
      count,
      () => (keys) => {
        const found = new Map(keys.toSorted((a, b) => a - b).map((key) => [key, { key }]))
        return keys.map((key) => found.get(key))
      },
      equivariant,
    ),
  ),
  lawful(
    'a filter',
    'polars#13181',
    rows(Item, () => (all) => all.filter(({ price }) => price > 0), { declared: ['elementwise', 'idempotent'] }),
  ),
  lawful(
    'a map',
    'spiceai#11271',
    rows(Item, () => (all) => all.map(({ name }) => name.length), elementwise),
  ),
  lawful(
    'a flat map',
    'datasets#5115',
    rows(words, () => (all) => all.flat(), { declared: ['elementwise'] }),
  ),
  lawful(
    'a loop that pushes',
    'effect#7797',
    rows(
      amount,
      () => (all) => {
        const out: number[] = []
        for (const n of all) if (n % 2 === 0) out.push(n / 2)
        return out
      },
      { declared: ['elementwise'] },
    ),
  ),
  lawful(
    'lookups by batch',
    'dataloader#34',
    rows(
      count,
      () => {
        const names = Array.from({ length: 10 }, (_, i) => `n${i}`)
        return (keys) => {
          const wanted = new Set(keys)
          const found = new Map([...wanted].map((key) => [key, names[key]]))
          return keys.map((key) => found.get(key) ?? null)
        }
      },
      elementwise,
    ),
  ),
  lawful(
    'numbers within each group',
    'ClickHouse#105743',
    rows(
      Item,
      () => (all) => {
        const next = new Map<number, number>()
        return all.map(({ id, name }) => {
          const n = (next.get(id) ?? 0) + 1
          next.set(id, n)
          return { id, name, n }
        })
      },
      byId,
    ),
  ),
  lawful(
    'the row before in its group',
    'gpdb#4209',
    rows(
      Item,
      () => (all) => {
        const last = new Map<number, string>()
        return all.map(({ id, name }) => {
          const before = last.get(id) ?? null
          last.set(id, name)
          return { id, name, before }
        })
      },
      byId,
    ),
  ),
  lawful(
    'a mean of each group',
    'femr#51',
    rows(
      Item,
      () => (all) =>
        all.map(({ id, price }) => {
          const group = all.filter((one) => one.id === id)
          return { id, isDear: price * group.length > group.reduce((sum, one) => sum + one.price, 0) }
        }),
      byId,
    ),
  ),
  lawful(
    'trimmed texts',
    'glift#126',
    row(word, () => (text) => text.trim(), idempotent),
  ),
  lawful(
    'lower case of ASCII',
    'airbnb#719',
    row(fc.string({ unit: 'grapheme-ascii', maxLength: 4 }), () => (text) => text.toLowerCase(), idempotent),
  ),
  lawful(
    'an entity is left alone',
    'Template2#169',
    row(
      fc.oneof(fc.constantFrom('a&b', '&amp;', '->'), word),
      () => (text) => text.replace(/&(?![a-z]+;)/g, '&amp;').replaceAll('>', '&gt;'),
      idempotent,
    ),
  ),
  lawful(
    'clamped to a range',
    'mljs/array#15',
    row(amount, () => (n) => Math.min(100, Math.max(0, n)), idempotent),
  ),
  lawful(
    'sorted once is sorted',
    'freezer#104',
    rows(amount, () => (all) => all.toSorted((a, b) => a - b), idempotent),
  ),
  lawful(
    'distinct once is distinct',
    'dataloader#34',
    rows(count, () => (all) => [...new Set(all)], idempotent),
  ),
  lawful(
    'the absolute value',
    'GraphQLSwift#18',
    row(amount, () => Math.abs as (n: number) => number, idempotent),
  ),
  lawful(
    'only what is declared is read',
    'redux#3718',
    row(
      Item,
      () =>
        ({ id, price }) =>
          id + price,
      { reads: ['id', 'price'] },
    ),
  ),
  lawful(
    'a field is looked at and thrown away',
    'elastic-composer#155',
    row(
      Item,
      () =>
        ({ id, name }) =>
          name.length >= 0 ? id : -1,
      {
        reads: ['id'],
      },
    ),
  ),
]
