import type { Order } from '../../data/order.ts'
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import { type Lambda, lambda } from '../../lambda/lambda.ts'
import { type Dataset, dataset, planOf } from '../dataset.ts'
import { namedWindows, type ValueOf, type WindowOrder, type WindowsOf } from '../named-windows.ts'
import type { NamedWindows, SortKey } from '../node.ts'
import { type Key, sortKeyOf } from './sort-by.ts'

type OneKey<A> = Key<A> | ((row: A) => unknown)
interface OrderBy<A> {
  readonly orderBy?: OneKey<A> | readonly OneKey<A>[]
}

/**
 * What `over` looks at together, and in which order: `by` gives the key of a row's partition (without it all rows are
 * one), `orderBy` one key or several, as `sortBy` takes them.
 *
 * @example
 * const byShop: F.OverBy<{ shop: string; day: number }> = { by: (s) => s.shop, orderBy: (s) => s.day }
 * const sales = F.rows([{ shop: 'a', day: 2 }, { shop: 'b', day: 7 }, { shop: 'a', day: 1 }])
 * await F.toList(F.pipe(sales, F.over(byShop, { n: W.rowNumber() }), F.map((s) => s.n))) // List [ 2, 1, 1 ]
 */
export interface OverBy<A> extends OrderBy<A> {
  readonly by?: (row: A) => unknown
}
interface OverByWith<A, P> extends OrderBy<A> {
  readonly by?: (row: A, params: P) => unknown
}

/**
 * A row of `over`: the row's own fields, and the window functions by name. A field of the same name is replaced.
 *
 * @example
 * const text = ({ who, rank }: F.Over<{ readonly who: string }, { rank: W.Window<unknown, number> }>) => `${rank}. ${who}`
 * const names = F.rows([{ who: 'Bo' }, { who: 'Al' }])
 * await F.toList(F.pipe(names, F.over({ orderBy: (r) => r.who }, { rank: W.rank() }), F.map(text))) // List [ '2. Bo', '1. Al' ]
 */
export type Over<A, G> = A extends unknown
  ? { [N in keyof A as Exclude<N, keyof G>]: A[N] } & { readonly [N in keyof G]: ValueOf<G[N]> } extends infer R
    ? { [N in keyof R]: R[N] }
    : never
  : never

/** Rows that have fields: no arrays, texts, Maps or Sets, which are iterable. */
type Fields = object & { readonly [Symbol.iterator]?: never }

/** The order that the rows must have, if `orderBy` does not give one. */
type NeededOrder<S, G> = S extends { readonly orderBy: object } ? Order : WindowOrder<G>

const keysOf = (orderBy: OrderBy<never>['orderBy']): readonly SortKey[] => {
  const keys = orderBy === undefined ? [] : Array.isArray(orderBy) ? orderBy : [orderBy]
  if (Array.isArray(orderBy) && keys.length === 0)
    throw new FloeError('InvalidArgument', {
      message: 'over was given an orderBy without a key',
      hint: 'orderBy: (row) => row.day, or leave it out: a sequence has an order',
    })
  return Object.freeze(keys.map((key) => sortKeyOf('over', key)))
}

/** Ranges are measured along one key. */
const checkRanges = (windows: NamedWindows, keys: readonly SortKey[]): void => {
  const [range] = windows.filter(([, { looksAt }]) => looksAt.kind === 'frame' && looksAt.frame.unit === 'range')
  if (range !== undefined && keys.length !== 1)
    throw new FloeError('InvalidArgument', {
      message: `over was given a range as ${range[0]}, which is measured along one order key, and ${keys.length || 'no'} keys`,
      hint: 'give one: orderBy: (row) => row.day; or count rows: { rows: 7 }',
    })
}

const checkNames = (given: object): void => {
  const unknown = Object.keys(given).find((name) => name !== 'by' && name !== 'orderBy')
  if (unknown !== undefined)
    throw new FloeError('InvalidArgument', {
      message: `over was given ${printValue(unknown)}, and takes by and orderBy`,
      hint: 'over({ by: (row) => row.city, orderBy: (row) => row.day }, { n: W.rowNumber() })',
    })
}

/**
 * Adds fields to each row by looking at the rows around it: window functions of `floe/window`. `by` cuts the rows into
 * partitions (null is a key like any other), `orderBy` puts each in order; a sequence has one already. Rows come out as
 * many and in the order they came in: what is a sequence stays one. A field of the same name is replaced, as an object
 * spread does.
 *
 * Rows with equal order keys are peers and have the same rank; else they stand in their order in a sequence, and in a bag
 * in the canonical order of whole rows, so that the answer is the same everywhere. In a bag without `orderBy` there are
 * only the functions that need no order: `whole`. Parameters of `by` may be given as the last argument.
 *
 * A row on which a function fails, or which is no plain object, takes no part in the others. It looks at all rows before
 * the first comes out. Memory: all rows, and what is added. Time: n log n, and for `rolling` the length of the frame for
 * each row.
 *
 * @throws FloeError InvalidArgument for a range without one order key, and for an order-needing function on a bag
 * without `orderBy`
 * @example
 * const sales = F.rows([{ shop: 'a', day: 1, sum: 4 }, { shop: 'b', day: 1, sum: 5 }, { shop: 'a', day: 2, sum: 6 }])
 * const grown = F.pipe(
 *   sales,
 *   F.over({ by: (s) => s.shop, orderBy: (s) => s.day }, {
 *     total: W.running(A.sum((s) => s.sum)),
 *     previous: W.lag((s) => s.sum),
 *   }),
 * )
 * await F.toList(F.pipe(grown, F.map((s) => [s.shop, s.total, s.previous])))
 * // List [ [ 'a', 4, undefined ], [ 'b', 5, undefined ], [ 'a', 10, 4 ] ]
 */
export function over<A extends Fields, const S extends OverBy<A>, const G extends WindowsOf<A>>(
  by: S,
  windows: G,
): <O extends NeededOrder<S, G>>(rows: Dataset<A, O>) => Dataset<Over<A, G>, O>
// The same once more, for where no rows are known yet: then they are read from annotated functions. It comes second, since
// in a pipe a function that reads less of a row would narrow the rows that come out.
export function over<A extends Fields, const S extends OverBy<A>, const G extends WindowsOf<A>>(
  by: S & OverBy<A>,
  windows: G & WindowsOf<A>,
): <O extends NeededOrder<S, G>>(rows: Dataset<A, O>) => Dataset<Over<A, G>, O>
export function over<A extends Fields, P, const S extends OverByWith<A, P>, const G extends WindowsOf<A>>(
  by: S,
  windows: G,
  params: P,
): <O extends NeededOrder<S, G>>(rows: Dataset<A, O>) => Dataset<Over<A, G>, O>
export function over<A>(
  given: OverByWith<A, never>,
  windows: WindowsOf<A>,
  ...params: readonly [] | readonly [unknown]
) {
  checkNames(given)
  const by =
    given.by && (lambda('over', given.by as (row: A, params: unknown) => unknown, ...params) as Lambda<unknown>)
  const keys = keysOf(given.orderBy as OrderBy<never>['orderBy'])
  const named = namedWindows(windows)
  checkRanges(named, keys)
  return <O extends Order>(rows: Dataset<A, O>): Dataset<Over<A, WindowsOf<A>>, O> =>
    dataset({ kind: 'over', inputs: [planOf(rows)], by, keys, windows: named })
}
