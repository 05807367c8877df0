/**
 * Units of time, and what one is.
 */
import { printValue } from '../data/print-value.ts'
import { FloeError } from '../error/floe-error.ts'
import { millisecondsOf } from './time.ts'

/**
 * Units of the clock, which are so many milliseconds always.
 *
 * @example
 * const unit: T.ClockUnit = 'minute'
 * T.add(0, 1, unit) // 60000
 */
export type ClockUnit = 'hour' | 'minute' | 'second' | 'millisecond'
/**
 * Units of the calendar, which are as long as the calendar says: 28 to 31 days are a month, and in a zone 23 to 25 hours
 * may be a day. Weeks begin on Monday.
 *
 * @example
 * const unit: T.CalendarUnit = 'quarter'
 * T.toIsoDate(T.truncate(1_700_000_000_000, unit)) // '2023-10-01'
 */
export type CalendarUnit = 'year' | 'quarter' | 'month' | 'week' | 'day'
/**
 * Units of time, of the calendar or of the clock.
 *
 * @example
 * const units: readonly T.Unit[] = ['day', 'hour']
 * units.map((unit) => T.truncate(1_700_000_000_000, unit)) // [ 1699920000000, 1699999200000 ]
 */
export type Unit = CalendarUnit | ClockUnit

/** Milliseconds of units of the clock. */
export const clockUnits: Readonly<Record<ClockUnit, number>> = {
  hour: millisecondsOf.hour,
  minute: millisecondsOf.minute,
  second: millisecondsOf.second,
  millisecond: 1,
}

/** Units of the calendar as so many months, or so many days. */
export const calendarUnits: Readonly<Record<CalendarUnit, { readonly months: number; readonly days: number }>> = {
  year: { months: 12, days: 0 },
  quarter: { months: 3, days: 0 },
  month: { months: 1, days: 0 },
  week: { months: 0, days: 7 },
  day: { months: 0, days: 1 },
}

const names = [...Object.keys(calendarUnits), ...Object.keys(clockUnits)]

export const isClockUnit = (unit: Unit): unit is ClockUnit => Object.hasOwn(clockUnits, unit)

/**
 * Refuses what is no unit.
 *
 * @throws FloeError InvalidArgument
 */
export const checkUnit = (helper: string, unit: Unit): void => {
  if (typeof unit === 'string' && names.includes(unit)) return
  const singular =
    typeof unit === 'string' ? names.find((name) => (unit as string).toLowerCase() === `${name}s`) : undefined
  throw new FloeError('InvalidArgument', {
    message: `${helper} was given ${printValue(unit)}, which is no unit of time`,
    found: printValue(unit),
    expected: names.map((name) => `'${name}'`).join(', '),
    hint: singular === undefined ? `units are ${names.map((name) => `'${name}'`).join(', ')}` : `say '${singular}'`,
  })
}
