/**
 * The functions of a node, wherever they stand in it: to list them, or to put others in their places.
 */
import type { Aggregate } from '../aggregate/aggregate.ts'
import type { Order } from '../data/order.ts'
import type { Lambda, Reducer } from '../lambda/lambda.ts'
import type { Kind, Node } from './node.ts'
import { mapInputs } from './tree.ts'

export type AnyLambda = Lambda<never, unknown>
export type AnyReducer = Reducer<unknown, unknown>
export type AnyAggregate = Aggregate<unknown, unknown, Order>

/** What is done with each; what gives the same object changes nothing. */
export interface Mapping {
  readonly lambda: (lambda: AnyLambda) => AnyLambda
  readonly reducer: (reducer: AnyReducer) => AnyReducer
  readonly aggregate: (aggregate: AnyAggregate) => AnyAggregate
}

const isFunction = (value: object): value is AnyLambda | AnyReducer =>
  'call' in value && 'fn' in value && 'params' in value
/** A reducer is called with a state and a row. */
const isReducer = (value: AnyLambda | AnyReducer): value is AnyReducer => value.call.length === 2
const isAggregate = (value: object): value is AnyAggregate => 'step' in value && 'merge' in value && 'init' in value

/** What is no part of a node's own: other nodes, and values of users, which are data. */
const leftAlone: ReadonlySet<string> = new Set(['inputs', 'source', 'codec', 'initial'])

const mapPart = (value: unknown, mapping: Mapping): unknown => {
  if (typeof value !== 'object' || value === null) return value
  if (isFunction(value)) return isReducer(value) ? mapping.reducer(value) : mapping.lambda(value)
  if (isAggregate(value)) return mapping.aggregate(value)
  if (Array.isArray(value)) {
    const items = value.map((item) => mapPart(item, mapping))
    return items.some((item, i) => item !== value[i]) ? Object.freeze(items) : value
  }
  const entries = Object.entries(value)
  const mapped = entries.map(([name, part]) => (leftAlone.has(name) ? part : mapPart(part, mapping)))
  return entries.some(([, part], i) => part !== mapped[i])
    ? Object.freeze(Object.fromEntries(entries.map(([name], i) => [name, mapped[i]])))
    : value
}

/** The node with its functions mapped: the same object where each is what it was. */
export const mapFunctions = (node: Node, mapping: Mapping): Node => mapPart(node, mapping) as Node

/** The plans with all their functions mapped, but those of stages of some kinds. What plans share stays shared. */
export const mapFunctionsOfPlans = (
  plans: readonly Node[],
  mapping: Mapping,
  spared: ReadonlySet<Kind>,
): readonly Node[] => {
  const made = new Map<Node, Node>()
  const visit = (node: Node): Node => {
    const known = made.get(node)
    if (known !== undefined) return known
    const below = mapInputs(node, visit)
    const result = spared.has(node.kind) ? below : mapFunctions(below, mapping)
    made.set(node, result)
    return result
  }
  return plans.map(visit)
}
