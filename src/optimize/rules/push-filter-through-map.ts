import type { Schema } from '../../data/schema.ts'
import { argument, type Expression, entry, field, object } from '../../lambda/expression.ts'
import type { Lambda } from '../../lambda/lambda.ts'
import type { Node, NodeOf } from '../../plan/node.ts'
import { cannotFail } from '../cannot-fail.ts'
import { expressionOn, isTotalOn } from '../evidence.ts'
import { needOfLambda } from '../need.ts'
import { rowSchema } from '../row-schema.ts'
import type { Rule } from '../rule.ts'
import { throughRow } from '../through-row.ts'
import { filterOver, withInputs } from '../with-inputs.ts'

const renamedRow = ({ names }: NodeOf<'rename'>, schema: Schema): Expression | undefined => {
  const to = new Map(names)
  return schema.kind === 'record'
    ? object(schema.fields.map(({ name }) => entry(to.get(name) ?? name, field(argument(0), name))))
    : undefined
}

/** The predicate on the rows before; undefined where it reads what the node makes, or nobody knows. */
const before = (predicate: Lambda, node: Node, schema: Schema): Lambda | undefined => {
  if (node.kind === 'map' || node.kind === 'rename') {
    const row = node.kind === 'map' ? expressionOn(node.lambda, schema) : renamedRow(node, schema)
    return row && throughRow(predicate, row, schema)
  }
  const passedOn = fieldsPassedOn(node, schema)
  const need = needOfLambda(predicate)
  return need !== 'all' && passedOn && [...need.keys()].every((name) => passedOn.includes(name)) ? predicate : undefined
}

/** The fields of a row before that are the same in the row which the node makes; undefined if it makes none. */
const fieldsPassedOn = (node: Node, schema: Schema): readonly string[] | undefined => {
  const names = schema.kind === 'record' ? schema.fields.map(({ name }) => name) : []
  switch (node.kind) {
    case 'select':
      return names.filter((name) => node.names.includes(name))
    case 'omit':
      return names.filter((name) => !node.names.includes(name))
    case 'derive':
      return names.filter((name) => !node.fields.some(([derived]) => derived === name))
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
 * Likewise `select`, `omit`, `rename` and `derive`.
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
    const schema = rowSchema(rows)
    const predicate = before(node.lambda, map, schema)
    if (predicate === undefined || !cannotFail(map) || !isTotalOn(predicate, schema)) return undefined
    return withInputs(map, filterOver(node, rows, predicate))
  },
}
