import type { Order } from '../data/order.ts'
import * as S from '../data/schema.ts'
import { type Aggregate, defineKnown, type State } from './aggregate.ts'
import { givenAggregate } from './given-aggregate.ts'
import type { NeedsOf, Part, ResultsOf, RowOf } from './parts.ts'

/**
 * Several aggregates over the same rows in one pass, as one: a tuple of their results. It needs a sequence if one of
 * them does, and is folded in parts if all of them can be. Memory: that of all.
 *
 * @throws FloeError InvalidArgument for what is no aggregate
 * @example
 * A.fold(A.tuple([A.count(), A.sum((n: number) => n)]))([1, 2, 4]) // [ 3, 7 ]
 */
export function tuple<A, const G extends readonly Aggregate<A, unknown, Order>[]>(
  parts: G,
): Aggregate<A, ResultsOf<G>, NeedsOf<G[number]>>
export function tuple<const G extends readonly Part[]>(
  parts: G,
): Aggregate<RowOf<G[number]>, ResultsOf<G>, NeedsOf<G[number]>>
export function tuple(given: readonly Part[]): Aggregate<never, unknown, Order> {
  const parts = given.map((part) => givenAggregate('tuple', part))
  const each = <B>(f: (part: Part, i: number) => B): B[] => parts.map(f)
  const all = (name: 'lambdas' | 'calls') =>
    parts.every((part) => part[name]) ? parts.flatMap((part) => part[name] ?? []) : undefined
  return defineKnown<State[], never, readonly unknown[], Order>(
    {
      name: `tuple [${parts.map((part) => part.name).join(', ')}]`,
      needs: parts.some((part) => part.needs === 'sequence') ? 'sequence' : 'bag',
      splits: parts.every((part) => part.splits),
      schema: S.tuple(parts.map((part) => part.schema)),
      init: () => parts.map((part) => part.init()),
      step: (states, row) => {
        for (const [i, part] of parts.entries()) states[i] = part.step(states[i] as State, row)
        return states
      },
      merge: (left, right) => each((part, i) => part.merge(left[i] as State, right[i] as State)),
      done: (states) => Object.freeze(each((part, i) => part.done(states[i] as State))),
      encode: (states) => each((part, i) => part.encode(states[i] as State)),
      decode: (encoded) => each((part, i) => part.decode((encoded as unknown[])[i])),
    },
    { lambdas: all('lambdas'), calls: all('calls') },
  )
}
