import type { Kind, Node } from '../../plan/node.ts'
import { cannotFail } from '../cannot-fail.ts'
import type { Facts } from '../facts.ts'
import type { Rule } from '../rule.ts'
import { withInputs } from '../with-inputs.ts'

const oneForOne: ReadonlySet<Kind> = new Set(['map', 'select', 'omit', 'rename', 'derive'])

/** Whether it gives one row for each row, in their order, of each alone, and never fails. */
const isOneForOne = (node: Node): boolean => oneForOne.has(node.kind) && cannotFail(node)

/** Whether a take can get down to a sort. */
const isAboveSort = (node: Node, facts: Facts): boolean => {
  if (facts.isShared(node)) return false
  if (node.kind === 'sortBy') return true
  const [input] = node.inputs
  return input !== undefined && isOneForOne(node) && isAboveSort(input, facts)
}

/**
 * ```
 * take 10                           map f
 *   map f                     →       take 10
 *     sortBy k                          sortBy k
 *       rows                              rows
 * ```
 * Only where a sort is below: it needs to hold no more rows than are taken. Elsewhere nothing is won, as no row is made that
 * is not taken. Likewise `select`, `omit`, `rename` and `derive`.
 */
export const pushTakeThroughMap: Rule = {
  name: 'push-take-through-map',
  why: 'directly above a sort, a take lets it hold no more rows than are taken',
  safeWhen: 'making a row cannot fail: a row that is rejected does not count',
  rewrite: (node, facts) => {
    if (node.kind !== 'take') return undefined
    const [map] = node.inputs
    const [rows] = map.inputs
    if (rows === undefined || !isOneForOne(map) || !isAboveSort(map, facts)) return undefined
    return withInputs(map, withInputs(node, rows))
  },
}
