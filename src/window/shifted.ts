/**
 * What `lag` and `lead` have in common: the value of one row at a distance.
 */
import type { Aggregate } from '../aggregate/aggregate.ts'
import { first } from '../aggregate/first.ts'
import { printValue } from '../data/print-value.ts'
import { FloeError } from '../error/floe-error.ts'
import { lambda } from '../lambda/lambda.ts'
import { printLambda } from '../lambda/print-lambda.ts'
import { framed, oneRow } from './framed.ts'
import type { Window } from './window.ts'

type Read = (row: unknown, params: unknown) => unknown

/** The value of the row so many rows before (`lag`) or after (`lead`): the first row of a frame of one. */
export const shifted = (
  of: 'lag' | 'lead',
  f: Read,
  rows: number,
  params: readonly [] | readonly [unknown],
): Window<unknown, unknown> => {
  if (!Number.isSafeInteger(rows) || rows < 0)
    throw new FloeError('InvalidArgument', {
      message: `${of} was given ${printValue(rows)}, and takes how many rows ${of === 'lag' ? 'back' : 'ahead'}: 0 or more`,
      hint: `to look the other way there is ${of === 'lag' ? 'lead' : 'lag'}`,
    })
  const read = lambda(of, f, ...params)
  const value: Aggregate<unknown, unknown, 'sequence'> = first(read.call)
  return framed(`${of} ${rows} ${printLambda(read)}`, value, oneRow(of === 'lag' ? -rows : rows), 'sequence')
}
