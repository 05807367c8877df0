import { isPure } from '../evidence.ts'
import type { Rule } from '../rule.ts'
import { filterOver, withInputs } from '../with-inputs.ts'

/**
 * ```
 * filter p            concat
 *   concat              filter p
 *     first      →        first
 *     second            filter p
 *                         second
 * ```
 * The predicate is called for the same rows at the same time as before. Where it throws, the error is the same too.
 */
export const pushFilterBelowConcat: Rule = {
  name: 'push-filter-below-concat',
  why: 'on each side the filter may go on to where less need be read, held or joined',
  safeWhen: 'the predicate is pure',
  rewrite: (node, { isShared }) => {
    if (node.kind !== 'filter') return undefined
    const [concat] = node.inputs
    if (concat.kind !== 'concat' || isShared(concat) || !isPure(node.lambda)) return undefined
    const [first, second] = concat.inputs
    return withInputs(concat, filterOver(node, first), filterOver(node, second))
  },
}
