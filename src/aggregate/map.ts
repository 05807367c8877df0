import type { Order } from '../data/order.ts'
import * as S from '../data/schema.ts'
import { lambda } from '../lambda/lambda.ts'
import { printLambda } from '../lambda/print-lambda.ts'
import { type Aggregate, defineKnown, type State } from './aggregate.ts'
import { givenAggregate } from './given-aggregate.ts'
import type { Part } from './parts.ts'

type Function = (result: never, params: never) => unknown

const change = (aggregate: Part, f: Function, params: readonly unknown[]): Part => {
  const finish = lambda(
    'map',
    f as (result: unknown, params: unknown) => unknown,
    ...(params as readonly [] | readonly [unknown]),
  )
  const inner = givenAggregate('map', aggregate)
  return defineKnown<State, never, unknown, Order>(
    {
      ...inner,
      name: `map ${printLambda(finish)} of ${inner.name}`,
      schema: S.unknown,
      done: (state) => finish.call(inner.done(state)),
    },
    inner,
  )
}

/**
 * An aggregate with its result changed by a function, once, after the last row. Memory: that of the aggregate.
 *
 * The aggregate comes first, where the rows' type is then known from the context; or last, for `pipe`.
 *
 * @example
 * A.fold(A.map(A.mean((n: number) => n), (m) => Math.round(m)))([1, 2, 2]) // 2
 * A.fold(A.map((m: number) => Math.round(m))(A.mean((n: number) => n)))([1, 2, 2]) // 2
 */
export function map<A, B, C, O extends Order>(aggregate: Aggregate<A, B, O>, f: (result: B) => C): Aggregate<A, C, O>
export function map<A, B, C, O extends Order, P>(
  aggregate: Aggregate<A, B, O>,
  f: (result: B, params: P) => C,
  params: P,
): Aggregate<A, C, O>
export function map<B, C>(
  f: (result: B) => C,
): <A, O extends Order>(aggregate: Aggregate<A, B, O>) => Aggregate<A, C, O>
export function map<B, C, P>(
  f: (result: B, params: P) => C,
  params: P,
): <A, O extends Order>(aggregate: Aggregate<A, B, O>) => Aggregate<A, C, O>
export function map(...[one, ...rest]: readonly [Part | Function, ...unknown[]]): unknown {
  if (typeof one === 'function') return (aggregate: Part) => change(aggregate, one, rest)
  const [f, ...params] = rest
  return change(one, f as Function, params)
}
