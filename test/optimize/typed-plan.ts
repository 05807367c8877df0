/**
 * Random plans whose sources say what their rows are, so that there is something to read evidence from.
 */
import fc from 'fast-check'
import * as S from '../../src/data/schema.ts'
import type { Kind, Node, SourceNode } from '../../src/plan/node.ts'
import { printPlan } from '../../src/plan/print.ts'
import { mapInputs } from '../../src/plan/tree.ts'
import { anyPlan, type PlanOptions } from '../arbitrary/plan.ts'
import { stages } from '../arbitrary/stages.ts'

const visit = S.record([
  S.field('id', S.number),
  S.field('name', S.union([S.string, S.null])),
  S.field('n', S.union([S.number, S.null, S.undefined])),
  S.field('tags', S.array(S.string)),
  S.field('props', S.dictionary(S.union([S.number, S.null]))),
  S.optionalField('at', S.union([S.date, S.undefined])),
])
const shapes = [visit, S.union([S.number, S.null, S.undefined]), S.string]

const typed = (node: SourceNode): SourceNode => {
  const rows = [...(node.source.held ?? [])]
  const schema = shapes.find((shape) => rows.every((row) => S.conforms(shape, row))) ?? S.unknown
  return Object.freeze({ ...node, source: Object.freeze({ ...node.source, schema }) })
}

/** The plan with schemas at its sources; what was one node is one node afterwards. */
export const withSchemas = (plan: Node): Node => {
  const done = new Map<Node, Node>()
  const visitNode = (node: Node): Node => {
    const known = done.get(node)
    if (known !== undefined) return known
    const made = node.kind === 'source' ? typed(node) : mapInputs(node, visitNode)
    done.set(node, made)
    return made
  }
  return visitNode(plan)
}

/** A plan, which prints itself for a counterexample. */
export interface Planned {
  readonly plan: Node
}

const allKinds = Object.keys(stages) as readonly Kind[]

/** Of stages of these kinds, or of all, over finite numbers or over NaN, infinities and zeros. */
export const typedPlan = (options: PlanOptions, kinds: readonly Kind[] = allKinds): fc.Arbitrary<Planned> => {
  const without = allKinds.filter((kind) => !kinds.includes(kind))
  const of = (numbers: 'finite' | 'specials'): fc.Arbitrary<Planned> =>
    anyPlan({ ...options, without, numbers }).map(({ dataset, description }) => {
      const plan = withSchemas(dataset.plan)
      const rows = description.slice(description.indexOf('\nover\n'))
      return { plan, [fc.toStringMethod]: () => `\n${printPlan(plan)}${rows}` }
    })
  return fc.oneof(of('finite'), of('specials'))
}
