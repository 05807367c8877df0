import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import { type Lambda, lambda } from '../../lambda/lambda.ts'
import { type Bag, dataset, planOf } from '../dataset.ts'
import type { JoinHow } from '../node.ts'

/**
 * Which rows a join gives: `'inner'` pairs only; `'left'` also rows of the left without a partner, paired with
 * `undefined`; `'right'` also such rows of the right; `'full'` those of both; `'semi'` rows of the left that have a
 * partner; `'anti'` those that have none.
 *
 * @example
 * const how: F.JoinHow = 'semi'
 * await F.toList(F.pipe(F.rows([1, 2, 3]), F.join(F.rows([2, 3]), { left: (n) => n, right: (n) => n, how }))) // List [ 2, 3 ]
 */
export type { JoinHow }

/**
 * How two datasets are joined: a key of each side, and which rows are wanted (`'inner'` unless said).
 *
 * @example
 * const sameId: F.JoinOn<{ id: number }, { id: number }, number, 'anti'> = { left: (a) => a.id, right: (b) => b.id, how: 'anti' }
 * await F.toList(F.pipe(F.rows([{ id: 1 }, { id: 2 }]), F.join(F.rows([{ id: 2 }]), sameId))) // List [ { id: 1 } ]
 */
export interface JoinOn<A, B, K, H extends JoinHow = JoinHow, P = void> {
  readonly left: (row: A, params: P) => K
  readonly right: (row: B, params: P) => K
  readonly how?: H
}

/**
 * The rows that a join gives. In a full join one side may be missing, and never both.
 *
 * @example
 * const pair: F.Joined<string, number, 'left'> = ['alone', undefined]
 * pair // [ 'alone', undefined ]
 */
export type Joined<A, B, H extends JoinHow> = H extends 'inner'
  ? readonly [A, B]
  : H extends 'left'
    ? readonly [A, B | undefined]
    : H extends 'right'
      ? readonly [A | undefined, B]
      : H extends 'full'
        ? readonly [A, B | undefined] | readonly [undefined, B]
        : A

const hows: readonly JoinHow[] = ['inner', 'left', 'right', 'full', 'semi', 'anti']

/**
 * Rows of two datasets with equal keys. Keys are equal as values: return an array or object for a composite key. A key
 * that is null or undefined, or an array or object with such a part, equals none, as in SQL: rows with such a key come
 * out only where rows without a partner do. The result is a bag. Parameters of both key functions may be given as the
 * last argument. Memory: the rows of the right side.
 *
 * @throws FloeError InvalidArgument for an unknown `how`
 * @example
 * const people = F.rows([{ name: 'Ada', city: 1 }, { name: 'Bob', city: 9 }])
 * const cities = F.rows([{ id: 1, city: 'Ulm' }])
 * const at = F.pipe(people, F.join(cities, { left: (p) => p.city, right: (c) => c.id }))
 * await F.toList(F.pipe(at, F.map(([p, c]) => `${p.name}: ${c.city}`))) // List [ 'Ada: Ulm' ]
 * const nowhere = F.pipe(people, F.join(cities, { left: (p) => p.city, right: (c) => c.id, how: 'anti' }))
 * await F.toList(nowhere) // List [ { name: 'Bob', city: 9 } ]
 * const empty = F.pipe(people, F.join(F.rows([7]), { left: (p) => p.city, right: (id) => id, how: 'right' }))
 * await F.toList(empty) // List [ [ undefined, 7 ] ]
 * const on = { left: (n: number, p: { of: number }) => n % p.of, right: (n: number) => n, how: 'semi' } as const
 * await F.toList(F.pipe(F.rows([1, 4, 5]), F.join(F.rows([1]), on, { of: 3 }))) // List [ 1, 4 ]
 */
export function join<A, B, K, const H extends JoinHow = 'inner'>(
  other: Bag<B>,
  on: JoinOn<A, B, K, H>,
): (rows: Bag<A>) => Bag<Joined<A, B, H>>
export function join<A, B, K, P, const H extends JoinHow = 'inner'>(
  other: Bag<B>,
  on: JoinOn<A, B, K, H, P>,
  params: P,
): (rows: Bag<A>) => Bag<Joined<A, B, H>>
export function join<A, B, K, P>(
  other: Bag<B>,
  on: JoinOn<A, B, K, JoinHow, P>,
  ...params: readonly [] | readonly [P]
) {
  const how: JoinHow = on.how ?? 'inner'
  if (!hows.includes(how))
    throw new FloeError('InvalidArgument', {
      message: `join was given how: ${printValue(how)}, and takes ${hows.join(', ')}`,
      found: printValue(how),
      expected: hows.join(', '),
    })
  const left = lambda('join', on.left, ...params) as Lambda<unknown>
  const right = lambda('join', on.right, ...params) as Lambda<unknown>
  return (rows: Bag<A>): Bag<never> =>
    dataset({ kind: 'join', inputs: [planOf(rows), planOf(other)], how, left, right })
}
