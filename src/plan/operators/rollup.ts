import { FloeError } from '../../error/floe-error.ts'
import { type Bag, type Dataset, dataset, planOf } from '../dataset.ts'
import { type AggregatesOf, type InputOrder, namedAggregates, type ResultOf } from '../named-aggregates.ts'
import { type KeyOf, type KeysOf, type KeysWith, type NamesOf, namedKeys, type Unless } from '../named-keys.ts'

/**
 * A group of `rollup`: its keys, of which those after the first `level` are null; how many there are; its aggregates.
 *
 * @example
 * type City = { readonly state: string; readonly name: string }
 * type Cities = F.RolledUp<{ state: (city: City) => string; name: (city: City) => string }, { n: A.Aggregate<City, number> }>
 * const text = ({ state, name, level, n }: Cities) => `${[state, name].slice(0, level).join(', ')}: ${n}`
 * text({ state: 'BW', name: null, level: 1, n: 3 }) // 'BW: 3'
 */
export type RolledUp<Ks, G> = {
  readonly [N in keyof Ks | 'level' | keyof G]: N extends keyof G
    ? ResultOf<G[N]>
    : N extends keyof Ks
      ? KeyOf<Ks[N]> | null
      : number
}

type Input<A, Ks, G> = Unless<
  (NamesOf<Ks> & (NamesOf<G> | 'level')) | (NamesOf<G> & 'level'),
  Dataset<A, InputOrder<G>>
>

/**
 * Totals of totals, in one pass: a row for each group by all keys, by all but the last, and so on, down to the one row of
 * all rows, which is there also when there are none (SQL's `ROLLUP`). Keys that a row is not grouped by are null in it.
 * Its `level` says how many keys it is grouped by: all of them in the finest groups, 0 in the grand total; so a key that
 * is null is told from one that was rolled up. Otherwise as `groupBy`: keys are equal as values, aggregates that need an
 * order need a sequence, the groups are a bag. Parameters of the keys may be given as the last argument. Memory: one
 * state for each group of each level.
 *
 * @throws FloeError InvalidArgument for no key, for one named `level`, for several of which one is named like a number
 * (JavaScript would put it first), and for an aggregate that has the name of a key or `level`
 * @example
 * const cities = F.rows([
 *   { state: 'BW', city: 'Ulm', people: 130 },
 *   { state: 'BW', city: 'Bonndorf', people: 7 },
 *   { state: 'SH', city: 'Kiel', people: 250 },
 * ])
 * const people = F.pipe(
 *   cities,
 *   F.rollup({ state: (c) => c.state, city: (c) => c.city }, { people: A.sum((c) => c.people) }),
 *   F.filter((row) => row.level < 2),
 *   F.map((row) => [row.state, row.people]),
 * )
 * await F.toList(people) // List [ [ null, 387 ], [ 'BW', 137 ], [ 'SH', 250 ] ]
 */
export function rollup<A, const Ks extends KeysOf<A>, const G extends AggregatesOf<A>>(
  keys: Ks,
  aggregates: G,
): (rows: Input<A, Ks, G>) => Bag<RolledUp<Ks, G>>
export function rollup<A, const Ks extends KeysWith<A, P>, const G extends AggregatesOf<A>, P>(
  keys: Ks,
  aggregates: G,
  params: P,
): (rows: Input<A, Ks, G>) => Bag<RolledUp<Ks, G>>
export function rollup(
  given: Readonly<Record<string, unknown>>,
  aggregates: Readonly<Record<string, unknown>>,
  ...params: readonly [] | readonly [unknown]
): unknown {
  const keys = namedKeys('rollup', given, params)
  const names = keys.map(({ name }) => name)
  for (const name of names) {
    if (name === 'level')
      throw new FloeError('InvalidArgument', {
        message: 'rollup was given a key named level, which is the name of how many keys a group has',
        hint: 'choose another name',
      })
    if (names.length > 1 && /^(0|[1-9]\d*)$/.test(name))
      throw new FloeError('InvalidArgument', {
        message: `rollup was given a key named ${name}, and JavaScript puts such a name first, wherever it was written`,
        hint: 'choose a name that is no number',
      })
  }
  const named = namedAggregates('rollup', aggregates, [...names, 'level'])
  return (rows: Bag<unknown>) => dataset({ kind: 'rollup', inputs: [planOf(rows)], keys, aggregates: named })
}
