import { type Lambda, lambda } from '../../lambda/lambda.ts'
import { dataset, planOf, type Sequence } from '../dataset.ts'

/**
 * The rows of a sequence before the first for which the predicate does not hold; a type guard narrows their type. Rows
 * behind that one are not even looked at. Memory: none.
 *
 * @example
 * await F.toList(F.pipe(F.rows([1, 2, 9, 3]), F.takeWhile((n) => n < 5))) // List [ 1, 2 ]
 * await F.toList(F.pipe(F.rows([1, 2, 9, 3]), F.takeWhile((n, p) => n < p.end, { end: 2 }))) // List [ 1 ]
 */
export function takeWhile<A, B extends A>(p: (row: A) => row is B): (rows: Sequence<A>) => Sequence<B>
export function takeWhile<A>(p: (row: A) => boolean): (rows: Sequence<A>) => Sequence<A>
export function takeWhile<A, P>(p: (row: A, params: P) => boolean, params: P): (rows: Sequence<A>) => Sequence<A>
export function takeWhile<A, P>(p: (row: A, params: P) => boolean, ...params: readonly [] | readonly [P]) {
  const read = lambda('takeWhile', p, ...params) as Lambda<unknown, boolean>
  return (rows: Sequence<A>): Sequence<A> => dataset({ kind: 'takeWhile', inputs: [planOf(rows)], lambda: read })
}
