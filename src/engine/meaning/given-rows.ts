/**
 * What the functions of `flatMap` and `filterMap` gave, as rows.
 */
import type { FilterMapNode } from '../../plan/node.ts'
import { unfit } from './unfit.ts'

/** Any number of rows, read to their end: a row that fails on the way gives nothing. */
export const rowsOf = (given: Iterable<unknown>): readonly unknown[] => {
  if (typeof (given as Iterable<unknown> | undefined)?.[Symbol.iterator] === 'function') return [...given]
  throw unfit(given, 'an iterable of rows', 'put a single row in an array, and for none give an empty one')
}

type MaybeRow = ReturnType<FilterMapNode['lambda']['call']>

/** One row, or none. */
export const rowOf = (given: MaybeRow): readonly unknown[] => {
  if (given?._tag === 'Some') return [given.value]
  if (given?._tag === 'None') return []
  throw unfit(given, 'an Option', 'give O.some(row), or O.none')
}
