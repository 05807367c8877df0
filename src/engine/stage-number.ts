/**
 * Which stage of a plan, as it was written, an error is of: plans are executed in another form, in which stages have the same
 * text. Of two that read the same nobody knows which it was.
 */
import type { RunError } from '../error/floe-error.ts'
import type { Node } from '../plan/node.ts'
import { printNode } from '../plan/print.ts'
import { nodesOf } from '../plan/tree.ts'

/** Says of errors which stage of the plan they are of, from 1, inputs before the stages that read them. */
export const numberStages = (plan: Node): ((error: RunError) => RunError) => {
  const numbers = new Map<string, number | undefined>()
  for (const [i, node] of nodesOf(plan).entries()) {
    const text = printNode(node)
    numbers.set(text, numbers.has(text) ? undefined : i + 1)
  }
  return (error) => {
    const at = error.place.stage === undefined ? undefined : numbers.get(error.place.stage)
    return at === undefined ? error : (error.at({ at }) as RunError)
  }
}
