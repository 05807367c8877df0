/**
 * Whether a predicate says the same of rows that are the same key: rows that `distinct` and `groupBy` take for one. Such
 * rows may differ in the sign of a zero, and in which object it is. It knows expressions, and nothing of plans.
 */
import type * as S from '../data/schema.ts'
import type { BinaryOperator, Expression } from '../lambda/expression.ts'
import type { Lambda } from '../lambda/lambda.ts'
import { partsOf } from '../lambda/map-parts.ts'
import { typeOf } from '../lambda/type-of.ts'
import { expressionOn } from './evidence.ts'
import { isComparable } from './is-comparable.ts'

/** Values of these are the same key only if nothing can tell them apart. */
const isExact = (schema: S.Schema): boolean =>
  schema.kind === 'union'
    ? schema.members.every(isExact)
    : ['string', 'boolean', 'bigint', 'null', 'undefined', 'literal'].includes(schema.kind)

const isPrimitive = (schema: S.Schema): boolean =>
  schema.kind === 'number' || (schema.kind === 'union' ? schema.members.every(isPrimitive) : isExact(schema))

/** Of numbers these give the same key, whatever the sign of a zero; `1 / 0` does not. */
const blindToSign: ReadonlySet<BinaryOperator> = new Set([
  '+',
  '-',
  '*',
  '%',
  '|',
  '&',
  '^',
  '<<',
  '>>',
  '>>>',
  '===',
  '!==',
  '==',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'in',
])

/** Whether the value is the same key for rows that are the same key. */
const isSteady = (e: Expression, row: S.Schema): boolean => {
  const typeOfPart = (part: Expression): S.Schema => typeOf(part, [row])
  switch (e.kind) {
    case 'argument':
    case 'constant':
      return true
    case 'local':
    case 'let':
    case 'function':
      return false
    case 'method':
    case 'call':
      return partsOf(e).every((part) => isSteady(part, row) && isExact(typeOfPart(part)))
    case 'binary':
      return (
        blindToSign.has(e.operator) &&
        partsOf(e).every((part) => isSteady(part, row)) &&
        // Which of two equal objects it is counts, unless the other side is none.
        (!['===', '!==', '==', '!='].includes(e.operator) || partsOf(e).some((part) => isPrimitive(typeOfPart(part))))
      )
    default:
      return partsOf(e).every((part) => isSteady(part, row))
  }
}

export const isSameForEqual = (predicate: Lambda, row: S.Schema): boolean => {
  const expression = expressionOn(predicate, row)
  return expression !== undefined && isComparable(row) && isSteady(expression, row)
}
