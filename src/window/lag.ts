import { shifted } from './shifted.ts'
import type { Window } from './window.ts'

/**
 * What a function gives for the row so many rows before this one in the partition: by default the previous one. Undefined where
 * there is no such row: `?? 0` behind it gives another value. Parameters of the function may be given as the last argument.
 *
 * @throws FloeError InvalidArgument for a number of rows that is not whole, or less than 0
 * @example
 * const days = F.rows([{ price: 5 }, { price: 7 }, { price: 4 }])
 * await F.toList(F.pipe(days, F.over({}, { other: W.lag((d) => d.price) }), F.map((d) => d.other))) // List [ undefined, 5, 7 ]
 */
export function lag<A, B>(f: (row: A) => B, rows?: number): Window<A, B | undefined>
export function lag<A, B, P>(f: (row: A, params: P) => B, rows: number, params: P): Window<A, B | undefined>
export function lag(
  f: (row: never, params: never) => unknown,
  rows = 1,
  ...params: readonly [] | readonly [unknown]
): Window<unknown, unknown> {
  return shifted('lag', f as (row: unknown, params: unknown) => unknown, rows, params)
}
