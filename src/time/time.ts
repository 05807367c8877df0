/**
 * What the helpers of this folder take for a time, and what they make of one that is missing.
 *
 * A time is a number: milliseconds since 1970-01-01T00:00Z, as docs/decisions/0014 says. It may have a fraction. Knows
 * nothing of calendars and zones, and nothing in this folder asks for the machine's.
 */
import { printValue } from '../data/print-value.ts'
import { FloeError } from '../error/floe-error.ts'

/**
 * What helpers take: milliseconds since 1970 in UTC, or a `Date`, which stands for its time. Null and undefined stand
 * for a time that is missing.
 *
 * @example
 * const yearOf = (time: T.Time) => T.year(time)
 * yearOf(new Date(0)) // 1970
 * yearOf(null) // null
 */
export type Time = number | Date | null | undefined

/**
 * What becomes of an argument of type `A`: an `R`, or the null or undefined that `A` may be.
 *
 * @example
 * const year: T.Result<number | null, number> = T.year(0 as number | null)
 * year // 1970
 */
export type Result<A, R> = R | Extract<A, null | undefined>

/** The last and, negated, the first millisecond that a time can be: 100 million days from 1970, as for a `Date`. */
export const farthest = 8.64e15

export const millisecondsOf = {
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
} as const

/** The number itself, or NaN for one that is no time: NaN, an infinity, one beyond `farthest`. */
export const inRange = (time: number): number => (time >= -farthest && time <= farthest ? time : NaN)

/**
 * A time as a number: NaN if it is beyond the range, null and undefined as they are.
 *
 * @throws FloeError InvalidRow for what is no time, which the types forbid and rows from outside may hold all the same
 */
export const timeGiven = (helper: string, value: Time): number | null | undefined => {
  if (typeof value === 'number') return inRange(value)
  if (value === null || value === undefined) return value
  if (value instanceof Date) return value.getTime()
  throw new FloeError('InvalidRow', {
    message: `${helper} takes a time, and was given ${printValue(value)}`,
    hint:
      typeof value === 'string'
        ? 'a time is milliseconds since 1970: read text by a codec such as C.dateFromIso, or by T.fromIso'
        : typeof value === 'bigint'
          ? 'a time is milliseconds since 1970: read counts by a codec such as C.dateFromMicros, or make it a number'
          : 'a time is milliseconds since 1970, as a number, or a Date',
    found: printValue(value),
    expected: 'time',
  })
}

/** Applies a function of a number to a time that is there: null and undefined pass, and what is no time gives NaN. */
export const onTime = <A extends Time>(
  helper: string,
  time: A,
  zone: string | undefined,
  f: (time: number, zone: string | undefined) => number,
): Result<A, number> => {
  const given = timeGiven(helper, time)
  if (typeof given !== 'number') return given as Extract<A, null | undefined>
  return f(given, zone)
}
