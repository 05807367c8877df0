/**
 * Plans whose functions are watched, as far as nobody knows that they are pure. They print as they did.
 */
import { defineKnown } from '../../../aggregate/aggregate.ts'
import type { Lambda, Reducer } from '../../../lambda/lambda.ts'
import { readLambda } from '../../../lambda/read-lambda.ts'
import type { AnyAggregate, AnyLambda, AnyReducer, Mapping } from '../../../plan/map-functions.ts'
import { mapFunctions } from '../../../plan/map-functions.ts'
import type { Kind, Node } from '../../../plan/node.ts'
import { mapInputs } from '../../../plan/tree.ts'
import { watched } from './watch.ts'

const isPure = (f: AnyLambda | AnyReducer): boolean => readLambda(f as Lambda | Reducer).purity.verdict === 'pure'

const guardLambda = (lambda: AnyLambda, all: boolean): AnyLambda =>
  isPure(lambda) ? lambda : Object.freeze({ ...lambda, call: watched(lambda.call, all) as AnyLambda['call'] })

/** A function of a state, which may be its own to change, and a row, which is watched. */
const watchRow = <S, A>(f: (state: S, row: A) => S, all: boolean): ((state: S, row: A) => S) => {
  let state: S
  const look = watched((row: never) => f(state, row), all) as (row: unknown) => S
  return (given, row) => {
    state = given
    return look(row)
  }
}

const guardAggregate = (aggregate: AnyAggregate, all: boolean): AnyAggregate => {
  const { parts, lambdas } = aggregate
  if (lambdas?.every(isPure)) return aggregate
  const guarded = parts?.lambda && { ...parts, lambda: guardLambda(parts.lambda, all) }
  const step = watchRow(aggregate.step, all)
  return defineKnown({ ...aggregate, step }, { parts: guarded ?? parts, lambdas }) as AnyAggregate
}

const mapping = (all: boolean): Mapping => ({
  lambda: (lambda) => guardLambda(lambda, all),
  reducer: (reducer) => (isPure(reducer) ? reducer : Object.freeze({ ...reducer, call: watchRow(reducer.call, all) })),
  aggregate: (aggregate) => guardAggregate(aggregate, all),
})

/** A recipe of `update` is given a draft, to write to; `tap` looks at every row as it is. */
const seesItself: ReadonlySet<Kind> = new Set<Kind>(['update', 'tap'])

/** The plans, with every function watched that is not known to be pure: on a sample of its rows, or on all of them. */
export const guarded = (plans: readonly Node[], all: boolean): readonly Node[] => {
  const made = new Map<Node, Node>()
  const watching = mapping(all)
  const visit = (node: Node): Node => {
    const known = made.get(node)
    if (known !== undefined) return known
    const below = mapInputs(node, visit)
    const result = seesItself.has(node.kind) ? below : mapFunctions(below, watching)
    made.set(node, result)
    return result
  }
  return plans.map(visit)
}
