/**
 * The typed face of a plan. A dataset is a frozen description of rows to come: nothing runs when it is built.
 */
import type { Order } from '../data/order.ts'
import { FloeError } from '../error/floe-error.ts'
import { describe } from './descriptions.ts'
import type { Node } from './node.ts'
import { orderOf } from './tree.ts'

declare const row: unique symbol
declare const order: unique symbol

/**
 * Rows of type `A`, in an order (`'sequence'`), without (`'bag'`), or either (`Order`).
 *
 * @example
 * const double = <O extends F.Order>(rows: F.Dataset<number, O>) => F.pipe(rows, F.map((n) => n * 2))
 * await F.toList(double(F.rows([1, 2]))) // List [ 2, 4 ]
 */
export interface Dataset<out A, out O extends Order = Order> {
  /** The plan behind it: frozen nodes. */
  readonly plan: Node
  readonly [row]: () => A
  readonly [order]: () => O
}

/**
 * Rows whose order means something.
 *
 * @example
 * const firstTwo = (words: F.Sequence<string>) => F.pipe(words, F.take(2))
 * await F.toList(firstTwo(F.rows(['a', 'b', 'c']))) // List [ 'a', 'b' ]
 */
export type Sequence<A> = Dataset<A, 'sequence'>

/**
 * Rows whose order means nothing. A `Sequence` will do where a `Bag` is asked for; not the other way round.
 *
 * @example
 * const size = (rows: F.Bag<unknown>) => F.pipe(rows, F.aggregate({ n: A.count() }))
 * await F.toList(size(F.rows(['a', 'b']))) // List [ { n: 2 } ]
 */
export type Bag<A> = Dataset<A, Order>

/**
 * The rows' type of a dataset: `RowOf<typeof flights>`.
 *
 * @example
 * const flights = F.rows([{ origin: 'SEA', delay: 20 }])
 * const isLate = (flight: F.RowOf<typeof flights>) => flight.delay > 15
 * await F.toList(F.pipe(flights, F.filter(isLate))) // List [ { origin: 'SEA', delay: 20 } ]
 */
export type RowOf<D extends Bag<unknown>> = D extends Dataset<infer A, Order> ? A : never

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'kind' in value && 'inputs' in value

/** The plan of a dataset. What is no dataset has none, and `dataset` says so. */
export const planOf = (rows: Bag<unknown>): Node => (rows as Bag<unknown> | null | undefined)?.plan as Node

/**
 * A dataset of a node. This is the one place where nodes become datasets, so what the types promise is checked here for
 * those who come without types.
 *
 * @throws FloeError InvalidArgument, where a stage that needs an order is given a bag
 */
export const dataset = <A, O extends Order>(node: Node): Dataset<A, O> => {
  if (!node.inputs.every(isNode))
    throw new FloeError('InvalidArgument', {
      message: `${node.kind} was given something else, and takes datasets`,
      hint: 'make one of an array: F.rows([1, 2])',
    })
  const [input] = node.inputs
  if (input !== undefined && describe(node).needs(node) === 'sequence' && orderOf(input) === 'bag')
    throw new FloeError('InvalidArgument', {
      message: `${node.kind} needs rows in an order, and these have none: the result of ${input.kind} is a bag`,
      hint: 'give them an order first, with sortBy',
    })
  Object.freeze(node.inputs)
  return Object.freeze({ plan: Object.freeze(node) }) as Dataset<A, O>
}

/**
 * Whether a value is a dataset.
 *
 * @example
 * F.isDataset(F.rows([1])) // true
 * F.isDataset([1]) // false
 */
export const isDataset = (value: unknown): value is Bag<unknown> =>
  typeof value === 'object' && value !== null && 'plan' in value && isNode(value.plan)
