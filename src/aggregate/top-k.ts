import { List } from 'immutable'
import { compareCanonical } from '../data/canonical-order.ts'
import { lambda } from '../lambda/lambda.ts'
import { printLambda } from '../lambda/print-lambda.ts'
import type { Aggregate } from './aggregate.ts'
import { comparable } from './comparable.ts'
import { defineReading } from './define-reading.ts'
import { isMissing } from './is-missing.ts'
import { howMany, keepBest } from './keep-best.ts'

/**
 * The `k` greatest of the values that a function gives, greatest first: an Immutable `List`, of all values where there are no
 * more than `k`. By the canonical order, as `max`; equal values each count. Null and undefined are skipped; NaN is the
 * greatest number. Memory: `k` values.
 *
 * @throws FloeError InvalidArgument unless `k` is a whole number from 0
 * @throws FloeError NotARow while running, where the function gives what can be no row (a function, a class instance)
 * @example
 * A.fold(A.topK(2, (n: number | null) => n))([5, null, 1, 5, 1]) // List [ 5, 5 ]
 * A.fold(A.topK(1, (n: number, p) => n * p.by, { by: -1 }))([1, 2, 3]) // List [ -1 ]
 */
export function topK<A, B>(k: number, f: (row: A) => B): Aggregate<A, List<NonNullable<B>>>
export function topK<A, B, P>(k: number, f: (row: A, params: P) => B, params: P): Aggregate<A, List<NonNullable<B>>>
export function topK<A, B, P>(
  k: number,
  f: (row: A, params: P) => B,
  ...params: readonly [] | readonly [P]
): Aggregate<A, List<NonNullable<B>>> {
  const read = lambda('topK', f, ...params)
  const { add, ...rest } = keepBest<NonNullable<B>>(howMany('topK', k), (a, b) => compareCanonical(b, a))
  return defineReading<NonNullable<B>[], A, List<NonNullable<B>>>({
    ...rest,
    name: `topK ${k} ${printLambda(read)}`,
    reads: read,
    check: comparable,
    take: (kept, value) => (isMissing(value) ? kept : add(kept, value as NonNullable<B>)),
    done: (kept) => List(kept),
  })
}
