/**
 * Plans whose functions are watched, as far as nobody knows that they have no effect. They print as they did.
 */
import { defineKnown } from '../../../aggregate/aggregate.ts'
import { isQuiet } from '../../../lambda/is-quiet.ts'
import type { Lambda, Reducer } from '../../../lambda/lambda.ts'
import { readLambda } from '../../../lambda/read-lambda.ts'
import type { AnyAggregate, AnyLambda, AnyReducer, Mapping } from '../../../plan/map-functions.ts'
import { mapFunctionsOfPlans } from '../../../plan/map-functions.ts'
import type { Kind, Node } from '../../../plan/node.ts'
import { watched } from './watch.ts'

const hasNoEffect = (f: AnyLambda | AnyReducer): boolean => isQuiet(readLambda(f as Lambda | Reducer).purity)

/** Who asks for all rows does not want to rely on what was found on some. */
const isTrusted = (lambda: AnyLambda, all: boolean): boolean =>
  (!all && lambda.isVouched === true) || hasNoEffect(lambda)

const guardLambda = (lambda: AnyLambda, all: boolean): AnyLambda =>
  isTrusted(lambda, all) ? lambda : Object.freeze({ ...lambda, call: watched(lambda.call, all) as AnyLambda['call'] })

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
  const { parts, lambdas, calls, isVouched } = aggregate
  if (isVouched === true && !all) return aggregate
  if (lambdas?.every((lambda) => isTrusted(lambda, all))) return aggregate
  const guarded = parts?.lambda && { ...parts, lambda: guardLambda(parts.lambda, all) }
  const step = watchRow(aggregate.step, all)
  return defineKnown({ ...aggregate, step }, { parts: guarded ?? parts, lambdas, calls, isVouched }) as AnyAggregate
}

const mapping = (all: boolean): Mapping => ({
  lambda: (lambda) => guardLambda(lambda, all),
  reducer: (reducer) =>
    hasNoEffect(reducer) ? reducer : Object.freeze({ ...reducer, call: watchRow(reducer.call, all) }),
  aggregate: (aggregate) => guardAggregate(aggregate, all),
})

/** A recipe of `update` is given a draft, to write to; `tap` looks at every row as it is. */
const seesItself: ReadonlySet<Kind> = new Set<Kind>(['update', 'tap'])

/** The plans, with every function watched that may have an effect, for all that is known: on a sample of its rows, or on all of them. */
export const guarded = (plans: readonly Node[], all: boolean): readonly Node[] =>
  mapFunctionsOfPlans(plans, mapping(all), seesItself)
