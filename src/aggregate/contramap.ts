import type { Order } from '../data/order.ts'
import { type Lambda, lambda } from '../lambda/lambda.ts'
import { printLambda } from '../lambda/print-lambda.ts'
import { type Aggregate, defineKnown, type Parts, type State } from './aggregate.ts'
import { givenAggregate } from './given-aggregate.ts'
import type { Part } from './parts.ts'

type Function = (row: never, params: never) => unknown

/** Those of an aggregate that read the row itself: now it is what the function gives. What has two functions has no parts. */
const throughParts = ({ lambda, check, take }: Parts, change: Lambda<never, unknown>): Parts | undefined =>
  lambda === undefined ? { lambda: change, check, take, form: undefined } : undefined

const read = (aggregate: Part, f: Function, params: readonly unknown[]): Part => {
  const change = lambda(
    'contramap',
    f as (row: unknown, params: unknown) => never,
    ...(params as readonly [] | readonly [unknown]),
  )
  const inner = givenAggregate('contramap', aggregate)
  return defineKnown<State, never, unknown, Order>(
    {
      ...inner,
      name: `contramap ${printLambda(change)} of ${inner.name}`,
      step: (state, row) => inner.step(state, change.call(row)),
    },
    {
      parts: inner.parts && throughParts(inner.parts, change),
      lambdas: [change],
      calls: inner.calls && [change, ...inner.calls],
    },
  )
}

/**
 * An aggregate over what a function makes of each row: so that an aggregate of numbers, say, serves rows with a number
 * in them. Memory: that of the aggregate.
 *
 * The aggregate comes first, where the rows' type is then known from the context; or last, for `pipe`.
 *
 * @example
 * const range = A.struct({ least: A.min((n: number) => n), greatest: A.max((n: number) => n) })
 * A.fold(A.contramap(range, (word: string) => word.length))(['fig', 'quince']) // { least: 3, greatest: 6 }
 * A.fold(A.contramap((word: string) => word.length)(range))(['fig', 'quince']) // { least: 3, greatest: 6 }
 */
export function contramap<A, C, B, O extends Order>(
  aggregate: Aggregate<C, B, O>,
  f: (row: A) => NoInfer<C>,
): Aggregate<A, B, O>
export function contramap<A, C, B, O extends Order, P>(
  aggregate: Aggregate<C, B, O>,
  f: (row: A, params: P) => NoInfer<C>,
  params: P,
): Aggregate<A, B, O>
export function contramap<A, C>(
  f: (row: A) => C,
): <B, O extends Order>(aggregate: Aggregate<C, B, O>) => Aggregate<A, B, O>
export function contramap<A, C, P>(
  f: (row: A, params: P) => C,
  params: P,
): <B, O extends Order>(aggregate: Aggregate<C, B, O>) => Aggregate<A, B, O>
export function contramap(...[one, ...rest]: readonly [Part | Function, ...unknown[]]): unknown {
  if (typeof one === 'function') return (aggregate: Part) => read(aggregate, one, rest)
  const [f, ...params] = rest
  return read(one, f as Function, params)
}
