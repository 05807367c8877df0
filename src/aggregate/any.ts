import * as S from '../data/schema.ts'
import { lambda } from '../lambda/lambda.ts'
import { printLambda } from '../lambda/print-lambda.ts'
import type { Aggregate } from './aggregate.ts'
import { defineReading } from './define-reading.ts'
import { isNotSo } from './states-of-nothing.ts'

/**
 * Whether a predicate holds for at least one row: false where there are no rows. It is called for every row, so that
 * whether it fails does not depend on the order of rows. Memory: one bit.
 *
 * @example
 * A.fold(A.any((n: number) => n > 2))([1, 2, 3]) // true
 * A.fold(A.any((n: number) => n > 2))([]) // false
 */
export function any<A>(p: (row: A) => boolean): Aggregate<A, boolean>
export function any<A, P>(p: (row: A, params: P) => boolean, params: P): Aggregate<A, boolean>
export function any<A, P>(
  p: (row: A, params: P) => boolean,
  ...params: readonly [] | readonly [P]
): Aggregate<A, boolean> {
  const holds = lambda('any', p, ...params)
  return defineReading<boolean, A, boolean>({
    name: `any ${printLambda(holds)}`,
    needs: 'bag',
    splits: true,
    schema: S.boolean,
    init: isNotSo,
    reads: holds,
    take: (found, holds) => (holds ? true : found),
    merge: (left, right) => left || right,
    done: (found) => found,
    encode: (found) => found,
    decode: (encoded) => encoded as boolean,
  })
}
