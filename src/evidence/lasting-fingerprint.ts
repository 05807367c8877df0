/**
 * What stands for a function, or what is made of functions, in every process, where all that it depends on is seen.
 *
 * It is to be asked for before anything is called: a function that remembers is another one afterwards, for all that can be
 * seen from outside.
 */
import type { Aggregate } from '../aggregate/aggregate.ts'
import { fingerprint } from '../data/fingerprint.ts'
import type { Order } from '../data/order.ts'
import { type Lambda, lambda, type Reducer } from '../lambda/lambda.ts'
import { readLambda } from '../lambda/read-lambda.ts'
import type { SortKey } from '../plan/node.ts'

type AnyAggregate = Aggregate<never, unknown, Order>
type Plain = (...args: never) => unknown

/** The fingerprint of a function; undefined where it does not last. */
export const ofFunction = (given: Lambda | Reducer): string | undefined => {
  const { text, isLasting } = readLambda(given).fingerprint
  return isLasting ? text : undefined
}

/** Of a recipe, which is called with a draft of its row: not what the same function is that is called with the row. */
export const ofRecipe = (recipe: Lambda): string | undefined => {
  const text = ofFunction(recipe)
  return text && fingerprint(['recipe', text])
}

/** Of a function that is there for what it does: whatever holds of it says nothing of the same function where its value counts. */
export const ofEffect = (effect: Lambda): string | undefined => {
  const text = ofFunction(effect)
  return text && fingerprint(['effect', text])
}

/** Of a function that makes tasks; of what it makes, once somebody has started it. */
export const ofTask = (task: Lambda, what: 'made' | 'started'): string | undefined => {
  const text = ofFunction(task)
  return text && fingerprint(['task', what, text])
}

/** Of a reducer and what it begins with. */
export const ofReducer = (reducer: Reducer, initial: unknown): string | undefined => {
  const text = ofFunction(reducer)
  try {
    return text && fingerprint(['reducer', text, initial])
  } catch {
    // A state of a kind that rows are not made of.
    return undefined
  }
}

/** Of what rows are sorted by. */
export const ofOrder = (keys: readonly SortKey[]): string | undefined => {
  const all = keys.map(({ lambda: key, direction, nulls }) => [ofFunction(key as Lambda), direction, nulls])
  return all.some(([text]) => text === undefined) ? undefined : fingerprint(['order', all])
}

/** Of several functions together, each under its name. */
export const ofFunctions = (functions: Readonly<Record<string, Plain>>): string | undefined => {
  const all = Object.entries(functions).map(([name, fn]) => [
    name,
    ofFunction(lambda('laws', fn as (row: never) => unknown)),
  ])
  return all.some(([, one]) => one === undefined) ? undefined : fingerprint(all)
}

/**
 * Of an aggregate: of all its functions; of one that is made of another's parts, of the functions that are given rows. Behind
 * `done` of one without a schema may be another function, which nobody sees.
 */
export const ofAggregate = (aggregate: AnyAggregate): string | undefined => {
  const { name, needs, lambdas, schema, init, step, merge, done, encode, decode } = aggregate
  if (lambdas === undefined) return ofFunctions({ init, step, merge, done, encode, decode })
  if (schema.kind === 'unknown') return undefined
  const functions = lambdas.map((one) => ofFunction(one as Lambda))
  return functions.includes(undefined) ? undefined : fingerprint([name, needs, ...functions])
}
