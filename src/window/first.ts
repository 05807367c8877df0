import { first as firstRow } from '../aggregate/first.ts'
import { framed, wholePartition } from './framed.ts'
import type { Window } from './window.ts'

/**
 * What a function gives for the first row of the partition, in its order. Parameters of the function may be given as the
 * last argument.
 *
 * @example
 * const days = F.rows([{ price: 5 }, { price: 7 }, { price: 4 }])
 * await F.toList(F.pipe(days, F.over({}, { of: W.first((d) => d.price) }), F.map((d) => d.price - d.of))) // List [ 0, 2, -1 ]
 */
export function first<A, B>(f: (row: A) => B): Window<A, B>
export function first<A, B, P>(f: (row: A, params: P) => B, params: P): Window<A, B>
export function first(
  f: (row: unknown, params: unknown) => unknown,
  ...params: readonly [] | readonly [unknown]
): Window<unknown, unknown> {
  const value = firstRow(f, ...(params as readonly [unknown]))
  return framed(value.name, value, wholePartition, 'sequence')
}
