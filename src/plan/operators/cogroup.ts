import type { List } from 'immutable'
import { type Lambda, lambda } from '../../lambda/lambda.ts'
import { type Bag, dataset, planOf } from '../dataset.ts'
import type { JoinOn } from './join.ts'

/**
 * The rows of two datasets that have one key, side by side.
 *
 * @example
 * const text = ({ key, left, right }: F.Cogroup<string, number, number>) => `${key}: ${left.size} and ${right.size}`
 * const pairs = F.rows([['a', 1], ['a', 2]] as const)
 * const sizes = F.cogroup(F.rows(['b']), { left: ([k]: readonly [string, number]) => k, right: (k) => k })
 * await F.toList(F.pipe(pairs, sizes, F.map(({ key, left, right }) => [key, left.size, right.size]))) // List [ [ 'a', 2, 0 ], [ 'b', 0, 1 ] ]
 */
export interface Cogroup<K, A, B> {
  readonly key: K
  readonly left: List<A>
  readonly right: List<B>
}

/**
 * One row for each key of either side: the key, and the rows of both sides that have it, of which one may have none.
 * The rows of a key stand in the order of their dataset, or, if that is a bag, in canonical order. Keys are equal as
 * values. A key that is null or undefined, or an array or object with such a part, equals none of the other side, as in
 * `join`: its rows are a group of their own side. So every join is a `flatMap` of this. The result is a bag. Parameters
 * of both key functions may be given as the last argument. Memory: the rows of both sides.
 *
 * @example
 * const orders = F.rows([{ by: 'Ada', euros: 5 }, { by: 'Ada', euros: 3 }])
 * const refunds = F.rows([{ to: 'Ada', euros: 3 }])
 * const balance = F.pipe(
 *   orders,
 *   F.cogroup(refunds, { left: (order) => order.by, right: (refund) => refund.to }),
 *   F.map(({ key, left, right }) => `${key}: ${left.size} orders, ${right.size} refunds`),
 * )
 * await F.toList(balance) // List [ 'Ada: 2 orders, 1 refunds' ]
 */
export function cogroup<A, B, K>(
  other: Bag<B>,
  on: Omit<JoinOn<A, B, K>, 'how'>,
): (rows: Bag<A>) => Bag<Cogroup<K, A, B>>
export function cogroup<A, B, K, P>(
  other: Bag<B>,
  on: Omit<JoinOn<A, B, K, never, P>, 'how'>,
  params: P,
): (rows: Bag<A>) => Bag<Cogroup<K, A, B>>
export function cogroup<A, B, K, P>(
  other: Bag<B>,
  on: Omit<JoinOn<A, B, K, never, P>, 'how'>,
  ...params: readonly [] | readonly [P]
) {
  const left = lambda('cogroup', on.left, ...params) as Lambda<unknown>
  const right = lambda('cogroup', on.right, ...params) as Lambda<unknown>
  return (rows: Bag<A>): Bag<Cogroup<K, A, B>> =>
    dataset({ kind: 'cogroup', inputs: [planOf(rows), planOf(other)], left, right })
}
