/**
 * What is known of what an aggregate gives over rows of a schema: as it says itself, and more precise where it gives one of
 * the values that a function of the user's gives it. Knows nothing of rules.
 */
import type { Aggregate } from '../aggregate/aggregate.ts'
import { chosen } from '../aggregate/choose.ts'
import type { Order } from '../data/order.ts'
import type { Schema } from '../data/schema.ts'
import * as S from '../data/schema.ts'
import { resultOn } from './evidence.ts'

type Any = Aggregate<unknown, unknown, Order>

/** Whether it has nothing to do in the end, but to give the value of its function that it has chosen, if any. */
export const isChoice = ({ parts, done }: Any): boolean => parts?.lambda !== undefined && done === chosen

export const aggregateSchema = (aggregate: Any, row: Schema): Schema => {
  const { parts, schema } = aggregate
  return parts?.lambda !== undefined && isChoice(aggregate)
    ? S.union([resultOn(parts.lambda, row), S.undefined])
    : schema
}
