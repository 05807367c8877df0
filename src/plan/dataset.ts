/**
 * The typed face of a plan. A dataset is a frozen description of rows to come: nothing runs when it is built.
 */
import type { Order } from '../data/order.ts'
import { FloeError } from '../error/floe-error.ts'
import { describe, type Node } from './node.ts'
import { orderOf } from './tree.ts'

declare const row: unique symbol
declare const order: unique symbol

/** Rows of type `A`, in an order (`'sequence'`), without (`'bag'`), or either (`Order`). */
export interface Dataset<out A, out O extends Order = Order> {
  /** The plan behind it: frozen nodes. */
  readonly plan: Node
  readonly [row]: () => A
  readonly [order]: () => O
}

/** Rows whose order means something. */
export type Sequence<A> = Dataset<A, 'sequence'>

/** Rows whose order means nothing. A `Sequence` will do where a `Bag` is asked for; not the other way round. */
export type Bag<A> = Dataset<A, Order>

/** The rows' type of a dataset: `RowOf<typeof flights>`. */
export type RowOf<D extends Bag<unknown>> = D extends Dataset<infer A, Order> ? A : never

/**
 * A dataset of a node. This is the one place where nodes become datasets, so what the types promise is checked here for
 * those who come without types.
 *
 * @throws FloeError InvalidArgument, where a stage that needs an order is given a bag
 */
export const dataset = <A, O extends Order>(node: Node): Dataset<A, O> => {
  const [input] = node.inputs
  if (input !== undefined && describe(node).needs(node) === 'sequence' && orderOf(input) === 'bag')
    throw new FloeError('InvalidArgument', {
      message: `${node.kind} needs rows in an order, and these have none: the result of ${input.kind} is a bag`,
      hint: 'give them an order first, with sortBy',
    })
  Object.freeze(node.inputs)
  return Object.freeze({ plan: Object.freeze(node) }) as Dataset<A, O>
}

/** Whether a value is a dataset. */
export const isDataset = (value: unknown): value is Bag<unknown> =>
  typeof value === 'object' &&
  value !== null &&
  'plan' in value &&
  typeof value.plan === 'object' &&
  value.plan !== null &&
  'kind' in value.plan &&
  'inputs' in value.plan
