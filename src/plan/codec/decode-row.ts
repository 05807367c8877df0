/**
 * The `decode` of a row: its value, or an error of that row that says what was found where.
 */
import type * as t from 'io-ts'
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import { decoderOf } from './decode-value.ts'

/**
 * A function that decodes rows by a codec, which is looked into once.
 *
 * @example
 * decodeRow(t.type({ x: t.number }))({ x: 1, y: 2 }) // { x: 1 }
 * decodeRow(t.type({ x: t.number }))({ x: 'one' }) // throws FLOE300 InvalidRow
 */
export const decodeRow = (codec: t.Mixed): ((row: unknown) => unknown) => {
  const decoder = decoderOf(codec)
  return (row) => {
    const decoded = decoder(row)
    if (decoded.ok) return decoded.value
    throw new FloeError('InvalidRow', {
      message: decoded.message,
      ...(decoded.path === '' ? {} : { place: { field: decoded.path } }),
      found: printValue(decoded.found),
      expected: decoded.expected,
    })
  }
}
