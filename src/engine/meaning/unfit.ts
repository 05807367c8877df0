/**
 * What rows must be wherever it matters, in every engine the same.
 */
import { fingerprint } from '../../data/fingerprint.ts'
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'

/** What a function without types gave is not what its stage takes: an error of its row, and not a row that is lost. */
export const unfit = (given: unknown, wanted: string, hint: string): FloeError =>
  new FloeError('LambdaThrew', {
    message: `the function gave ${printValue(given)}, and ${wanted} is wanted`,
    hint,
    found: printValue(given),
    expected: wanted,
  })

/** The value, if it can be compared: a function or class instance is the error of its row, not of the whole sort. */
export const comparable = <A>(value: A): A => {
  fingerprint(value)
  return value
}
