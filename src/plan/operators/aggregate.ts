import { type Dataset, dataset, planOf, type Sequence } from '../dataset.ts'
import { type AggregatesOf, type InputOrder, namedAggregates, type ResultOf } from '../named-aggregates.ts'

/**
 * The one row that `aggregate` gives: results by name.
 *
 * @example
 * const text = ({ n }: F.Totals<{ n: A.Aggregate<unknown, number> }>) => `${n} rows`
 * await F.toList(F.pipe(F.rows(['a', 'b']), F.aggregate({ n: A.count() }), F.map(text))) // List [ '2 rows' ]
 */
export type Totals<G> = { readonly [N in keyof G]: ResultOf<G[N]> }

/**
 * One row with any number of aggregates over all rows, in one pass; also when there are no rows. Aggregates that need
 * an order (`first`, `last`, `toList`) need a sequence. Memory: one state.
 *
 * @example
 * await F.toList(F.pipe(F.rows([1, 2, 3]), F.aggregate({ n: A.count(), mean: A.mean((n) => n) }))) // List [ { n: 3, mean: 2 } ]
 */
export const aggregate = <A, const G extends AggregatesOf<A>>(aggregates: G) => {
  const named = namedAggregates('aggregate', aggregates)
  return (rows: Dataset<A, InputOrder<G>>): Sequence<Totals<G>> =>
    dataset({ kind: 'aggregate', inputs: [planOf(rows)], aggregates: named })
}
