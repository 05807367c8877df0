/** The beginning of a unit: against Temporal, by its laws, and on days when clocks were changed. */
import fc from 'fast-check'
import * as T from 'floe/time'
import { describe, expect, test } from 'vitest'
import { clockAt } from '../../src/time/zone.ts'
import { runs } from '../runs.ts'
import { changesOf, farthest, milliseconds, type Temporal, temporal, zonedTime, zoneNames } from './arbitrary.ts'

const clockUnits = ['hour', 'minute', 'second', 'millisecond'] as const
const calendarUnits = ['year', 'quarter', 'month', 'week', 'day'] as const
const unit = fc.constantFrom<T.Unit>(...calendarUnits, ...clockUnits)

const fields: ReadonlyMap<T.Unit, (time: number, zone?: string) => number> = new Map([
  ['year', T.year],
  ['quarter', T.quarter],
  ['month', T.month],
  ['day', T.day],
])

/** The first moment of the unit of a calendar, as Temporal has it. */
const startOf = (time: Temporal.ZonedDateTime, unit: T.Unit): Temporal.ZonedDateTime => {
  switch (unit) {
    case 'year':
      return time.with({ month: 1, day: 1 }).startOfDay()
    case 'quarter':
      return time.with({ month: Math.floor((time.month - 1) / 3) * 3 + 1, day: 1 }).startOfDay()
    case 'month':
      return time.with({ day: 1 }).startOfDay()
    case 'week':
      return time
        .toPlainDate()
        .subtract({ days: time.dayOfWeek - 1 })
        .toZonedDateTime({ timeZone: time.timeZoneId })
    case 'day':
      return time.startOfDay()
    default:
      return time.round({ smallestUnit: unit, roundingMode: 'floor' })
  }
}

describe('truncate', () => {
  test('in UTC gives what Temporal gives', () => {
    fc.assert(
      fc.property(milliseconds, unit, (time, unit) => {
        fc.pre(time > -farthest + 4e10)
        expect(T.truncate(time, unit)).toBe(startOf(temporal(time, undefined), unit).epochMilliseconds)
      }),
      { numRuns: runs(1000) },
    )
  })

  test('in a zone gives what Temporal gives', () => {
    fc.assert(
      fc.property(zonedTime, unit, ({ zone, time }, unit) => {
        fc.pre(time > -farthest + 4e10)
        const expected = startOf(temporal(time, zone), unit).epochMilliseconds
        // Where clocks skipped the beginning of an hour, Temporal's may be later than the time itself.
        fc.pre(expected <= time)
        expect(T.truncate(time, unit, zone)).toBe(expected)
      }),
      { numRuns: runs(2000) },
    )
  })

  test('is never later, changes nothing twice, keeps the unit, and keeps the order', () => {
    fc.assert(
      fc.property(zonedTime, unit, fc.integer({ min: 0, max: 4e9 }), ({ zone, time }, unit, ahead) => {
        fc.pre(time > -farthest + 4e10 && time + ahead <= farthest)
        const start = T.truncate(time, unit, zone)
        expect(start).toBeLessThanOrEqual(time)
        expect(T.truncate(start, unit, zone)).toBe(start)
        // A clock that is put back over midnight shows an earlier day later; hours never.
        if (unit === 'hour' || clockAt(time + ahead, zone) >= clockAt(time, zone))
          expect(T.truncate(time + ahead, unit, zone)).toBeGreaterThanOrEqual(start)
        const field = fields.get(unit)
        if (field !== undefined) expect(field(start, zone)).toBe(field(time, zone))
        if (unit === 'week')
          expect([T.isoWeek(start, zone), T.dayOfWeek(start, zone)]).toEqual([T.isoWeek(time, zone), 1])
      }),
      { numRuns: runs(1000) },
    )
  })

  test('of a day is the first moment that its date is shown', () => {
    for (const zone of zoneNames)
      for (const change of changesOf(zone, 1970, 2026)) {
        const start = T.truncate(change, 'day', zone)
        expect([zone, change, T.toIsoDate(start, zone)]).toEqual([zone, change, T.toIsoDate(change, zone)])
        expect([zone, change, T.toIsoDate(start - 1, zone)]).not.toEqual([zone, change, T.toIsoDate(change, zone)])
      }
  })

  test('drops the fraction of a millisecond, towards the past', () => {
    expect(T.truncate(1.5, 'millisecond')).toBe(1)
    expect(T.truncate(-0.5, 'millisecond')).toBe(-1)
    expect(T.truncate(1.5, 'millisecond', 'Europe/Berlin')).toBe(1)
  })

  test('of days whose midnight was skipped, or shown twice', () => {
    // Beirut went from 00:00 to 01:00 on 2022-03-27; Havana from 01:00 back to 00:00 on 2022-11-06.
    const iso = (text: string, unit: T.Unit, zone: string) => T.toIso(T.truncate(T.fromIso(text), unit, zone), zone)
    expect(iso('2022-03-27T12:00+03:00', 'day', 'Asia/Beirut')).toBe('2022-03-27T01:00:00.000+03:00')
    expect(iso('2022-11-06T12:00-05:00', 'day', 'America/Havana')).toBe('2022-11-06T00:00:00.000-04:00')
    // Samoa had no 2011-12-30.
    expect(iso('2011-12-31T05:00+14:00', 'day', 'Pacific/Apia')).toBe('2011-12-31T00:00:00.000+14:00')
    // The hour from 02:00 was shown twice in Berlin on 2024-10-27: two hours.
    expect(iso('2024-10-27T02:30+02:00', 'hour', 'Europe/Berlin')).toBe('2024-10-27T02:00:00.000+02:00')
    expect(iso('2024-10-27T02:30+01:00', 'hour', 'Europe/Berlin')).toBe('2024-10-27T02:00:00.000+01:00')
    // Toronto skipped 23:30 to 00:30 in 1919: the hour of 00:45 begins at 00:30.
    expect(iso('1919-03-31T00:45-04:00', 'hour', 'America/Toronto')).toBe('1919-03-31T00:30:00.000-04:00')
    expect(iso('1919-03-31T00:45-04:00', 'day', 'America/Toronto')).toBe('1919-03-31T00:30:00.000-04:00')
  })

  test('of nothing is nothing, of no time NaN, of what began too early NaN', () => {
    expect(T.truncate(null, 'day')).toBe(null)
    expect(T.truncate(undefined, 'day', 'Europe/Berlin')).toBe(undefined)
    expect(T.truncate(NaN, 'day')).toBe(NaN)
    expect(T.truncate(Infinity, 'hour', 'Europe/Berlin')).toBe(NaN)
    expect(T.truncate(-farthest, 'year')).toBe(NaN)
    expect(T.truncate(new Date(86_400_001), 'day')).toBe(86_400_000)
  })

  test('refuses units that there are not', () => {
    const truncate = T.truncate as (time: number, unit: unknown) => number
    expect(() => truncate(0, 'days')).toThrow(
      "FLOE100 InvalidArgument: T.truncate was given 'days', which is no unit of time\n  hint: say 'day'",
    )
    expect(() => truncate(0, 'Decade')).toThrow("hint: units are 'year', 'quarter', 'month', 'week', 'day', 'hour'")
    for (const none of ['toString', '', null, 7]) expect(() => truncate(0, none)).toThrow('no unit of time')
  })
})
