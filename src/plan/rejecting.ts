/**
 * Stages that set rows aside whatever the run says of rows that fail.
 */
import { type Bag, dataset, planOf } from './dataset.ts'
import type { Node } from './node.ts'

/** The plan with every node that rows pass through on their way from this one: what has a policy keeps it. */
const marked = (plan: Node, from: Node): Node => {
  const known = new Map<Node, Node>([[from, from]])
  const isOnWay = new Map<Node, boolean>([[from, true]])
  const passes = (node: Node): boolean => {
    const found = isOnWay.get(node) ?? node.inputs.map(passes).includes(true)
    isOnWay.set(node, found)
    return found
  }
  const visit = (node: Node): Node => {
    const before = known.get(node)
    if (before !== undefined) return before
    const made: Node = passes(node)
      ? (Object.freeze({ onError: 'reject', ...node, inputs: Object.freeze(node.inputs.map(visit)) }) as Node)
      : node
    known.set(node, made)
    return made
  }
  return visit(plan)
}

/**
 * The stage, with rows that fail in it set aside: they are rejects of the run, while rows that fail elsewhere do what the run
 * says. Takes one stage, or several in a `flow`. What comes from elsewhere, such as the right side of a join, keeps its own
 * policy.
 *
 * @example
 * const inverse = F.rejecting(F.map((n: number) => 12n / BigInt(n)))
 * const result = await F.run(F.pipe(F.rows([4, 0, 3]), inverse))()
 * E.isRight(result) && result.right.rows // List [ 3n, 4n ]
 * E.isRight(result) && result.right.rejects.map((error) => error.summary)
 * // List [ 'the function threw RangeError: Division by zero' ]
 */
export const rejecting =
  <D extends Bag<unknown>, E extends Bag<unknown>>(stage: (rows: D) => E): ((rows: D) => E) =>
  (rows) =>
    dataset(marked(stage(rows).plan, planOf(rows))) as unknown as E
