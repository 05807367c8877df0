import { cannotFail } from '../cannot-fail.ts'
import { isTotalOn } from '../evidence.ts'
import { rowSchema } from '../row-schema.ts'
import type { Rule } from '../rule.ts'
import { filterOver, withInputs } from '../with-inputs.ts'

/**
 * ```
 * filter p                sortBy k
 *   sortBy k        →       filter p
 *     rows                    rows
 * ```
 * Rows that stay come in the same order: a sort puts two rows in order by looking at these two alone. Likewise `shuffle`.
 */
export const pushFilterBelowSort: Rule = {
  name: 'push-filter-below-sort',
  why: 'fewer rows are held and sorted',
  safeWhen: 'the predicate is pure and total, and neither a key nor the comparing of rows can fail on a row that goes',
  rewrite: (node, { isShared }) => {
    if (node.kind !== 'filter') return undefined
    const [sort] = node.inputs
    if ((sort.kind !== 'sortBy' && sort.kind !== 'shuffle') || isShared(sort) || !cannotFail(sort)) return undefined
    const [rows] = sort.inputs
    return isTotalOn(node.lambda, rowSchema(rows)) ? withInputs(sort, filterOver(node, rows)) : undefined
  },
}
