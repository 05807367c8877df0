import { last as lastRow } from '../aggregate/last.ts'
import { framed, wholePartition } from './framed.ts'
import type { Window } from './window.ts'

/**
 * What a function gives for the last row of the partition, in its order. Never that of the rows so far, as SQL's last_value is unless told. Parameters of the function may be given as the
 * last argument.
 *
 * @example
 * const days = F.rows([{ price: 5 }, { price: 7 }, { price: 4 }])
 * await F.toList(F.pipe(days, F.over({}, { of: W.last((d) => d.price) }), F.map((d) => d.price - d.of))) // List [ 1, 3, 0 ]
 */
export function last<A, B>(f: (row: A) => B): Window<A, B>
export function last<A, B, P>(f: (row: A, params: P) => B, params: P): Window<A, B>
export function last(
  f: (row: unknown, params: unknown) => unknown,
  ...params: readonly [] | readonly [unknown]
): Window<unknown, unknown> {
  const value = lastRow(f, ...(params as readonly [unknown]))
  return framed(value.name, value, wholePartition, 'sequence')
}
