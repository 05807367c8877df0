/**
 * The text of a plan: stable, indented, one line a node, the last stage first. `explain` shows it and tests compare it.
 */
import { printSchema, type Schema } from '../data/schema.ts'
import { describe } from './descriptions.ts'
import type { Node } from './node.ts'
import { orderOf, schemaOf } from './tree.ts'

/** A node on one line, without its inputs: `filter (f) => f.delay > 15`. */
export const printNode = (node: Node): string => {
  const details = describe(node).print(node)
  const policy = node.onError === undefined ? '' : `on error ${node.onError}`
  return [node.kind, details, policy].filter((part) => part !== '').join(' ')
}

/**
 * The plan as text: of each node its line, then its order and schema, by whoever knows more of it. Inputs stand below, indented.
 *
 * @example
 * console.log(printPlan(F.pipe(F.rows([1, 2]), F.filter((n) => n > 1), F.take(1)).plan))
 * // take 1 : sequence of unknown
 * //   filter (n) => n > 1 : sequence of unknown
 * //     source rows : sequence of unknown
 */
export const printPlan = (node: Node, indent = '', schema: (node: Node) => Schema = schemaOf): string =>
  [
    `${indent}${printNode(node)} : ${orderOf(node)} of ${printSchema(schema(node))}`,
    ...node.inputs.map((input) => printPlan(input, `${indent}  `, schema)),
  ].join('\n')
