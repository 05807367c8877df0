/**
 * From text to time.
 */
import { printValue } from '../data/print-value.ts'
import { FloeError } from '../error/floe-error.ts'
import { readIso } from './read-iso.ts'
import type { Result } from './time.ts'

/**
 * The time that a text of ISO 8601 says: `2024-01-31`, `2024-01-31T12:34Z`, `2024-01-31T12:34:56.789+01:00`.
 *
 * Strict: year, month and day with hyphens, the time of day with colons, `T` between, up to nine digits behind the second,
 * and only what the calendar has. A date alone is its beginning. Without an offset the text is in UTC, or by the clocks of a
 * `zone` of the IANA database: what they skip counts on from before, of two the first is taken. What is finer than
 * milliseconds is kept as a fraction, as far as a number can hold it. Null and undefined pass.
 *
 * @throws FloeError InvalidRow for what is no such text, InvalidArgument for a zone that there is not
 * @example
 * T.fromIso('2024-01-31T12:34:56.789+01:00') // 1706700896789
 * T.fromIso('2024-01-31T12:34', 'Asia/Tokyo') // 1706672040000
 * T.fromIso('2024-02-30')
 * // throws FLOE300 InvalidRow: '2024-02-30' is no time: February 2024 has 29 days
 */
export const fromIso = <A extends string | null | undefined>(text: A, zone?: string): Result<A, number> => {
  if (text === null || text === undefined) return text as Extract<A, null | undefined>
  const read =
    typeof text === 'string'
      ? readIso(text, zone)
      : { problem: 'it is no text', hint: 'T.fromIso reads text of ISO 8601' }
  if (typeof read === 'number') return read
  throw new FloeError('InvalidRow', {
    message: `${printValue(text)} is no time: ${read.problem}`,
    found: printValue(text),
    expected: 'a time of ISO 8601',
    hint: read.hint ?? 'such as 2024-01-31, or 2024-01-31T12:34:56Z',
  })
}
