import type { Order } from '../data/order.ts'
import * as S from '../data/schema.ts'
import { type Aggregate, defineKnown, type State } from './aggregate.ts'
import type { NeedsOf, Part, ResultsOf, RowOf } from './parts.ts'
import { tuple } from './tuple.ts'

/**
 * Several aggregates over the same rows in one pass, as one: an object of their results by name. It needs a sequence if
 * one of them does, and is folded in parts if all of them can be. Memory: that of all.
 *
 * @throws FloeError InvalidArgument for what is no aggregate
 * @example
 * A.fold(A.struct({ n: A.count(), total: A.sum((n: number) => n) }))([1, 2, 4]) // { n: 3, total: 7 }
 */
export function struct<A, const G extends { readonly [name: string]: Aggregate<A, unknown, Order> }>(
  parts: G,
): Aggregate<A, ResultsOf<G>, NeedsOf<G[keyof G]>>
export function struct<const G extends { readonly [name: string]: Part }>(
  parts: G,
): Aggregate<RowOf<G[keyof G]>, ResultsOf<G>, NeedsOf<G[keyof G]>>
export function struct(given: { readonly [name: string]: Part }): Aggregate<never, unknown, Order> {
  const names = Object.keys(given)
  const parts = Object.values(given)
  const results = tuple(parts)
  return defineKnown<State, never, unknown, Order>(
    {
      ...results,
      name: `struct { ${parts.map((part, i) => `${names[i]}: ${part.name}`).join(', ')} }`,
      schema: S.record(parts.map((part, i) => S.field(names[i] as string, part.schema))),
      done: (states) => {
        const values = results.done(states)
        return Object.freeze(Object.fromEntries(names.map((name, i) => [name, values[i]])))
      },
    },
    results,
  )
}
