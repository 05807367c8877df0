/**
 * The check of an argument that counts rows.
 */

import { printValue } from '../data/print-value.ts'
import { FloeError } from '../error/floe-error.ts'

/** `count`, if it is a whole number from 0. */
export const countArgument = (operator: string, count: number): number => {
  if (Number.isSafeInteger(count) && count >= 0) return count
  throw new FloeError('InvalidArgument', {
    message: `${operator} was given ${printValue(count)}, and takes a whole number of rows, 0 or more`,
    found: printValue(count),
    expected: 'a whole number, 0 or more',
  })
}

/** `count`, if it is a whole number from 1. */
export const positiveArgument = (operator: string, count: number): number => {
  if (Number.isSafeInteger(count) && count >= 1) return count
  throw new FloeError('InvalidArgument', {
    message: `${operator} was given ${printValue(count)}, and takes a whole number of rows, 1 or more`,
    found: printValue(count),
    expected: 'a whole number, 1 or more',
  })
}
