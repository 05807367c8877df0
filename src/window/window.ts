/**
 * A window function: what `over` adds to a row by looking at the rows around it.
 *
 * There are two kinds. One is told where the row stands among those of its partition, and nothing of what is in them
 * (`rank`). The other is an aggregate over a frame: some of the rows before and after (`running`, `lag`). Both are frozen
 * data; what they mean is said by engines. This folder knows nothing of plans.
 */
import type { Aggregate } from '../aggregate/aggregate.ts'
import type { Order } from '../data/order.ts'
import type { Schema } from '../data/schema.ts'
import type { FrameEnds } from './frame.ts'

/** Where a row stands in its partition. Peers are rows with the same order keys; a row is one of its own. */
export interface Position {
  /** How many rows come before it. */
  readonly index: number
  /** How many rows come before its first peer. */
  readonly firstPeer: number
  /** How many rows come before its last peer. */
  readonly lastPeer: number
  /** How many groups of peers come before its own. */
  readonly group: number
  /** How many rows the partition has. */
  readonly rows: number
}

/** A value read from where the row stands. */
export interface Positioned<out B> {
  readonly kind: 'position'
  readonly at: (position: Position) => B
}

/** An aggregate over the rows of a frame, in their order. */
export interface Framed<in A, out B> {
  readonly kind: 'frame'
  readonly aggregate: Aggregate<A, B, Order>
  readonly frame: FrameEnds
}

/**
 * A window function over rows `A` giving `B`. `O` is the order that it needs: `'sequence'` where `over` must be given an
 * `orderBy` or a sequence, `'bag'` where it need not.
 *
 * @example
 * const best: W.Window<unknown, number> = W.rank()
 * const scores = F.rows([{ points: 5 }, { points: 9 }])
 * await F.toList(F.pipe(scores, F.over({ orderBy: F.descending((s) => s.points) }, { best })))
 * // List [ { points: 5, best: 2 }, { points: 9, best: 1 } ]
 */
export interface Window<in A, out B, out O extends Order = 'sequence'> {
  /** As `explain` prints it: `running sum (r) => r.price`. */
  readonly name: string
  readonly needs: O
  /** What is known of `B`. */
  readonly schema: Schema
  readonly looksAt: Positioned<B> | Framed<A, B>
}

/** A window function of its parts. */
export const window = <A, B, O extends Order>(parts: Window<A, B, O>): Window<A, B, O> =>
  Object.freeze({ ...parts, looksAt: Object.freeze(parts.looksAt) })
