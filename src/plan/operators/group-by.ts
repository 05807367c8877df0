import { lambda } from '../../lambda/lambda.ts'
import { type Bag, type Dataset, dataset, planOf } from '../dataset.ts'
import { type AggregatesOf, type InputOrder, namedAggregates, type ResultOf } from '../named-aggregates.ts'
import { type KeyOf, type KeysOf, type KeysWith, type NamesOf, namedKeys, type Unless } from '../named-keys.ts'
import type { NamedKey } from '../node.ts'

/**
 * A group: its key, and its aggregates by name.
 *
 * @example
 * const text = ({ key, n }: F.Group<string, { n: A.Aggregate<unknown, number> }>) => `${n} × ${key}`
 * await F.toList(F.pipe(F.rows(['a', 'b', 'a']), F.groupBy((w) => w, { n: A.count() }), F.map(text))) // List [ '1 × b', '2 × a' ]
 */
export type Group<K, G> = { readonly [N in 'key' | keyof G]: N extends keyof G ? ResultOf<G[N]> : K }

/**
 * A group by several keys: these, and its aggregates, each under its name.
 *
 * @example
 * type Sale = { readonly shop: string; readonly year: number }
 * type Shop = F.NamedGroup<{ shop: (sale: Sale) => string; year: (sale: Sale) => number }, { n: A.Aggregate<Sale, number> }>
 * const text = ({ shop, year, n }: Shop) => `${shop} ${year}: ${n}`
 * text({ shop: 'Ulm', year: 2024, n: 3 }) // 'Ulm 2024: 3'
 */
export type NamedGroup<Ks, G> = {
  readonly [N in keyof Ks | keyof G]: N extends keyof G ? ResultOf<G[N]> : N extends keyof Ks ? KeyOf<Ks[N]> : never
}

/**
 * One row for each key: the key, and any number of aggregates over the rows that have it, in one pass. Several keys are
 * given by name, and have these names in the row. Keys are equal as values (`{ a: 1 }` equals `{ a: 1 }`); null is a key
 * like any other; of `-0` and `0` the key is `0`. Aggregates that need an order (`first`, `last`, `toList`) need a
 * sequence. The groups are a bag. Parameters of the keys may be given as the last argument. Memory: one state for each
 * key.
 *
 * @throws FloeError InvalidArgument for no key, and for an aggregate that has the name of a key
 * @example
 * const sales = F.rows([{ shop: 'a', sum: 1 }, { shop: 'b', sum: 2 }, { shop: 'a', sum: 3 }])
 * const shops = F.pipe(sales, F.groupBy((s) => s.shop, { n: A.count(), total: A.sum((s) => s.sum) }))
 * await F.toList(shops) // List [ { key: 'a', n: 2, total: 4 }, { key: 'b', n: 1, total: 2 } ]
 * const sizes = F.pipe(sales, F.groupBy({ shop: (s) => s.shop, big: (s) => s.sum > 1 }, { n: A.count() }))
 * await F.toList(sizes)
 * // List [ { shop: 'a', big: false, n: 1 }, { shop: 'a', big: true, n: 1 }, { shop: 'b', big: true, n: 1 } ]
 * const bigger = F.pipe(sales, F.groupBy((s, p) => s.sum > p.big, { n: A.count() }, { big: 1 }))
 * await F.toList(bigger) // List [ { key: false, n: 1 }, { key: true, n: 2 } ]
 */
export function groupBy<A, K, const G extends AggregatesOf<A> & { readonly key?: never }>(
  key: (row: A) => K,
  aggregates: G,
): (rows: Dataset<A, InputOrder<G>>) => Bag<Group<K, G>>
export function groupBy<A, const Ks extends KeysOf<A>, const G extends AggregatesOf<A>>(
  keys: Ks,
  aggregates: G,
): (rows: Unless<NamesOf<Ks> & NamesOf<G>, Dataset<A, InputOrder<G>>>) => Bag<NamedGroup<Ks, G>>
export function groupBy<A, K, const G extends AggregatesOf<A> & { readonly key?: never }, P>(
  key: (row: A, params: P) => K,
  aggregates: G,
  params: P,
): (rows: Dataset<A, InputOrder<G>>) => Bag<Group<K, G>>
export function groupBy<A, const Ks extends KeysWith<A, P>, const G extends AggregatesOf<A>, P>(
  keys: Ks,
  aggregates: G,
  params: P,
): (rows: Unless<NamesOf<Ks> & NamesOf<G>, Dataset<A, InputOrder<G>>>) => Bag<NamedGroup<Ks, G>>
export function groupBy(
  given: unknown,
  aggregates: Readonly<Record<string, unknown>>,
  ...params: readonly [] | readonly [unknown]
): unknown {
  const keys: readonly NamedKey[] =
    typeof given === 'object' && given !== null && !Array.isArray(given)
      ? namedKeys('groupBy', given as Readonly<Record<string, unknown>>, params)
      : Object.freeze([Object.freeze({ name: 'key', lambda: lambda('groupBy', given as () => unknown, ...params) })])
  const named = namedAggregates(
    'groupBy',
    aggregates,
    keys.map(({ name }) => name),
  )
  return (rows: Bag<unknown>) => dataset({ kind: 'groupBy', inputs: [planOf(rows)], keys, aggregates: named })
}
