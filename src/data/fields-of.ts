/**
 * The fields of a row that has fields. Knows nothing of datasets.
 */
import { FloeError } from '../error/floe-error.ts'
import { printValue } from './print-value.ts'
import { kindOf } from './value-kind.ts'

/**
 * The own fields of a plain object, in its order.
 *
 * @throws FloeError InvalidRow for every other value
 * @example
 * fieldsOf({ a: 1, b: 2 }) // [ [ 'a', 1 ], [ 'b', 2 ] ]
 * fieldsOf([1, 2]) // throws FLOE300 InvalidRow: [1, 2] is not a plain object, which has fields
 */
export const fieldsOf = (row: unknown): readonly (readonly [name: string, value: unknown])[] => {
  if (kindOf(row) === 'object') return Object.entries(row as object)
  throw new FloeError('InvalidRow', {
    message: `${printValue(row)} is not a plain object, which has fields`,
    found: printValue(row),
    expected: 'a plain object',
    hint: 'make one of it: F.map(([flight, airport]) => ({ ...flight, ...airport }))',
  })
}
