import { cannotFail } from '../cannot-fail.ts'
import type { Rule } from '../rule.ts'

/**
 * ```
 * aggregate { n: count }                 aggregate { n: count }
 *   sortBy (f) => f.delay         →        flights
 *     flights
 * ```
 * Likewise `shuffle`.
 */
export const dropSort: Rule = {
  name: 'drop-sort',
  why: 'an order that nobody sees need not be made',
  safeWhen:
    'all that reads the rows gives the same in any order, waits for all of them, and cannot fail; nor can a key or the comparing of rows',
  rewrite: (node, { sightOf }) => {
    if ((node.kind !== 'sortBy' && node.kind !== 'shuffle') || !cannotFail(node)) return undefined
    const { order, progress } = sightOf(node)
    return order || progress ? undefined : node.inputs[0]
  },
}
