import { shifted } from './shifted.ts'
import type { Window } from './window.ts'

/**
 * What a function gives for the row so many rows after this one in the partition: by default the next one. Undefined where
 * there is no such row: `?? 0` behind it gives another value. Parameters of the function may be given as the last argument.
 *
 * @throws FloeError InvalidArgument for a number of rows that is not whole, or less than 0
 * @example
 * const days = F.rows([{ price: 5 }, { price: 7 }, { price: 4 }])
 * await F.toList(F.pipe(days, F.over({}, { other: W.lead((d) => d.price) }), F.map((d) => d.other))) // List [ 7, 4, undefined ]
 */
export function lead<A, B>(f: (row: A) => B, rows?: number): Window<A, B | undefined>
export function lead<A, B, P>(f: (row: A, params: P) => B, rows: number, params: P): Window<A, B | undefined>
export function lead(
  f: (row: never, params: never) => unknown,
  rows = 1,
  ...params: readonly [] | readonly [unknown]
): Window<unknown, unknown> {
  return shifted('lead', f as (row: unknown, params: unknown) => unknown, rows, params)
}
