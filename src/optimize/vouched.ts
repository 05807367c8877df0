/**
 * Plans whose functions say of themselves that there is evidence for their purity. It is looked up here, once, and nowhere
 * else: rules and engines ask the functions.
 *
 * Only of functions that nobody could read to the end, as what reading says of the others is certain; of recipes, which are there
 * to write; and of aggregates that users define.
 */
import { defineKnown } from '../aggregate/aggregate.ts'
import { certifiesMerging } from '../evidence/certifies-merging.ts'
import { certifiesPurity, certifiesRecipe } from '../evidence/certifies-purity.ts'
import type { Certificate, Evidence } from '../evidence/evidence.ts'
import { ofAggregate, ofRecipe } from '../evidence/lasting-fingerprint.ts'
import type { Lambda } from '../lambda/lambda.ts'
import { readLambda } from '../lambda/read-lambda.ts'
import { descriptions } from '../plan/descriptions.ts'
import type { AnyAggregate, AnyLambda } from '../plan/map-functions.ts'
import { mapFunctionsOfPlans } from '../plan/map-functions.ts'
import type { Kind, Node } from '../plan/node.ts'

/** Stages whose functions are there for what they do: a recipe writes to its draft, a task asks somebody. */
export const isForItsEffect: ReadonlySet<Kind> = new Set<Kind>(['update', 'tap', 'mapAsync'])

/** What is known of a function from being tried, if it lasts and is not read anyway. */
export const certificateFor = (lambda: Lambda, { certificates }: Evidence): Certificate | undefined => {
  const reading = readLambda(lambda)
  if (reading.purity.verdict !== 'unknown') return undefined
  const { text, isLasting } = reading.fingerprint
  return isLasting ? certificates.get(text) : undefined
}

/** A recipe, which reading calls impure for what it is there for. */
const recipeVouched = (recipe: AnyLambda, { certificates }: Evidence): AnyLambda => {
  const certificate = certificates.get(ofRecipe(recipe as Lambda) ?? '')
  return certificate !== undefined && certifiesRecipe(certificate)
    ? Object.freeze({ ...recipe, isVouched: true })
    : recipe
}

const allButUpdate: ReadonlySet<Kind> = new Set(
  (Object.keys(descriptions) as Kind[]).filter((kind) => kind !== 'update'),
)

/** The plans, where functions for whose purity there is evidence are marked. */
export const vouched = (plans: readonly Node[], evidence: Evidence): readonly Node[] => {
  if (evidence.certificates.size === 0) return plans
  const lambda = (given: AnyLambda): AnyLambda => {
    const certificate = certificateFor(given, evidence)
    return certificate !== undefined && certifiesPurity(certificate)
      ? Object.freeze({ ...given, isVouched: true })
      : given
  }
  const aggregate = (given: AnyAggregate): AnyAggregate => {
    const { parts, lambdas, calls } = given
    if (calls === undefined) {
      const certificate = evidence.certificates.get(ofAggregate(given) ?? '')
      const isVouched = certificate !== undefined && certifiesMerging(certificate)
      return isVouched ? (defineKnown(given, { parts, lambdas, isVouched }) as AnyAggregate) : given
    }
    const mapped = calls.map(lambda)
    if (mapped.every((one, i) => one === calls[i])) return given
    const read = parts?.lambda && { ...parts, lambda: lambda(parts.lambda) }
    return defineKnown(given, { parts: read ?? parts, lambdas: lambdas?.map(lambda), calls: mapped }) as AnyAggregate
  }
  const asItIs = <R>(given: R): R => given
  const known = mapFunctionsOfPlans(plans, { lambda, reducer: asItIs, aggregate }, isForItsEffect)
  const recipes = { lambda: (one: AnyLambda) => recipeVouched(one, evidence), reducer: asItIs, aggregate: asItIs }
  return mapFunctionsOfPlans(known, recipes, allButUpdate)
}
