/**
 * A node that reads other inputs, and is what it was besides. Knows nothing of rules.
 */
import type { Lambda } from '../lambda/lambda.ts'
import type { FilterNode, Node } from '../plan/node.ts'

export const withInputs = <N extends Node>(node: N, ...inputs: N['inputs'][number][]): N =>
  Object.freeze({ ...node, inputs: Object.freeze(inputs) }) as N

/** The filter, over other rows, by a predicate on them. */
export const filterOver = (filter: FilterNode, input: Node, predicate: Lambda = filter.lambda): FilterNode =>
  Object.freeze({
    ...filter,
    inputs: Object.freeze([input] as const),
    lambda: predicate as FilterNode['lambda'],
  })
