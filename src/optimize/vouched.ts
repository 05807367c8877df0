/**
 * Plans whose functions say of themselves that there is evidence for their purity. It is looked up here, once, and nowhere
 * else: rules and engines ask the functions.
 *
 * Only of functions that nobody could read to the end. What reading says of the others is certain.
 */
import { defineKnown } from '../aggregate/aggregate.ts'
import { certifiesPurity } from '../evidence/certifies-purity.ts'
import type { Certificate, Evidence } from '../evidence/evidence.ts'
import type { Lambda } from '../lambda/lambda.ts'
import { readLambda } from '../lambda/read-lambda.ts'
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
    const { parts, lambdas } = given
    const mapped = lambdas?.map(lambda)
    if (mapped === undefined || mapped.every((one, i) => one === lambdas?.[i])) return given
    const read = parts?.lambda && { ...parts, lambda: lambda(parts.lambda) }
    return defineKnown(given, { parts: read ?? parts, lambdas: mapped }) as AnyAggregate
  }
  const mapping = { lambda, reducer: <R>(given: R): R => given, aggregate }
  return mapFunctionsOfPlans(plans, mapping, isForItsEffect)
}
