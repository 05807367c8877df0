/**
 * The stages that give a bag and of which nobody sees in which order its rows come: on the way from there to the result, or to
 * where rows are put in another order, nothing can fail on a row. Where something can, the first row on which it does is the
 * error of the run.
 */
import { cannotFail } from '../../optimize/cannot-fail.ts'
import { orderOf } from '../../plan/tree.ts'
import type { Stage } from '../stage.ts'

/** What these give does not depend on the order of a bag. */
const forget: readonly string[] = ['sortBy', 'shuffle', 'aggregate']

/** @param areSeen whether somebody sees in which order the rows of the outputs come */
export const unorderedOf = (outputs: readonly Stage[], areSeen = false): ReadonlySet<Stage> => {
  const seen = new Set<Stage>()
  const all = new Set<Stage>()
  const visit = (stage: Stage, isSeen: boolean): void => {
    const { node, inputs } = stage
    all.add(stage)
    // What is done with groups in the end may fail, too.
    const mayFail = (node.kind === 'groupBy' || node.kind === 'rollup') && !cannotFail(node)
    if (isSeen || mayFail || orderOf(node) === 'sequence') seen.add(stage)
    for (const input of inputs) visit(input, !cannotFail(node) || (isSeen && !forget.includes(node.kind)))
  }
  for (const output of outputs) visit(output, areSeen)
  return new Set([...all].filter((stage) => !seen.has(stage)))
}
