/**
 * What stands for a plan in every thread, stage by stage: what it does, the functions with what they capture, its codecs, and
 * the rows that it holds. Of what cannot be seen nothing is said: that is never worked on elsewhere.
 */
import { fingerprint } from '../../data/fingerprint.ts'
import { printSchema } from '../../data/schema.ts'
import { ofCodec } from '../../evidence/codec-fingerprint.ts'
import { ofAggregate, ofFunction } from '../../evidence/lasting-fingerprint.ts'
import type { Lambda, Reducer } from '../../lambda/lambda.ts'
import { mapFunctions } from '../../plan/map-functions.ts'
import type { Node } from '../../plan/node.ts'
import { printNode } from '../../plan/print.ts'
import type { Source } from '../../plan/source.ts'
import { nodesOf } from '../../plan/tree.ts'

/** A stage as people know it, and what stands for it. */
export interface StagePrint {
  readonly stage: string
  readonly text: string
}

/** What stands for something that nobody sees. */
type Hidden = () => string

const notSeen: Hidden = () => 'not seen'

const held = new WeakMap<Source, { readonly text: string | undefined }>()

/** Of rows in memory; undefined where some have no identity, and the empty text where there are none. */
export const ofHeld = (source: Source): string | undefined => {
  if (source.held === undefined) return ''
  const known = held.get(source)
  if (known !== undefined) return known.text
  let text: string | undefined
  try {
    text = fingerprint([...source.held])
  } catch {
    text = undefined
  }
  held.set(source, { text })
  return text
}

const ofSource = (source: Source): readonly unknown[] => [
  source.format,
  source.name,
  source.details,
  source.codec === undefined ? '' : (ofCodec(source.codec) ?? notSeen()),
  ofHeld(source) ?? notSeen(),
]

const orHidden = (value: unknown, hidden: Hidden): string => {
  try {
    return fingerprint(value)
  } catch {
    return hidden()
  }
}

/** Functions stand there as what stands for them. */
const ofNode = (node: Node, sourceOf: (source: Source) => readonly unknown[], hidden: Hidden): string => {
  const told = mapFunctions(node, {
    lambda: (given) => (ofFunction(given as Lambda) ?? hidden()) as never,
    reducer: (given) => (ofFunction(given as unknown as Reducer) ?? hidden()) as never,
    aggregate: (given) =>
      (ofAggregate(given) ??
        (given.calls && [given.name, ...given.calls.map((one) => ofFunction(one as Lambda) ?? hidden())].join()) ??
        hidden()) as never,
  })
  const own = Object.entries(told).filter(([name]) => name !== 'inputs' && name !== 'source' && name !== 'codec')
  return fingerprint([
    orHidden(own, hidden),
    node.kind === 'decode' ? (ofCodec(node.codec) ?? hidden()) : '',
    node.kind === 'source' ? sourceOf(node.source) : [],
  ])
}

/** Of each stage of a plan, inputs before those that read them. */
export const planPrint = (plan: Node): readonly StagePrint[] =>
  nodesOf(plan).map((node) => ({ stage: printNode(node), text: ofNode(node, ofSource, notSeen) }))

/**
 * What stands for what a plan does with rows, in every process; undefined where something of it is not seen. Which rows its sources hold
 * is left out, and what is only looked at on the way.
 */
export const ofPlan = (plan: Node): string | undefined => {
  let isSeen = true
  const hidden: Hidden = () => {
    isSeen = false
    return ''
  }
  const ofRows = ({ format, schema }: Source): readonly unknown[] => [format, printSchema(schema)]
  const stages = nodesOf(plan).flatMap((node) => (node.kind === 'tap' ? [] : [ofNode(node, ofRows, hidden)]))
  return isSeen ? fingerprint(['plan', ...stages]) : undefined
}
