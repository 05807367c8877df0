/**
 * Aggregates by name, as `groupBy` and `aggregate` take them: their types, and the check for those without types.
 */
import type { Aggregate } from '../aggregate/aggregate.ts'
import type { Order } from '../data/order.ts'
import { printValue } from '../data/print-value.ts'
import { FloeError } from '../error/floe-error.ts'
import type { NamedAggregates } from './node.ts'

/** Aggregates over rows `A`, by name. */
export type AggregatesOf<A> = { readonly [name: string]: Aggregate<A, unknown, Order> }
/** The result of an aggregate. */
export type ResultOf<X> = X extends Aggregate<never, infer B, Order> ? B : never
type Needs<G> = G[keyof G] extends infer X ? (X extends Aggregate<never, unknown, infer O> ? O : never) : never
/** The order that the rows must have for these aggregates. */
export type InputOrder<G> = 'sequence' extends Needs<G> ? 'sequence' : Order

/** The aggregates as a plan holds them. A group has names of its own, which are taken. */
export const namedAggregates = (
  operator: string,
  aggregates: Readonly<Record<string, unknown>>,
  taken: readonly string[] = [],
): NamedAggregates =>
  Object.freeze(
    Object.entries(aggregates).map(([name, aggregate]) => {
      if (taken.includes(name))
        throw new FloeError('InvalidArgument', {
          message: `${operator} was given an aggregate named ${name}, which is a name of the group’s own`,
          hint: 'choose another name',
        })
      if (typeof aggregate !== 'object' || aggregate === null || !('step' in aggregate))
        throw new FloeError('InvalidArgument', {
          message: `${operator} was given ${printValue(aggregate)} as ${name}, and takes an aggregate`,
          hint: `call the function that makes it: ${name}: A.count()`,
        })
      return Object.freeze([name, aggregate] as const) as unknown as NamedAggregates[number]
    }),
  )
