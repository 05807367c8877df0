/**
 * The nodes of plans in an order in which facts about readers are known before those about what they read.
 */
import type { Node } from '../plan/node.ts'

/** All nodes of some plans, each once, readers before what they read. */
export const readersFirst = (plans: readonly Node[]): readonly Node[] => {
  const seen = new Set<Node>()
  const inputsFirst: Node[] = []
  const visit = (node: Node): void => {
    if (seen.has(node)) return
    seen.add(node)
    for (const input of node.inputs) visit(input)
    inputsFirst.push(node)
  }
  for (const plan of plans) visit(plan)
  return inputsFirst.reverse()
}
