import { entry, local, object } from '../../lambda/expression.ts'
import { cannotFail } from '../cannot-fail.ts'
import { expressionOn, isTotalOn } from '../evidence.ts'
import { rowSchema } from '../row-schema.ts'
import type { Rule } from '../rule.ts'
import { isSameForEqual } from '../same-for-equal.ts'
import { throughRow } from '../through-row.ts'
import { filterOver, withInputs } from '../with-inputs.ts'

/** What is not known before the rows of a group are together. */
const unknown = local('the whole group')

/**
 * ```
 * filter (g) => g.key !== ''                  groupBy (f) => f.origin { n: count }
 *   groupBy (f) => f.origin { n: count }  →     filter (f) => f.origin !== ''
 *     flights                                     flights
 * ```
 * All rows of a group have its key, so they go or stay together. The key of a group is +0 where that of a row may be -0.
 */
export const pushFilterBelowGroup: Rule = {
  name: 'push-filter-below-group',
  why: 'groups that would be dropped are never made',
  safeWhen:
    'the predicate reads keys only, is pure and total and the same for equal keys, and no key or aggregate can fail on a row that goes',
  rewrite: (node, { isShared }) => {
    if (node.kind !== 'filter') return undefined
    const [group] = node.inputs
    if (group.kind !== 'groupBy' || isShared(group) || !cannotFail(group)) return undefined
    const [rows] = group.inputs
    const schema = rowSchema(rows)
    const made = object([
      ...group.keys.map(({ name, lambda }) => entry(name, expressionOn(lambda, schema) ?? unknown)),
      ...group.aggregates.map(([name]) => entry(name, unknown)),
    ])
    const predicate = throughRow(node.lambda, made, schema)
    if (predicate === undefined || !isTotalOn(predicate, schema) || !isSameForEqual(predicate, schema)) return undefined
    return withInputs(group, filterOver(node, rows, predicate))
  },
}
