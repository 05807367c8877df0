import type { Node } from '../../plan/node.ts'
import { orderOf } from '../../plan/tree.ts'
import type { Need } from '../need.ts'
import { needOfInput } from '../need-of-input.ts'
import { rowSchema } from '../row-schema.ts'
import type { Rule } from '../rule.ts'
import { withInputs } from '../with-inputs.ts'

/** Stages that hold rows of an input while they read on. */
const holds = (node: Node): boolean =>
  node.kind === 'join' || node.kind === 'cross' || (node.kind === 'sortBy' && orderOf(node.inputs[0]) === 'sequence')

/** The rows with the fields that are read and no others; the same rows where all are read, or it is not known which. */
const pruned = (rows: Node, need: Need): Node => {
  const schema = rowSchema(rows)
  if (need === 'all' || schema.kind !== 'record') return rows
  const names = schema.fields.map(({ name }) => name)
  const wanted = names.filter((name) => need.has(name))
  // Somebody reads more than there is: what an object inherits, which the pruned one may not.
  if (wanted.length < need.size) return rows
  return wanted.length === 0 || wanted.length === names.length
    ? rows
    : Object.freeze({ kind: 'select', inputs: Object.freeze([rows] as const), names: Object.freeze(wanted) })
}

/**
 * ```
 * map (f) => f.origin                    map (f) => f.origin
 *   sortBy (f) => f.delay                  sortBy (f) => f.delay
 *     flights                      →         select origin, delay
 *                                              flights
 * ```
 * Below what holds rows: sorts and joins. A sort of a bag stays as it is, as whole rows decide where its keys tie.
 */
export const pruneFields: Rule = {
  name: 'prune-fields',
  why: 'less of each row is held',
  safeWhen: 'rows are records, the fields that readers read are known of all of them, and no error shows a whole row',
  rewrite: (node, { needOf }) => {
    if (!holds(node)) return undefined
    const need = needOf(node)
    const inputs = node.inputs.map((rows, side) => pruned(rows, needOfInput(node, side, need)))
    return inputs.some((input, i) => input !== node.inputs[i]) ? withInputs(node, ...inputs) : undefined
  },
}
