/**
 * The beginning of a unit: what times are grouped by.
 */
import { civilFromDays, daysFromCivil, weekdayOf } from './civil-date.ts'
import { inRange, millisecondsOf, onTime, type Result, type Time } from './time.ts'
import { type CalendarUnit, calendarUnits, checkUnit, clockUnits, isClockUnit, type Unit } from './unit.ts'
import { clockAt, offsetAt, timeAtClock } from './zone.ts'

/** The first day of the unit that a day lies in; both counted from 1970-01-01. */
const firstDay = (days: number, unit: CalendarUnit): number => {
  if (unit === 'day') return days
  if (unit === 'week') return days - weekdayOf(days) + 1
  const { months } = calendarUnits[unit]
  const { year, month } = civilFromDays(days)
  return daysFromCivil(year, month - ((month - 1) % months), 1)
}

const truncateAt = (time: number, unit: Unit, zone: string | undefined): number => {
  const clock = clockAt(time, zone)
  if (isClockUnit(unit)) {
    const length = clockUnits[unit]
    return timeAtClock(Math.floor(clock / length) * length, zone, 'start', offsetAt(time, zone))
  }
  const days = firstDay(Math.floor(clock / millisecondsOf.day), unit)
  return timeAtClock(days * millisecondsOf.day, zone, 'start')
}

/**
 * The beginning of the year, quarter, month, week (Monday), day, hour, minute, second or millisecond that a time lies in:
 * never later than the time.
 *
 * In UTC, or by the clocks of a `zone` of the IANA database. Of a day whose midnight the clocks skip it is the first
 * moment, of one with two midnights the first one. An hour that clocks show twice is two hours. Null and undefined pass;
 * NaN gives NaN, as does a beginning before all times. O(1).
 *
 * @throws FloeError InvalidArgument for a unit or zone that there is not, InvalidRow for what is no time
 * @example
 * const at = T.fromIso('2024-05-17T22:15Z')
 * T.toIso(T.truncate(at, 'month')) // '2024-05-01T00:00:00.000Z'
 * T.toIso(T.truncate(at, 'day', 'Europe/Paris')) // '2024-05-17T22:00:00.000Z'
 */
export const truncate = <A extends Time>(time: A, unit: Unit, zone?: string): Result<A, number> => {
  checkUnit('T.truncate', unit)
  return onTime('T.truncate', time, zone, (at, zone) => inRange(truncateAt(at, unit, zone)))
}
