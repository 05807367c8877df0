import type { Lambda } from '../../lambda/lambda.ts'
import type { Node } from '../../plan/node.ts'
import { cannotFail } from '../cannot-fail.ts'
import { expressionOf, isTotalOn } from '../evidence.ts'
import { needOfLambda } from '../need.ts'
import { rowSchema } from '../row-schema.ts'
import type { Rule } from '../rule.ts'
import { throughRow } from '../through-row.ts'
import { filterOver, withInputs } from '../with-inputs.ts'

/** The predicate on the rows before; undefined where it reads what the node makes, or nobody knows. */
const before = (predicate: Lambda, node: Node): Lambda | undefined => {
  const need = needOfLambda(predicate)
  switch (node.kind) {
    case 'map': {
      const row = expressionOf(node.lambda)
      return row && throughRow(predicate, row, rowSchema(node.inputs[0]))
    }
    case 'select':
      return need !== 'all' && [...need.keys()].every((name) => node.names.includes(name)) ? predicate : undefined
    case 'omit':
      return need !== 'all' && !node.names.some((name) => need.has(name)) ? predicate : undefined
    case 'derive':
      return need !== 'all' && !node.fields.some(([name]) => need.has(name)) ? predicate : undefined
    default:
      return undefined
  }
}

/**
 * ```
 * filter (f) => f.delay > 15                          map (f) => ({ ...f, hours: f.delay / 60 })
 *   map (f) => ({ ...f, hours: f.delay / 60 })   →      filter (f) => f.delay > 15
 *     flights                                             flights
 * ```
 * Only where the predicate reads what is passed on as it is: otherwise it would work out the same value a second time.
 * Likewise `select`, `omit` and `derive`.
 */
export const pushFilterThroughMap: Rule = {
  name: 'push-filter-through-map',
  why: 'rows that would be dropped are never made, and the filter comes nearer to where less need be read, held or joined',
  safeWhen: 'the predicate is pure and total on the rows before, and making a row that goes cannot fail',
  rewrite: (node, { isShared }) => {
    if (node.kind !== 'filter') return undefined
    const [map] = node.inputs
    const [rows] = map.inputs
    if (rows === undefined || isShared(map)) return undefined
    const predicate = before(node.lambda, map)
    if (predicate === undefined || !cannotFail(map) || !isTotalOn(predicate, rowSchema(rows))) return undefined
    return withInputs(map, filterOver(node, rows, predicate))
  },
}
