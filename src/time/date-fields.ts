/**
 * What a calendar shows at a time.
 *
 * In UTC, or in a zone that is named. Null and undefined pass; what is no time (NaN, beyond the range of dates) gives NaN.
 * Years are those of astronomers: 0 is the one before 1.
 */
import { civilFromDays, daysFromCivil, weekdayOf } from './civil-date.ts'
import { millisecondsOf, onTime, type Result, type Time } from './time.ts'
import { clockAt } from './zone.ts'

/** The day that a calendar shows, counted from 1970-01-01. */
const dayNumber = (time: number, zone: string | undefined): number =>
  Math.floor(clockAt(time, zone) / millisecondsOf.day)

/** The year of the ISO week that a day lies in: that of its Thursday. */
const weekYearOf = (days: number): number => civilFromDays(days - weekdayOf(days) + 4).year

/**
 * The year, such as 2024. In UTC, or in a `zone` of the IANA database. Null and undefined pass; NaN gives NaN. O(1).
 *
 * @throws FloeError InvalidArgument for a zone that there is not, InvalidRow for what is no time
 * @example
 * T.year(1_704_067_200_000) // 2024
 * T.year(1_704_067_200_000, 'America/New_York') // 2023
 */
export const year = <A extends Time>(time: A, zone?: string): Result<A, number> =>
  onTime('T.year', time, zone, (at, zone) => civilFromDays(dayNumber(at, zone)).year)

/**
 * The quarter of the year, 1 to 4. In UTC, or in a `zone` of the IANA database. Null and undefined pass; NaN gives NaN.
 * O(1).
 *
 * @throws FloeError InvalidArgument for a zone that there is not, InvalidRow for what is no time
 * @example
 * T.quarter(T.fromIso('2024-05-17')) // 2
 */
export const quarter = <A extends Time>(time: A, zone?: string): Result<A, number> =>
  onTime('T.quarter', time, zone, (at, zone) => Math.ceil(civilFromDays(dayNumber(at, zone)).month / 3))

/**
 * The month, 1 for January to 12. In UTC, or in a `zone` of the IANA database. Null and undefined pass; NaN gives NaN.
 * O(1).
 *
 * @throws FloeError InvalidArgument for a zone that there is not, InvalidRow for what is no time
 * @example
 * const rows = F.rows([{ at: T.fromIso('2024-01-31') }, { at: T.fromIso('2024-01-01') }])
 * await F.toList(F.pipe(rows, F.groupBy((r) => T.month(r.at), { n: A.count() }))) // List [ { key: 1, n: 2 } ]
 */
export const month = <A extends Time>(time: A, zone?: string): Result<A, number> =>
  onTime('T.month', time, zone, (at, zone) => civilFromDays(dayNumber(at, zone)).month)

/**
 * The day of the month, 1 to 31. In UTC, or in a `zone` of the IANA database. Null and undefined pass; NaN gives NaN. O(1).
 *
 * @throws FloeError InvalidArgument for a zone that there is not, InvalidRow for what is no time
 * @example
 * T.day(T.fromIso('2024-02-29')) // 29
 */
export const day = <A extends Time>(time: A, zone?: string): Result<A, number> =>
  onTime('T.day', time, zone, (at, zone) => civilFromDays(dayNumber(at, zone)).day)

/**
 * The day of the week by ISO 8601: 1 for Monday to 7 for Sunday. In UTC, or in a `zone` of the IANA database. Null and
 * undefined pass; NaN gives NaN. O(1).
 *
 * @throws FloeError InvalidArgument for a zone that there is not, InvalidRow for what is no time
 * @example
 * T.dayOfWeek(0) // 4
 */
export const dayOfWeek = <A extends Time>(time: A, zone?: string): Result<A, number> =>
  onTime('T.dayOfWeek', time, zone, (at, zone) => weekdayOf(dayNumber(at, zone)))

/**
 * The day of the year, 1 to 366. In UTC, or in a `zone` of the IANA database. Null and undefined pass; NaN gives NaN. O(1).
 *
 * @throws FloeError InvalidArgument for a zone that there is not, InvalidRow for what is no time
 * @example
 * T.dayOfYear(T.fromIso('2024-12-31')) // 366
 */
export const dayOfYear = <A extends Time>(time: A, zone?: string): Result<A, number> =>
  onTime('T.dayOfYear', time, zone, (at, zone) => {
    const days = dayNumber(at, zone)
    return days - daysFromCivil(civilFromDays(days).year, 1, 1) + 1
  })

/**
 * The week by ISO 8601, 1 to 53: weeks begin on Monday and belong to the year of their Thursday, which `isoWeekYear`
 * gives. In UTC, or in a `zone` of the IANA database. Null and undefined pass; NaN gives NaN. O(1).
 *
 * @throws FloeError InvalidArgument for a zone that there is not, InvalidRow for what is no time
 * @example
 * T.isoWeek(T.fromIso('2021-01-03')) // 53
 */
export const isoWeek = <A extends Time>(time: A, zone?: string): Result<A, number> =>
  onTime('T.isoWeek', time, zone, (at, zone) => {
    const days = dayNumber(at, zone)
    return Math.floor((days - weekdayOf(days) + 4 - daysFromCivil(weekYearOf(days), 1, 1)) / 7) + 1
  })

/**
 * The year that the week of ISO 8601 belongs to. Around the turn of the year it is not the year of the day. In UTC, or in
 * a `zone` of the IANA database. Null and undefined pass; NaN gives NaN. O(1).
 *
 * @throws FloeError InvalidArgument for a zone that there is not, InvalidRow for what is no time
 * @example
 * const at = T.fromIso('2021-01-03')
 * const week = [T.isoWeekYear(at), T.isoWeek(at)]
 * week // [ 2020, 53 ]
 */
export const isoWeekYear = <A extends Time>(time: A, zone?: string): Result<A, number> =>
  onTime('T.isoWeekYear', time, zone, (at, zone) => weekYearOf(dayNumber(at, zone)))
