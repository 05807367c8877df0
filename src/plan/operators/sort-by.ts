import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import { lambda } from '../../lambda/lambda.ts'
import { type Bag, dataset, planOf, type Sequence } from '../dataset.ts'
import type { SortKey } from '../node.ts'

declare const input: unique symbol

/**
 * A key to sort rows `A` by, with its direction: made by `ascending` and `descending`.
 *
 * @example
 * const latest: F.Key<{ at: number }> = F.descending((row) => row.at)
 * await F.toList(F.pipe(F.rows([{ at: 1 }, { at: 2 }]), F.sortBy(latest))) // List [ { at: 2 }, { at: 1 } ]
 */
export interface Key<in A> {
  readonly [input]: (row: A) => void
}

/**
 * Where rows whose key is null or undefined stand, whatever the direction. By default last.
 *
 * @example
 * const options: F.KeyOptions = { nulls: 'first' }
 * await F.toList(F.pipe(F.rows([2, null, 1]), F.sortBy(F.ascending((n) => n, options)))) // List [ null, 1, 2 ]
 */
export interface KeyOptions {
  readonly nulls?: 'first' | 'last'
}

const keyOf = <A, P>(
  direction: SortKey['direction'],
  f: (row: A, params: P) => unknown,
  { nulls = 'last' }: KeyOptions,
  params: readonly [] | readonly [P],
): Key<A> => {
  if (nulls !== 'first' && nulls !== 'last')
    throw new FloeError('InvalidArgument', {
      message: `${direction} was given nulls: ${printValue(nulls)}, and takes 'first' or 'last'`,
    })
  return Object.freeze({ lambda: lambda(direction, f, ...params), direction, nulls }) as unknown as Key<A>
}

/**
 * A key whose least values come first, in the canonical order of values; null and undefined last. Parameters of the
 * function may be given as the last argument.
 *
 * @example
 * const people = F.rows([{ age: 40 }, { age: null }, { age: 7 }])
 * await F.toList(F.pipe(people, F.sortBy(F.ascending((p) => p.age, { nulls: 'first' })), F.map((p) => p.age))) // List [ null, 7, 40 ]
 */
export function ascending<A>(f: (row: A) => unknown, options?: KeyOptions): Key<A>
export function ascending<A, P>(f: (row: A, params: P) => unknown, options: KeyOptions, params: P): Key<A>
export function ascending<A, P>(
  f: (row: A, params: P) => unknown,
  options: KeyOptions = {},
  ...params: readonly [] | readonly [P]
): Key<A> {
  return keyOf('ascending', f, options, params)
}

/**
 * A key whose greatest values come first; null and undefined still last.
 *
 * @example
 * await F.toList(F.pipe(F.rows([1, 3, 2]), F.sortBy(F.descending((n) => n)))) // List [ 3, 2, 1 ]
 * const farthest = F.sortBy(F.descending((n: number, p) => Math.abs(n - p.from), {}, { from: 2 }))
 * await F.toList(F.pipe(F.rows([1, 2, 9]), farthest)) // List [ 9, 1, 2 ]
 */
export function descending<A>(f: (row: A) => unknown, options?: KeyOptions): Key<A>
export function descending<A, P>(f: (row: A, params: P) => unknown, options: KeyOptions, params: P): Key<A>
export function descending<A, P>(
  f: (row: A, params: P) => unknown,
  options: KeyOptions = {},
  ...params: readonly [] | readonly [P]
): Key<A> {
  return keyOf('descending', f, options, params)
}

/** A key as a plan holds it: a plain function, given to the operator `of`, is an ascending one. */
export const sortKeyOf = <A>(of: string, key: Key<A> | ((row: A) => unknown)): SortKey => {
  if (typeof key === 'object' && key !== null && 'direction' in key) return key as unknown as SortKey
  return Object.freeze({
    lambda: lambda(of, key as (row: A) => unknown),
    direction: 'ascending',
    nulls: 'last',
  }) as unknown as SortKey
}

/**
 * Puts rows in order by one key or several, the first one deciding first. A plain function is an ascending key. Rows
 * with equal keys stay in their order in a sequence; in a bag, which has none, they stand in the canonical order of
 * whole rows, so that the answer is the same everywhere. Time: n log n. Memory: all rows.
 *
 * @throws FloeError InvalidArgument without a key
 * @example
 * const words = F.rows(['pear', 'fig', 'apple', 'kiwi'])
 * await F.toList(F.pipe(words, F.sortBy((w) => w.length, F.descending((w) => w)))) // List [ 'fig', 'pear', 'kiwi', 'apple' ]
 */
export const sortBy = <A>(...keys: ReadonlyArray<Key<A> | ((row: A) => unknown)>) => {
  if (keys.length === 0)
    throw new FloeError('InvalidArgument', { message: 'sortBy was given no key', hint: 'sortBy((row) => row.field)' })
  const sortKeys = Object.freeze(keys.map((key) => sortKeyOf('sortBy', key)))
  return (rows: Bag<A>): Sequence<A> => dataset({ kind: 'sortBy', inputs: [planOf(rows)], keys: sortKeys })
}
