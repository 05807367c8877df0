/**
 * Which laws were established, of what a plan is made of: as text, for people. What counts for the optimizer stands beside
 * the functions themselves.
 */

import { ofPlan } from '../engine/workers/plan-fingerprint.ts'
import { ofCodec } from '../evidence/codec-fingerprint.ts'
import type { Certificate, Evidence } from '../evidence/evidence.ts'
import { isCurrent } from '../evidence/is-current.ts'
import {
  ofAggregate,
  ofEffect,
  ofFunction,
  ofOrder,
  ofRecipe,
  ofReducer,
  ofTask,
} from '../evidence/lasting-fingerprint.ts'
import type { Lambda, Reducer } from '../lambda/lambda.ts'
import { printLambda } from '../lambda/print-lambda.ts'
import { readLambda } from '../lambda/read-lambda.ts'
import { mapFunctions } from '../plan/map-functions.ts'
import type { Node, SortKey } from '../plan/node.ts'
import { printNode } from '../plan/print.ts'
import { nodesOf } from '../plan/tree.ts'
import { established } from './evidence-text.ts'

/** What may have a certificate, under the name that people know it by. */
interface Certifiable {
  readonly name: string
  readonly fingerprint: string | undefined
}

const printKeys = (keys: readonly SortKey[]): string => keys.map(({ lambda }) => printLambda(lambda)).join(', ')

const ofNode = (node: Node): readonly Certifiable[] => {
  const found: Certifiable[] = []
  const note = (name: string, fingerprint: string | undefined): void => {
    found.push({ name: `${node.kind} ${name}`, fingerprint })
  }
  const ofLambda = (one: Lambda): void => {
    // Of a function that nobody could read it is said where it is told what becomes of it.
    if (readLambda(one).purity.verdict !== 'unknown') note(printLambda(one), ofFunction(one))
  }
  mapFunctions(node, {
    lambda: (given) => {
      const one = given as Lambda
      if (node.kind === 'update') note(printLambda(one), ofRecipe(one))
      else if (node.kind === 'tap') note(printLambda(one), ofEffect(one))
      else if (node.kind === 'mapAsync') {
        note(`${printLambda(one)}, its making`, ofTask(one, 'made'))
        note(`${printLambda(one)}, started`, ofTask(one, 'started'))
      } else ofLambda(one)
      return given
    },
    reducer: (given) => {
      const one = given as unknown as Reducer
      if (node.kind === 'scan') note(printLambda(one), ofReducer(one, node.initial))
      return given
    },
    aggregate: (given) => {
      for (const one of given.lambdas ?? []) ofLambda(one as Lambda)
      note(given.name, ofAggregate(given as never))
      return given
    },
  })
  if ((node.kind === 'sortBy' || node.kind === 'over') && node.keys.length > 0)
    note(`order ${printKeys(node.keys)}`, ofOrder(node.keys))
  const codec = node.kind === 'decode' ? node.codec : node.kind === 'source' ? node.source.codec : undefined
  if (codec !== undefined) found.push({ name: `${printNode(node)} codec`, fingerprint: ofCodec(codec) })
  return found
}

/** Without those that nothing could have broken. */
const bitten = (certificate: Certificate): Certificate => ({
  ...certificate,
  laws: Object.fromEntries(Object.entries(certificate.laws).filter(([, bites]) => bites > 0)),
})

const line = (name: string, certificate: Certificate): string =>
  isCurrent(certificate)
    ? `${name}: ${established(bitten(certificate))}`
    : `${name}: by floe ${certificate.version}, to be checked again`

/** A line for each certificate that something in a plan has, in the order in which rows come by. */
export const lawsOf = (plan: Node, { certificates }: Evidence): readonly string[] => {
  if (certificates.size === 0) return []
  const lines = [...nodesOf(plan).flatMap(ofNode), { name: 'the plan as a whole', fingerprint: ofPlan(plan) }].flatMap(
    ({ name, fingerprint }) => {
      const certificate = fingerprint === undefined ? undefined : certificates.get(fingerprint)
      return certificate === undefined ? [] : [line(name, certificate)]
    },
  )
  return [...new Set(lines)]
}
