/**
 * An aggregate: a fold that can be cut anywhere. Init, step, merge, done.
 *
 * `init` makes a fresh state; `step` takes in one row; `merge` joins the states of two neighbouring parts, left then
 * right; `done` reads the answer and leaves the state usable. A state belongs to whoever folds: `step` may change it in
 * place and must return it; `merge` and `done` change nothing; nothing ever changes a row. `encode` gives the state as
 * a plain value that survives JSON, `decode` takes it back. This module knows nothing of plans or engines.
 */
import type { Order } from '../data/order.ts'
import { type Schema, unknown } from '../data/schema.ts'
import type { Lambda } from '../lambda/lambda.ts'

declare const state: unique symbol
/**
 * The state of some aggregate, known to that aggregate only.
 *
 * @example
 * const count = A.count()
 * const state: A.State = count.step(count.init(), 'a row')
 * count.done(state) // 1
 */
export type State = { readonly [state]: never }

/**
 * How an aggregate takes a row in, cut into what may fail and what cannot: `step(state, row)` is
 * `take(state, check(lambda.call(row)))`. So an engine can read the lambda, and knows that a row on which something throws
 * has left no trace in the state.
 *
 * @example
 * const total = A.sum((sale: { price: number }) => sale.price)
 * total.parts?.lambda?.call({ price: 2 } as never) // 2
 */
export interface Parts {
  /** What is read of a row; undefined where the row itself is. */
  readonly lambda: Lambda<never, unknown> | undefined
  /** The value as `take` wants it. Throws for a value that the aggregate does not take; undefined where it takes all. */
  readonly check: ((value: unknown) => unknown) | undefined
  /** Takes in what was checked. Never throws. */
  readonly take: (state: State, value: unknown) => State
  /**
   * A name for what `check` and `take` do, which an engine may have a faster way for; undefined for all others. What is
   * counted is rows, which nobody looks at; the others look at what the lambda gives.
   */
  readonly form: 'count' | 'sum' | 'mean' | 'min' | 'max' | undefined
}

/**
 * A fold over rows `A` giving `B`. `O` is the least order that it needs: `'bag'` for order-free ones, `'sequence'` for
 * `first`, `last`, `toList`.
 *
 * @example
 * const total: A.Aggregate<{ price: number }, number> = A.sum((sale) => sale.price)
 * A.fold(total)([{ price: 0.5 }, { price: 2 }]) // 2.5
 */
export interface Aggregate<in A, out B, out O extends Order = 'bag'> {
  /** As `explain` prints it: `mean (f) => f.hours`. */
  readonly name: string
  readonly needs: O
  /**
   * Whether it is known to obey R1 (associative), R2 (identity) and R4 (homomorphism) exactly: then it may be folded in
   * parts that are merged, in their order. If not, it is folded in sequence, row after row.
   */
  readonly splits: boolean
  /** What is known of `B`. */
  readonly schema: Schema
  readonly init: () => State
  readonly step: (state: State, row: A) => State
  readonly merge: (left: State, right: State) => State
  readonly done: (state: State) => B
  readonly encode: (state: State) => unknown
  readonly decode: (encoded: unknown) => State
  /** How `step` is made; undefined where it is of one piece, as that of an aggregate which users define. */
  readonly parts?: Parts
  /** The functions that are given a row, where nothing else looks at one; undefined where something else may. */
  readonly lambdas?: readonly Lambda<never, unknown>[]
  /**
   * The functions of users that are called while rows are folded, where all else that is done is known to be pure; undefined where
   * there may be others, as in an aggregate that users define.
   */
  readonly calls?: readonly Lambda<never, unknown>[]
  /** Whether there is evidence that it is pure, and may be folded in parts as it says. */
  readonly isVouched?: true
}

/**
 * What an aggregate is made of, with its type of state `S` in the open.
 *
 * @example
 * const product: A.Definition<bigint, bigint, bigint> = {
 *   name: 'product',
 *   needs: 'bag',
 *   splits: true,
 *   init: () => 1n,
 *   step: (product, n) => product * n,
 *   merge: (left, right) => left * right,
 *   done: (product) => product,
 *   encode: String,
 *   decode: (text) => BigInt(String(text)),
 * }
 * A.fold(A.define(product))([2n, 3n, 7n]) // 42n
 */
export interface Definition<S, A, B, O extends Order = 'bag'> {
  readonly name: string
  readonly needs: O
  readonly splits: boolean
  readonly schema?: Schema
  readonly init: () => S
  readonly step: (state: S, row: A) => S
  readonly merge: (left: S, right: S) => S
  readonly done: (state: S) => B
  readonly encode: (state: S) => unknown
  readonly decode: (encoded: unknown) => S
}

/**
 * An aggregate of the given parts.
 *
 * @example
 * const product = A.define<bigint, bigint, bigint>({
 *   name: 'product',
 *   needs: 'bag',
 *   splits: true,
 *   init: () => 1n,
 *   step: (product, n) => product * n,
 *   merge: (left, right) => left * right,
 *   done: (product) => product,
 *   encode: String,
 *   decode: (text) => BigInt(String(text)),
 * })
 * await F.toList(F.pipe(F.rows([2n, 3n, 7n]), F.aggregate({ product }))) // List [ { product: 42n } ]
 */
export const define = <S, A, B, O extends Order = 'bag'>(definition: Definition<S, A, B, O>): Aggregate<A, B, O> =>
  defineKnown(definition, {})

/** What may be known of how an aggregate looks at rows. */
interface Known {
  readonly parts?: Parts | undefined
  readonly lambdas?: Aggregate<never, unknown, Order>['lambdas'] | undefined
  readonly calls?: Aggregate<never, unknown, Order>['calls'] | undefined
  readonly isVouched?: true | undefined
}

/**
 * `define`, and what is known of how it looks at rows. That is not enumerable: whoever makes an aggregate of another one,
 * `{ ...other, step }`, gets one of which nothing is known, and never the parts of a step which is no longer there.
 */
export const defineKnown = <S, A, B, O extends Order = 'bag'>(
  definition: Definition<S, A, B, O>,
  { parts, lambdas, calls, isVouched }: Known,
): Aggregate<A, B, O> =>
  Object.freeze(
    Object.defineProperties(
      { schema: unknown, ...definition },
      {
        parts: { value: parts && Object.freeze(parts) },
        lambdas: { value: lambdas && Object.freeze(lambdas) },
        calls: { value: calls && Object.freeze(calls) },
        isVouched: { value: isVouched },
      },
    ),
  ) as unknown as Aggregate<A, B, O>

/**
 * The answer of an aggregate over some rows in memory: what `init`, `step` and `done` mean.
 *
 * @example
 * A.fold(A.max((n: number) => n))([1, 3, 2]) // 3
 */
export const fold =
  <A, B>(aggregate: Aggregate<A, B, Order>) =>
  (rows: Iterable<A>): B => {
    let state = aggregate.init()
    for (const row of rows) state = aggregate.step(state, row)
    return aggregate.done(state)
  }
