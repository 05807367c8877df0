import type { Node } from '../../plan/node.ts'
import { orderOf } from '../../plan/tree.ts'
import { cannotFail } from '../cannot-fail.ts'
import { isComparable } from '../is-comparable.ts'
import { rowSchema } from '../row-schema.ts'
import type { Rule } from '../rule.ts'

/**
 * Whether rows are all different, and it has been seen of each that it can be compared. What may fail must not stand between
 * two bags: `distinct` would give nothing before its error, and what is below it may give some rows.
 */
const areDifferent = (node: Node): boolean => {
  switch (node.kind) {
    case 'distinct':
    case 'intersect':
    case 'except':
      return true
    case 'groupBy':
      return isComparable(rowSchema(node))
    case 'filter':
      return areDifferent(node.inputs[0]) && (orderOf(node) === 'sequence' || cannotFail(node))
    case 'take':
    case 'drop':
    case 'sortBy':
    case 'shuffle':
      return areDifferent(node.inputs[0])
    default:
      return false
  }
}

/**
 * ```
 * distinct                                      groupBy (f) => f.origin { n: count }
 *   groupBy (f) => f.origin { n: count }   →      flights
 *     flights
 * ```
 * Groups differ in their keys; of sets, and what filters and sorts leave of them, the same is known.
 */
export const dropDistinct: Rule = {
  name: 'drop-distinct',
  why: 'rows that are all different need not be remembered to find that out',
  safeWhen: 'the rows are all different by what makes them, and comparing them cannot fail',
  rewrite: (node) => (node.kind === 'distinct' && areDifferent(node.inputs[0]) ? node.inputs[0] : undefined),
}
