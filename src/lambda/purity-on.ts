/** Whether a function is pure for what is known of what it is given. */
import type { Schema } from '../data/schema.ts'
import * as S from '../data/schema.ts'
import type { Lambda, Reducer } from './lambda.ts'
import { mayAskZone } from './may-ask-zone.ts'
import { readLambda } from './read-lambda.ts'
import type { Purity } from './reading.ts'

const pure: Purity = Object.freeze({ verdict: 'pure' })

/** As it was read, and more certain where the schema of the rows says that no date is made a text. */
export const purityOn = (lambda: Lambda | Reducer, row: Schema): Purity => {
  const { purity, expression } = readLambda(lambda)
  if (purity.verdict !== 'zoned' || expression === undefined) return purity
  const args = lambda.call.length === 2 ? [S.unknown, row] : [row]
  return mayAskZone(expression, args) ? purity : pure
}
