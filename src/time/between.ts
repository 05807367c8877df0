/**
 * How many units lie between two times.
 */
import { civilFromDays } from './civil-date.ts'
import { millisecondsOf, type Result, type Time, timeGiven } from './time.ts'
import { type CalendarUnit, calendarUnits, checkUnit, clockUnits, isClockUnit, type Unit } from './unit.ts'
import { clockAt, timeAtClock } from './zone.ts'

/** Whole months from one day to another. A day that is not reached does not make a month, be it the last one or not. */
const monthsBetween = (from: number, to: number): number => {
  const start = civilFromDays(from)
  const end = civilFromDays(to)
  const months = (end.year - start.year) * 12 + end.month - start.month
  if (months > 0 && end.day < start.day) return months - 1
  return months < 0 && end.day > start.day ? months + 1 : months
}

/**
 * As `until` of Temporal: first the last day on which the clock, showing what it did at the start, is not past the end; then
 * the whole units up to that day. https://tc39.es/proposal-temporal/#sec-temporal-differencezoneddatetime
 */
const unitsBetween = (start: number, end: number, unit: CalendarUnit, zone: string | undefined): number => {
  const { day } = millisecondsOf
  const sign = end < start ? -1 : 1
  const clock = clockAt(start, zone)
  const from = Math.floor(clock / day)
  const timeOfDay = clock - from * day
  let to = Math.floor(clockAt(end, zone) / day)
  // Where clocks are put back over midnight, a later time may have an earlier date.
  if ((to - from) * sign <= 0) return 0
  while (to !== from && (end - timeAtClock(to * day + timeOfDay, zone, 'compatible')) * sign < 0) to -= sign
  const { months, days } = calendarUnits[unit]
  const whole = months > 0 ? Math.trunc(monthsBetween(from, to) / months) : Math.trunc((to - from) / days)
  return whole + 0
}

/**
 * How many units it is from one time to another: negative if the second is the earlier.
 *
 * Hours and less are lengths of time: the answer is exact, with a fraction. Days and more are counted in the calendar, and
 * only whole ones: a month is full when its day and time of day are reached, so from January 31 it is none to February 28.
 * In UTC, or by the calendar of a `zone` of the IANA database, where a day may have 23 or 25 hours. Null and undefined
 * pass, the first time's before the second's; NaN gives NaN. O(1).
 *
 * @throws FloeError InvalidArgument for a unit or zone that there is not, InvalidRow for what is no time
 * @example
 * const birth = T.fromIso('1815-12-10')
 * T.between(birth, T.fromIso('1852-11-27'), 'year') // 36
 * T.between(T.fromIso('2024-01-31'), T.fromIso('2024-01-31T01:30Z'), 'hour') // 1.5
 */
export const between = <A extends Time, B extends Time>(
  start: A,
  end: B,
  unit: Unit,
  zone?: string,
): Result<A | B, number> => {
  checkUnit('T.between', unit)
  const from = timeGiven('T.between', start)
  const to = timeGiven('T.between', end)
  if (typeof from !== 'number') return from as Result<A | B, number>
  if (typeof to !== 'number') return to as Result<A | B, number>
  if (isClockUnit(unit)) return (to - from) / clockUnits[unit]
  return Number.isNaN(from + to) ? NaN : unitsBetween(from, to, unit, zone)
}
