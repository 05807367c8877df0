import { cannotFail } from '../cannot-fail.ts'
import { isTotalOn } from '../evidence.ts'
import { rowSchema } from '../row-schema.ts'
import type { Rule } from '../rule.ts'
import { isSameForEqual } from '../same-for-equal.ts'
import { filterOver, withInputs } from '../with-inputs.ts'

/**
 * ```
 * filter p               distinct
 *   distinct       →       filter p
 *     rows                   rows
 * ```
 * Of equal rows all go or all stay, so that which one stands for them is the same. Likewise the first side of `intersect` and
 * `except`.
 */
export const pushFilterBelowDistinct: Rule = {
  name: 'push-filter-below-distinct',
  why: 'fewer rows are remembered',
  safeWhen: 'the predicate is pure and total and the same for equal rows, and comparing rows cannot fail',
  rewrite: (node, { isShared }) => {
    if (node.kind !== 'filter') return undefined
    const [set] = node.inputs
    if (set.kind !== 'distinct' && set.kind !== 'intersect' && set.kind !== 'except') return undefined
    if (isShared(set) || !cannotFail(set)) return undefined
    const [rows, ...others] = set.inputs
    const schema = rowSchema(rows)
    if (!isTotalOn(node.lambda, schema) || !isSameForEqual(node.lambda, schema)) return undefined
    return withInputs(set, filterOver(node, rows), ...others)
  },
}
