/**
 * From time to text.
 */
import { FloeError } from '../error/floe-error.ts'
import { type Result, type Time, timeGiven } from './time.ts'
import { offsetDigits, timeDigits } from './write-time.ts'
import { offsetAt } from './zone.ts'

const isoYear = (year: number): string =>
  year >= 0 && year <= 9999
    ? String(year).padStart(4, '0')
    : `${year < 0 ? '-' : '+'}${String(Math.abs(year)).padStart(6, '0')}`

const written = <A extends Time>(helper: string, time: A, write: (time: number) => string): Result<A, string> => {
  const given = timeGiven(helper, time)
  if (typeof given !== 'number') return given as Extract<A, null | undefined>
  if (!Number.isNaN(given)) return write(given)
  throw new FloeError('InvalidRow', {
    message: `${helper} was given ${String(Number(time))}, which is no time that could be written`,
    found: String(Number(time)),
    expected: 'time',
    hint: 'times are milliseconds since 1970, up to 8.64e15; keep others out by a filter',
  })
}

/** As `toIso` writes a time that is one. */
export const writeIso = (time: number, zone?: string): string => {
  const offset = offsetAt(time, zone)
  const { year, monthAndDay, timeOfDay, fraction } = timeDigits(time, offset)
  return `${isoYear(year)}-${monthAndDay}T${timeOfDay}.${fraction}${zone === undefined ? 'Z' : offsetDigits(offset)}`
}

/**
 * The time as a text of ISO 8601, which `fromIso` reads: in UTC with a `Z`, or by the clocks of a `zone` of the IANA
 * database, with their offset.
 *
 * Milliseconds are always there, micro- and nanoseconds where the time has them; what is finer is rounded. Years before 0
 * and after 9999 have a sign and six digits. Null and undefined pass. O(1).
 *
 * @throws FloeError InvalidRow for NaN and what is no time, InvalidArgument for a zone that there is not
 * @example
 * T.toIso(0) // '1970-01-01T00:00:00.000Z'
 * T.toIso(0, 'America/New_York') // '1969-12-31T19:00:00.000-05:00'
 */
export const toIso = <A extends Time>(time: A, zone?: string): Result<A, string> =>
  written('T.toIso', time, (at) => writeIso(at, zone))

/**
 * The date as a text of ISO 8601: `2024-01-31`. In UTC, or by the calendar of a `zone` of the IANA database. Null and
 * undefined pass. O(1).
 *
 * @throws FloeError InvalidRow for NaN and what is no time, InvalidArgument for a zone that there is not
 * @example
 * T.toIsoDate(1_706_745_600_000) // '2024-02-01'
 * T.toIsoDate(1_706_745_600_000, 'Pacific/Honolulu') // '2024-01-31'
 */
export const toIsoDate = <A extends Time>(time: A, zone?: string): Result<A, string> =>
  written('T.toIsoDate', time, (at) => {
    const { year, monthAndDay } = timeDigits(at, offsetAt(at, zone))
    return `${isoYear(year)}-${monthAndDay}`
  })
