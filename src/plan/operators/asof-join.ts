import type { Order } from '../../data/order.ts'
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import { type Lambda, lambda } from '../../lambda/lambda.ts'
import { type Bag, type Dataset, dataset, planOf } from '../dataset.ts'
import type { AsofDirection as Direction, AsofHow as How } from '../node.ts'
import type { Joined } from './join.ts'

/**
 * A time that rows are joined by: a number, a bigint, text that sorts as time does (`'2024-05-01'`), or a `Date`. Null
 * and undefined stand for none, and so do NaN and an invalid `Date`.
 *
 * @example
 * const times: readonly F.AsofTime[] = [1714521600000, 20240501n, '2024-05-01', new Date(0), null]
 * times.length // 5
 */
export type AsofTime = number | bigint | string | Date | null | undefined

/**
 * Which row of the right a time finds: `'backward'` the last that is not after it, `'forward'` the first that is not
 * before it, `'nearest'` the nearer of the two (`'backward'` if they are equally near).
 *
 * @example
 * const direction: F.AsofDirection = 'forward'
 * const next = F.asofJoin(F.rows([5, 9]), { left: (n: number) => n, right: (n) => n, direction })
 * await F.toList(F.pipe(F.rows([1, 6]), next)) // List [ [ 1, 5 ], [ 6, 9 ] ]
 */
export type AsofDirection = Direction

/**
 * Which rows an `asofJoin` gives: `'left'` each row of the left, `'inner'` those with a partner.
 *
 * @example
 * const how: F.AsofHow = 'inner'
 * const last = F.asofJoin(F.rows([5]), { left: (n: number) => n, right: (n) => n, how })
 * await F.toList(F.pipe(F.rows([1, 6]), last)) // List [ [ 6, 5 ] ]
 */
export type AsofHow = How

/** Times between which there are distances. */
type Measured = number | Date | null | undefined
/** Where there are none: nothing is nearest, or too far away. */
type Unmeasured = { readonly direction?: 'backward' | 'forward'; readonly tolerance?: never }

/**
 * How two datasets are joined in time: a time of each side, a key of each side if only rows with equal keys may meet,
 * which row is wanted, and how far away it may be.
 *
 * @example
 * const sameDay: F.AsofOn<number, number, number, never, 'inner'> = { left: (n) => n, right: (n) => n, tolerance: 1, how: 'inner' }
 * await F.toList(F.pipe(F.rows([1, 6, 9]), F.asofJoin(F.rows([5]), sameDay))) // List [ [ 6, 5 ] ]
 */
export interface AsofOn<A, B, T extends AsofTime, K, H extends AsofHow = AsofHow, P = void> {
  readonly left: (row: A, params: P) => T
  readonly right: (row: B, params: P) => T
  readonly by?: { readonly left: (row: A, params: P) => K; readonly right: (row: B, params: P) => K }
  readonly direction?: AsofDirection
  readonly how?: H
  /** The greatest distance of a partner: of numbers, or of dates in milliseconds. It belongs to what is near enough. */
  readonly tolerance?: number
}

const hows: readonly AsofHow[] = ['left', 'inner']
const directions: readonly AsofDirection[] = ['backward', 'forward', 'nearest']

const oneOf = <A extends string>(name: string, given: A, choices: readonly A[]): A => {
  if (choices.includes(given)) return given
  throw new FloeError('InvalidArgument', {
    message: `asofJoin was given ${name}: ${printValue(given)}, and takes ${choices.join(', ')}`,
    found: printValue(given),
    expected: choices.join(', '),
  })
}

/**
 * Each row with the row of another dataset that was the latest at its time: the price when an order came in, the forecast
 * of a flight when it left. A row without a partner is paired with `undefined`, or left out with `how: 'inner'`. With
 * `by` only rows with equal keys meet; a null key, or a time that is null, undefined or NaN, meets none. Times are compared
 * in canonical order, -0 as 0, and kinds are never converted: a number is no date.
 *
 * Of several rows of the right with the time that is found it takes the last going backward, and the first going forward,
 * as if they were sorted by time: they stand in the order of their dataset, or in canonical order if that is a bag.
 * Keeps the order of its left side. Parameters of all functions may be given as the last argument. Memory: the rows of
 * the right side. Time: m log m for these, and log m for each row of the left.
 *
 * @throws FloeError InvalidArgument for an unknown `how` or `direction`, or a tolerance that is no number from 0.
 * InvalidRow while running, for a time that is none (a boolean), or that has no distance where one is wanted (text)
 * @example
 * const prices = F.rows([{ at: 1, euros: 10 }, { at: 5, euros: 12 }])
 * const orders = F.rows([{ id: 'a', at: 0 }, { id: 'b', at: 4 }, { id: 'c', at: 5 }])
 * const priced = F.pipe(
 *   orders,
 *   F.asofJoin(prices, { left: (order) => order.at, right: (price) => price.at }),
 *   F.map(([order, price]) => [order.id, price?.euros]),
 * )
 * await F.toList(priced) // List [ [ 'a', undefined ], [ 'b', 10 ], [ 'c', 12 ] ]
 */
export function asofJoin<A, B, T extends Measured, K, const H extends AsofHow = 'left'>(
  other: Bag<B>,
  on: AsofOn<A, B, T, K, H>,
): <O extends Order>(rows: Dataset<A, O>) => Dataset<Joined<A, B, H>, O>
export function asofJoin<A, B, T extends AsofTime, K, const H extends AsofHow = 'left'>(
  other: Bag<B>,
  on: AsofOn<A, B, T, K, H> & Unmeasured,
): <O extends Order>(rows: Dataset<A, O>) => Dataset<Joined<A, B, H>, O>
export function asofJoin<A, B, T extends Measured, K, P, const H extends AsofHow = 'left'>(
  other: Bag<B>,
  on: AsofOn<A, B, T, K, H, P>,
  params: P,
): <O extends Order>(rows: Dataset<A, O>) => Dataset<Joined<A, B, H>, O>
export function asofJoin<A, B, T extends AsofTime, K, P, const H extends AsofHow = 'left'>(
  other: Bag<B>,
  on: AsofOn<A, B, T, K, H, P> & Unmeasured,
  params: P,
): <O extends Order>(rows: Dataset<A, O>) => Dataset<Joined<A, B, H>, O>
export function asofJoin(
  other: Bag<unknown>,
  on: AsofOn<never, never, number, unknown, AsofHow, never>,
  ...params: readonly [] | readonly [unknown]
): unknown {
  const read = (f: (row: never, params: never) => unknown): Lambda<unknown> =>
    lambda('asofJoin', f as (row: unknown, params: unknown) => unknown, ...params)
  const { tolerance } = on
  if (tolerance !== undefined && !(typeof tolerance === 'number' && tolerance >= 0))
    throw new FloeError('InvalidArgument', {
      message: `asofJoin was given the tolerance ${printValue(tolerance)}, and takes a number from 0`,
      hint: 'of dates, it counts milliseconds',
      found: printValue(tolerance),
      expected: 'a number, 0 or more',
    })
  const node = {
    kind: 'asofJoin',
    how: oneOf('how', on.how ?? 'left', hows),
    direction: oneOf<AsofDirection>('direction', on.direction ?? 'backward', directions),
    left: read(on.left),
    right: read(on.right),
    by: on.by && Object.freeze({ left: read(on.by.left), right: read(on.by.right) }),
    tolerance,
  } as const
  return (rows: Bag<unknown>): Bag<unknown> => dataset({ ...node, inputs: [planOf(rows), planOf(other)] })
}
