/**
 * A time so many units later.
 */
import { printValue } from '../data/print-value.ts'
import { FloeError } from '../error/floe-error.ts'
import { civilFromDays, daysFromCivil, daysInMonth } from './civil-date.ts'
import { inRange, millisecondsOf, type Result, type Time, timeGiven } from './time.ts'
import { type CalendarUnit, calendarUnits, checkUnit, clockUnits, isClockUnit, type Unit } from './unit.ts'
import { clockAt, timeAtClock } from './zone.ts'

/** What a calendar moves to: the same day of another month, or the last one if it has no such day. */
const moved = (day: number, count: number, unit: CalendarUnit): number => {
  const { months, days } = calendarUnits[unit]
  if (months === 0) return day + count * days
  const date = civilFromDays(day)
  const month = date.month + count * months
  return daysFromCivil(date.year, month, Math.min(date.day, daysInMonth(date.year, month)))
}

const addTo = (time: number, count: number, unit: Unit, zone: string | undefined): number => {
  if (isClockUnit(unit)) return time + count * clockUnits[unit]
  // Beyond that there are no times, and counts would no longer be exact.
  if (count === 0 || !(Math.abs(count) <= 3e8)) return count === 0 ? time : NaN
  const { day } = millisecondsOf
  const clock = clockAt(time, zone)
  const today = Math.floor(clock / day)
  const then = moved(today, count, unit)
  return timeAtClock(then * day + (clock - today * day), zone, 'compatible')
}

const countGiven = (count: unknown, unit: Unit): number | null | undefined => {
  if (count === null || count === undefined) return count
  if (typeof count === 'number' && (isClockUnit(unit) || Number.isInteger(count) || !Number.isFinite(count)))
    return count
  throw new FloeError('InvalidRow', {
    message: `T.add takes a whole number of ${unit}s, and was given ${printValue(count)}`,
    hint:
      typeof count === 'number'
        ? 'a part of a day or month is no length of time that all have: round it, or add hours'
        : 'make it a number: Number(value)',
    found: printValue(count),
    expected: 'number',
  })
}

/**
 * The time that is `count` units later, or earlier for a count below zero.
 *
 * Hours and less are lengths of time, and may have fractions. Days and more are moves in a calendar: its clock shows the
 * same as before, and the count must be whole. A day that the month does not have is its last one: a month from January
 * 31 is the end of February. In UTC, or by the calendar of a `zone` of the IANA database: if clocks skip what they would
 * show, it is later by what they skip; if they show it twice, it is the first. Null and undefined pass, of time and count;
 * NaN gives NaN, as does a time beyond the range. O(1).
 *
 * @throws FloeError InvalidArgument for a unit or zone that there is not; InvalidRow for what is no time, and part of a day
 * @example
 * T.toIso(T.add(T.fromIso('2024-01-31'), 1, 'month')) // '2024-02-29T00:00:00.000Z'
 * T.toIso(T.add(T.fromIso('2024-01-31'), -1.5, 'hour')) // '2024-01-30T22:30:00.000Z'
 */
export const add = <A extends Time, N extends number | null | undefined>(
  time: A,
  count: N,
  unit: Unit,
  zone?: string,
): Result<A | N, number> => {
  checkUnit('T.add', unit)
  const at = timeGiven('T.add', time)
  const by = countGiven(count, unit)
  if (typeof at !== 'number') return at as Result<A | N, number>
  if (typeof by !== 'number') return by as Result<A | N, number>
  return inRange(addTo(at, by, unit, zone))
}
