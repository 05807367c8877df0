/**
 * A function of rows as one of the rows that these are made of: what lets a filter go to the other side of what makes rows.
 */
import type { Schema } from '../data/schema.ts'
import { argument, type Expression } from '../lambda/expression.ts'
import { freeLocals } from '../lambda/free-locals.ts'
import type { Lambda } from '../lambda/lambda.ts'
import { lambdaOf } from '../lambda/lambda-of.ts'
import { partsOf } from '../lambda/map-parts.ts'
import { simplify } from '../lambda/simplify.ts'
import { substitute } from '../lambda/substitute.ts'
import { expressionOf } from './evidence.ts'

/** What is done, apart from taking fields and constants as they are. */
const costOf = (e: Expression): number =>
  partsOf(e).reduce(
    (cost, part) => cost + costOf(part),
    ['argument', 'local', 'constant', 'field', 'index'].includes(e.kind) ? 0 : 1,
  )

/**
 * The function, given the row as an expression over the row before it (argument 0), which has the schema. A local in it stands for what cannot be
 * known there. Undefined where the function reads such, could not be read itself, or would have more to do: then it would
 * work out a second time what makes the row.
 */
export const throughRow = (lambda: Lambda, row: Expression, schema: Schema): Lambda | undefined => {
  const expression = expressionOf(lambda)
  if (expression === undefined) return undefined
  const before = simplify(substitute(expression, [row]), [schema])
  return freeLocals(before).size > 0 || costOf(before) > costOf(expression) ? undefined : lambdaOf(before)
}

/** The row before, which is passed on as it is. */
export const rowBefore: Expression = argument(0)
