import { type Lambda, lambda } from '../../lambda/lambda.ts'
import { type Bag, type Dataset, dataset, planOf } from '../dataset.ts'
import { type AggregatesOf, type InputOrder, namedAggregates, type ResultOf } from '../named-aggregates.ts'

/**
 * A group: its key, and its aggregates by name.
 *
 * @example
 * const text = ({ key, n }: F.Group<string, { n: A.Aggregate<unknown, number> }>) => `${n} × ${key}`
 * await F.toList(F.pipe(F.rows(['a', 'b', 'a']), F.groupBy((w) => w, { n: A.count() }), F.map(text))) // List [ '1 × b', '2 × a' ]
 */
export type Group<K, G> = { readonly [N in 'key' | keyof G]: N extends keyof G ? ResultOf<G[N]> : K }

type Groupable<A> = AggregatesOf<A> & { readonly key?: never }

/**
 * One row for each key: the key, and any number of aggregates over the rows that have it, in one pass. Keys are equal
 * as values (`{ a: 1 }` equals `{ a: 1 }`); null is a key like any other; of `-0` and `0` the key is `0`. Aggregates
 * that need an order (`first`, `last`, `toList`) need a sequence. The groups are a bag. Parameters of the key
 * may be given as the last argument. Memory: one state for each key.
 *
 * @example
 * const sales = F.rows([{ shop: 'a', sum: 1 }, { shop: 'b', sum: 2 }, { shop: 'a', sum: 3 }])
 * const shops = F.pipe(sales, F.groupBy((s) => s.shop, { n: A.count(), total: A.sum((s) => s.sum) }))
 * await F.toList(shops) // List [ { key: 'a', n: 2, total: 4 }, { key: 'b', n: 1, total: 2 } ]
 * const sizes = F.pipe(sales, F.groupBy((s, p) => s.sum > p.big, { n: A.count() }, { big: 1 }))
 * await F.toList(sizes) // List [ { key: false, n: 1 }, { key: true, n: 2 } ]
 */
export function groupBy<A, K, const G extends Groupable<A>>(
  key: (row: A) => K,
  aggregates: G,
): (rows: Dataset<A, InputOrder<G>>) => Bag<Group<K, G>>
export function groupBy<A, K, const G extends Groupable<A>, P>(
  key: (row: A, params: P) => K,
  aggregates: G,
  params: P,
): (rows: Dataset<A, InputOrder<G>>) => Bag<Group<K, G>>
export function groupBy<A, K, const G extends Groupable<A>, P>(
  key: (row: A, params: P) => K,
  aggregates: G,
  ...params: readonly [] | readonly [P]
) {
  const read = lambda('groupBy', key, ...params) as Lambda<unknown>
  const named = namedAggregates('groupBy', aggregates)
  return (rows: Dataset<A, InputOrder<G>>): Bag<Group<K, G>> =>
    dataset({ kind: 'groupBy', inputs: [planOf(rows)], lambda: read, aggregates: named })
}
