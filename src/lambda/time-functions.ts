/**
 * What is known of the functions of `floe/time`: they depend on what they are given, and on the history of zones, alone. One
 * that is given another argument than times may throw.
 */
import type { Schema } from '../data/schema.ts'
import * as S from '../data/schema.ts'
import * as T from '../time/index.ts'

type TimeFunction = Exclude<(typeof T)[keyof typeof T], undefined>

interface Facts {
  readonly fn: TimeFunction
  readonly name: string
  readonly gives: Schema
  readonly passes: number
  readonly takes: 'time' | 'nothing'
}

const facts = (
  gives: Schema,
  passes: number,
  takes: Facts['takes'],
  functions: Readonly<Record<string, TimeFunction>>,
): readonly Facts[] =>
  Object.entries(functions).map(([name, fn]) => ({ fn, name: `floe/time ${name}`, gives, passes, takes }))

const { year, quarter, month, day, dayOfWeek, dayOfYear, isoWeek, isoWeekYear } = T
const { hour, minute, second, millisecond } = T
const { truncate, fromIso, toIso, toIsoDate, add, between } = T

export const timeFunctions: readonly Facts[] = [
  ...facts(S.number, 1, 'time', { year, quarter, month, day, dayOfWeek, dayOfYear, isoWeek, isoWeekYear }),
  ...facts(S.number, 1, 'time', { hour, minute, second, millisecond }),
  ...facts(S.number, 1, 'nothing', { truncate, fromIso }),
  ...facts(S.string, 1, 'nothing', { toIso, toIsoDate }),
  ...facts(S.number, 2, 'nothing', { add, between }),
]
