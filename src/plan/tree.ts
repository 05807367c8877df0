/**
 * Functions over whole plans, generic over the table of kinds.
 */
import type { Order } from '../data/order.ts'
import type { Schema } from '../data/schema.ts'
import { describe } from './descriptions.ts'
import type { Node } from './node.ts'

/** Plans are frozen: what is known of one is worked out once, from what is known of its inputs. */
const ofEach = <A extends object | string>(of: (node: Node) => A): ((node: Node) => A) => {
  const known = new WeakMap<Node, A>()
  return (node) => {
    const found = known.get(node) ?? of(node)
    known.set(node, found)
    return found
  }
}

/**
 * Whether the rows of a plan have an order.
 *
 * @example
 * const words = F.rows(['a', 'b', 'a'])
 * F.orderOf(F.pipe(words, F.distinct()).plan) // 'sequence'
 * F.orderOf(F.pipe(words, F.groupBy((w) => w, { n: A.count() })).plan) // 'bag'
 */
export const orderOf: (node: Node) => Order = ofEach((node) => describe(node).order(node.inputs.map(orderOf), node))

/**
 * What is known of the rows of a plan.
 *
 * @example
 * const flights = F.pipe(F.rows([{ delay: 4 }]), F.decode(t.type({ delay: t.number })))
 * F.printSchema(F.schemaOf(flights.plan)) // '{ delay: number }'
 */
export const schemaOf: (node: Node) => Schema = ofEach((node) => describe(node).schema(node.inputs.map(schemaOf), node))

/** The nodes of a plan, inputs before those that read them. A node used twice appears twice. */
export const nodesOf = (node: Node): readonly Node[] => {
  const all: Node[] = []
  const visit = (one: Node): void => {
    one.inputs.forEach(visit)
    all.push(one)
  }
  visit(node)
  return all
}

/** The node with `f` applied to its inputs: the same object when none of them changed. */
export const mapInputs = (node: Node, f: (input: Node) => Node): Node => {
  const inputs = node.inputs.map(f)
  return inputs.every((input, i) => input === node.inputs[i])
    ? node
    : (Object.freeze({ ...node, inputs: Object.freeze(inputs) }) as Node)
}

/** The plan with `f` applied to every node, inputs first: the same object when nothing changed. */
export const transform = (node: Node, f: (node: Node) => Node): Node =>
  f(mapInputs(node, (input) => transform(input, f)))
