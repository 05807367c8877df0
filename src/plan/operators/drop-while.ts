import { type Lambda, lambda } from '../../lambda/lambda.ts'
import { dataset, planOf, type Sequence } from '../dataset.ts'

/**
 * The rows of a sequence from the first on for which the predicate does not hold. It is not asked again after that.
 * Memory: none.
 *
 * @example
 * await F.toList(F.pipe(F.rows([1, 2, 9, 3]), F.dropWhile((n) => n < 5))) // List [ 9, 3 ]
 * await F.toList(F.pipe(F.rows([1, 2, 9, 3]), F.dropWhile((n, p) => n < p.start, { start: 2 }))) // List [ 2, 9, 3 ]
 */
export function dropWhile<A>(p: (row: A) => boolean): (rows: Sequence<A>) => Sequence<A>
export function dropWhile<A, P>(p: (row: A, params: P) => boolean, params: P): (rows: Sequence<A>) => Sequence<A>
export function dropWhile<A, P>(p: (row: A, params: P) => boolean, ...params: readonly [] | readonly [P]) {
  const read = lambda('dropWhile', p, ...params) as Lambda<unknown, boolean>
  return (rows: Sequence<A>): Sequence<A> => dataset({ kind: 'dropWhile', inputs: [planOf(rows)], lambda: read })
}
