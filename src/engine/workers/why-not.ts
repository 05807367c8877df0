/**
 * Why something must not be done on another thread, in words that follow what it is; undefined where it may be.
 *
 * A function may be called elsewhere where there is evidence that it is pure, and where all that it depends on is seen, so that
 * it can be told whether the other thread has the same one.
 */
import { ofCodec } from '../../evidence/codec-fingerprint.ts'
import type { Lambda, Reducer } from '../../lambda/lambda.ts'
import { expressionMadeInto } from '../../lambda/lambda-of.ts'
import { printLambda } from '../../lambda/print-lambda.ts'
import { readLambda } from '../../lambda/read-lambda.ts'
import { isForItsEffect } from '../../optimize/vouched.ts'
import { type AnyAggregate, mapFunctions } from '../../plan/map-functions.ts'
import type { Node } from '../../plan/node.ts'
import { ofHeld } from './plan-fingerprint.ts'

export type Why = string | undefined

const ofFunction = (given: Lambda | Reducer): Why => {
  // What the optimizer has made of functions is as pure as those are.
  if (expressionMadeInto(given.fn) !== undefined) return undefined
  const { purity, fingerprint } = readLambda(given)
  const isVouched = 'isVouched' in given && given.isVouched === true
  const name = printLambda(given as Lambda)
  if (purity.verdict === 'impure') return `${name} is not pure: ${purity.what}`
  if (purity.verdict === 'unknown' && !isVouched) return `nobody knows whether ${name} is pure: ${purity.why}`
  return fingerprint.isLasting ? undefined : `not all that ${name} captures can be seen`
}

const ofAggregate = ({ name, calls, isVouched }: AnyAggregate): Why => {
  if (isVouched === true) return undefined
  return calls === undefined
    ? `nobody knows whether ${name} is pure, as its step is its own: floe check finds out`
    : calls.map((one) => ofFunction(one as Lambda)).find((why) => why !== undefined)
}

/** A recipe may write to its draft, and it takes evidence that it does nothing else. */
const ofRecipe = (recipe: Lambda): Why => {
  const name = printLambda(recipe)
  if (recipe.isVouched !== true) return `nobody knows whether ${name} writes to its draft alone: floe check finds out`
  return readLambda(recipe).fingerprint.isLasting ? undefined : `not all that ${name} captures can be seen`
}

/** Of the functions of a node, of its codec, and of the rows that it holds. */
export const whyNotNode = (node: Node): Why => {
  if (node.kind === 'update') return ofRecipe(node.lambda)
  if (isForItsEffect.has(node.kind)) return `${node.kind} is there for its effect`
  let why: Why
  const note = <A>(found: Why, given: A): A => {
    why ??= found
    return given
  }
  mapFunctions(node, {
    lambda: (given) => note(ofFunction(given as Lambda), given),
    reducer: (given) => note(ofFunction(given as unknown as Reducer), given),
    aggregate: (given) => note(ofAggregate(given), given),
  })
  const codec = node.kind === 'decode' ? node.codec : node.kind === 'source' ? node.source.codec : undefined
  if (codec !== undefined && ofCodec(codec) === undefined)
    why ??= `not all that the codec ${codec.name} is made of can be seen`
  if (node.kind === 'source' && ofHeld(node.source) === undefined) why ??= 'it holds rows that are none'
  return why
}
