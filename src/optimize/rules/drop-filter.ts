import { expressionOn } from '../evidence.ts'
import { rowSchema } from '../row-schema.ts'
import type { Rule } from '../rule.ts'

/**
 * ```
 * filter () => true    →    rows
 *   rows
 * ```
 * A filter that drops all rows stays: what feeds it may fail, and is run for that.
 */
export const dropFilter: Rule = {
  name: 'drop-filter',
  why: 'a predicate that holds for every row need not be called',
  safeWhen: 'the predicate is pure, and is a constant',
  rewrite: (node) => {
    if (node.kind !== 'filter') return undefined
    const answer = expressionOn(node.lambda, rowSchema(node.inputs[0]))
    return answer?.kind === 'constant' && Boolean(answer.value) !== node.not ? node.inputs[0] : undefined
  },
}
