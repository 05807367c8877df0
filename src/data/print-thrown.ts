/**
 * What was thrown, in words for a message: anything can be, also what is no error, or cannot be printed.
 */
import { printValue } from './print-value.ts'

/**
 * The name and message of an error, or the value itself, printed short.
 *
 * @example
 * printThrown(new RangeError('too far')) // 'RangeError: too far'
 * printThrown({ code: 5 }) // '{ code: 5 }'
 */
export const printThrown = (thrown: unknown): string =>
  thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : printValue(thrown)
