import * as S from '../data/schema.ts'
import { lambda } from '../lambda/lambda.ts'
import { printLambda } from '../lambda/print-lambda.ts'
import { type Aggregate, type Definition, defineKnown } from './aggregate.ts'
import { numberGiven } from './number-given.ts'
import type { NumberOf } from './spread.ts'

/** What is particular to an aggregate over pairs: its totals, how a pair adds to them, and what is made of them. */
interface OverPairs<T extends { n: number }> {
  readonly totals: Pick<Definition<T, never, never>, 'needs' | 'splits' | 'init' | 'merge' | 'encode' | 'decode'>
  readonly add: (totals: T, x: number, y: number) => void
  readonly done: (totals: T) => number
}

/**
 * An aggregate over two numbers of each row. A pair counts only where both are there; but both functions are called for
 * every row, so that whether one fails does not depend on the other.
 */
export const numberPair = <A, P, T extends { n: number }>(
  kind: string,
  f: NumberOf<A, P>,
  g: NumberOf<A, P>,
  params: readonly [] | readonly [P],
  { totals, add, done }: OverPairs<T>,
): Aggregate<A, number> => {
  const one = lambda(kind, f, ...params)
  const other = lambda(kind, g, ...params)
  // The parameters belong to both and are printed once, behind the second.
  const name = `${kind} ${printLambda({ ...one, params: [] })}, ${printLambda(other)}`
  return defineKnown<T, A, number>(
    {
      ...totals,
      name,
      schema: S.number,
      step: (state, row) => {
        const x = numberGiven(name, one.call(row))
        const y = numberGiven(name, other.call(row))
        if (x === undefined || y === undefined) return state
        state.n += 1
        add(state, x, y)
        return state
      },
      done,
    },
    { lambdas: [one, other], calls: [one, other] },
  )
}
