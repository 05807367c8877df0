/**
 * `define` for an aggregate that reads one value of each row, if any: it says what it reads, what it takes, and how, and its
 * step is made of that. So that the step and its parts cannot differ, none of them says it twice.
 */
import type { Order } from '../data/order.ts'
import type { Lambda } from '../lambda/lambda.ts'
import { type Aggregate, type Definition, defineKnown, type Parts, type State } from './aggregate.ts'

/** A lambda; or the row itself, or nothing. */
export type Reads<A> = Lambda<A, unknown> | 'row' | 'nothing'

/** Throws for a value that the aggregate does not take. */
type Check<C> = (value: unknown) => C

/** `S` is the state, `C` a value of a row as it was checked. */
type ReadingDefinition<S, A, B, C, O extends Order> = Omit<Definition<S, A, B, O>, 'step'> & {
  readonly reads: Reads<A>
  /** Takes in what was checked. Never throws. */
  readonly take: (state: S, value: C) => S
  readonly form?: Parts['form']
} & (unknown extends C ? { readonly check?: Check<C> } : { readonly check: Check<C> })

type Call = (value: never) => unknown

const stepOf = (call: Call | undefined, check: Call | undefined, take: Parts['take']): Parts['take'] => {
  const given = (call ?? check) as ((value: unknown) => unknown) | undefined
  if (given === undefined) return take
  if (call === undefined || check === undefined) return (state, row) => take(state, given(row))
  return (state, row) => take(state, check(given(row) as never))
}

/** The aggregate whose step is `take(state, check(what is read of the row))`. */
export const defineReading = <S, A, B, C = unknown, O extends Order = 'bag'>({
  reads,
  check,
  take: taking,
  form,
  ...rest
}: ReadingDefinition<S, A, B, C, O>): Aggregate<A, B, O> => {
  const lambda = typeof reads === 'string' ? undefined : reads
  const take = taking as unknown as Parts['take']
  return defineKnown<State, A, B, O>(
    { ...(rest as unknown as Definition<State, A, B, O>), step: stepOf(lambda?.call, check, take) },
    {
      parts: { lambda, check, take, form },
      lambdas: lambda === undefined ? (reads === 'nothing' ? [] : undefined) : [lambda],
      calls: lambda === undefined ? [] : [lambda],
    },
  )
}
