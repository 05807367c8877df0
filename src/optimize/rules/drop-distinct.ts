import type { Schema } from '../../data/schema.ts'
import type { Expression } from '../../lambda/expression.ts'
import type { Lambda } from '../../lambda/lambda.ts'
import { partsOf } from '../../lambda/map-parts.ts'
import type { Node } from '../../plan/node.ts'
import { orderOf } from '../../plan/tree.ts'
import { cannotFail } from '../cannot-fail.ts'
import { expressionOn } from '../evidence.ts'
import { isComparable } from '../is-comparable.ts'
import { rowSchema } from '../row-schema.ts'
import type { Rule } from '../rule.ts'
import { isSameForEqual } from '../same-for-equal.ts'

/**
 * The rows that these are some of, in some order. What may fail must not stand between two bags: `distinct` would give
 * nothing before its error, and what is below it may give some rows.
 */
const wholeOf = (node: Node): Node | undefined => {
  switch (node.kind) {
    case 'filter':
      return orderOf(node) === 'sequence' || cannotFail(node) ? node.inputs[0] : undefined
    case 'take':
    case 'drop':
    case 'sortBy':
    case 'shuffle':
      return node.inputs[0]
    default:
      return undefined
  }
}

/** Whether rows are all different, and it is known of each that it can be compared. */
const areDifferent = (node: Node): boolean => {
  switch (node.kind) {
    case 'distinct':
    case 'intersect':
    case 'except':
      return true
    case 'groupBy':
      return isComparable(rowSchema(node))
    case 'distinctBy':
      return isSameForEqual(node.lambda, rowSchema(node))
    default: {
      const whole = wholeOf(node)
      return whole !== undefined && areDifferent(whole)
    }
  }
}

/** The fields that a key is made of, each as it is, so that it tells rows apart which differ in one; undefined if of more. */
const fieldsOfKey = (lambda: Lambda, schema: Schema): readonly string[] | undefined => {
  const fieldsOf = (key: Expression): readonly string[] | undefined => {
    if (key.kind === 'field') return key.of.kind === 'argument' ? [key.name] : undefined
    const isPlain = key.kind === 'array' || (key.kind === 'object' && key.entries.every((one) => one.kind === 'entry'))
    const parts = isPlain ? partsOf(key).map(fieldsOf) : [undefined]
    return parts.includes(undefined) ? undefined : parts.flatMap((names = []) => names)
  }
  const key = expressionOn(lambda, schema)
  return key && fieldsOf(key)
}

/** Whether no two rows have the same in all of these fields. */
const differIn = (node: Node, names: readonly string[]): boolean => {
  const whole = wholeOf(node)
  if (whole !== undefined) return differIn(whole, names)
  if (node.kind === 'groupBy') return node.keys.every(({ name }) => names.includes(name))
  const key = node.kind === 'distinctBy' ? fieldsOfKey(node.lambda, rowSchema(node)) : undefined
  return key?.every((name) => names.includes(name)) ?? false
}

/**
 * ```
 * distinct                                      groupBy (f) => f.origin { n: count }
 *   groupBy (f) => f.origin { n: count }   →      flights
 *     flights
 * ```
 * Groups differ in their keys; of sets, and what filters and sorts leave of them, the same is known. Likewise `distinctBy`
 * of what is a key already: the key of a group, or that of a `distinctBy`, alone or with more.
 */
export const dropDistinct: Rule = {
  name: 'drop-distinct',
  why: 'rows that are all different need not be remembered to find that out',
  safeWhen: 'the rows, or their keys, are all different by what makes them, and comparing them cannot fail',
  rewrite: (node) => {
    if (node.kind === 'distinct') return areDifferent(node.inputs[0]) ? node.inputs[0] : undefined
    if (node.kind !== 'distinctBy' || !cannotFail(node)) return undefined
    const [rows] = node.inputs
    const key = fieldsOfKey(node.lambda, rowSchema(rows))
    return key !== undefined && differIn(rows, key) ? rows : undefined
  },
}
