import * as S from '../data/schema.ts'
import { lambda } from '../lambda/lambda.ts'
import { printLambda } from '../lambda/print-lambda.ts'
import type { Aggregate } from './aggregate.ts'
import { defineReading } from './define-reading.ts'
import { isSo } from './states-of-nothing.ts'

/**
 * Whether a predicate holds for every row: true where there are no rows. It is called for every row, so that whether it
 * fails does not depend on the order of rows. Memory: one bit.
 *
 * @example
 * A.fold(A.every((n: number) => n > 2))([1, 2, 3]) // false
 * A.fold(A.every((n: number) => n > 2))([]) // true
 */
export function every<A>(p: (row: A) => boolean): Aggregate<A, boolean>
export function every<A, P>(p: (row: A, params: P) => boolean, params: P): Aggregate<A, boolean>
export function every<A, P>(
  p: (row: A, params: P) => boolean,
  ...params: readonly [] | readonly [P]
): Aggregate<A, boolean> {
  const holds = lambda('every', p, ...params)
  return defineReading<boolean, A, boolean>({
    name: `every ${printLambda(holds)}`,
    needs: 'bag',
    splits: true,
    schema: S.boolean,
    init: isSo,
    reads: holds,
    take: (all, holds) => (holds ? all : false),
    merge: (left, right) => left && right,
    done: (all) => all,
    encode: (all) => all,
    decode: (encoded) => encoded as boolean,
  })
}
