import type { Order } from '../data/order.ts'
import { lambda } from '../lambda/lambda.ts'
import { printLambda } from '../lambda/print-lambda.ts'
import { type Aggregate, defineKnown, type State } from './aggregate.ts'
import { givenAggregate } from './given-aggregate.ts'
import type { Part } from './parts.ts'

type Predicate = (row: never, params: never) => boolean

const filter = (aggregate: Part, p: Predicate, params: readonly unknown[]): Part => {
  const keep = lambda(
    'filtered',
    p as (row: unknown, params: unknown) => boolean,
    ...(params as readonly [] | readonly [unknown]),
  )
  const inner = givenAggregate('filtered', aggregate)
  const lambdas = inner.lambdas && [keep, ...inner.lambdas]
  return defineKnown<State, never, unknown, Order>(
    {
      ...inner,
      name: `filtered ${printLambda(keep)} of ${inner.name}`,
      step: (state, row) => (keep.call(row) ? inner.step(state, row) : state),
    },
    { lambdas, calls: inner.calls && [keep, ...inner.calls] },
  )
}

/**
 * An aggregate over only those rows for which a predicate holds. Memory: that of the aggregate.
 *
 * The aggregate comes first, where the rows' type is then known from the context; or last, for `pipe`.
 *
 * @example
 * A.fold(A.filtered(A.count(), (n: number) => n > 1))([1, 2, 3]) // 2
 * A.fold(A.filtered(A.count(), (n: number, p) => n > p.min, { min: 2 }))([1, 2, 3]) // 1
 * A.fold(A.filtered((n: number) => n > 1)(A.count()))([1, 2, 3]) // 2
 */
export function filtered<A, B, O extends Order>(
  aggregate: Aggregate<NoInfer<A>, B, O>,
  p: (row: A) => boolean,
): Aggregate<A, B, O>
export function filtered<A, B, O extends Order, P>(
  aggregate: Aggregate<NoInfer<A>, B, O>,
  p: (row: A, params: P) => boolean,
  params: P,
): Aggregate<A, B, O>
export function filtered<A>(
  p: (row: A) => boolean,
): <B, O extends Order>(aggregate: Aggregate<A, B, O>) => Aggregate<A, B, O>
export function filtered<A, P>(
  p: (row: A, params: P) => boolean,
  params: P,
): <B, O extends Order>(aggregate: Aggregate<A, B, O>) => Aggregate<A, B, O>
export function filtered(...[one, ...rest]: readonly [Part | Predicate, ...unknown[]]): unknown {
  if (typeof one === 'function') return (aggregate: Part) => filter(aggregate, one, rest)
  const [p, ...params] = rest
  return filter(one, p as Predicate, params)
}
