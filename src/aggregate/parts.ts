/** The types of aggregates that are made of others: what they read, give and need. */
import type { Order } from '../data/order.ts'
import type { Aggregate } from './aggregate.ts'

/** Any aggregate. */
export type Part = Aggregate<never, unknown, Order>

/** The results of several aggregates, each under its name or in its place. */
export type ResultsOf<G> = { readonly [N in keyof G]: G[N] extends Aggregate<never, infer B, Order> ? B : never }

/** The order that several aggregates need: that of each. */
export type NeedsOf<G> = G extends Aggregate<never, unknown, infer O> ? O : never

/** The rows that several aggregates can all read: the intersection of what each reads. */
export type RowOf<G> = (G extends Aggregate<infer A, unknown, Order> ? (row: A) => void : never) extends (
  row: infer A,
) => void
  ? A
  : never
