import { printValue } from '../data/print-value.ts'
import { FloeError } from '../error/floe-error.ts'
import { isMissing } from './is-missing.ts'

/**
 * What the function of `sum` or `mean` gave for a row: a number, or undefined where there is none to count.
 *
 * The types let nothing else through, but rows from outside may be other than their types say. Text would be joined
 * where it should be added, so it is an error and never a strange sum.
 *
 * @throws FloeError InvalidRow for what is neither a number nor null nor undefined
 */
export const numberGiven = (aggregate: string, value: unknown): number | undefined => {
  if (typeof value === 'number') return value
  if (isMissing(value)) return undefined
  throw new FloeError('InvalidRow', {
    message: `${aggregate} takes numbers, null and undefined, and was given ${printValue(value)}`,
    hint: typeof value === 'bigint' ? 'make it a number: Number(value)' : 'give the field its type in the codec',
    found: printValue(value),
    expected: 'number',
  })
}
