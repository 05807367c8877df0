/** How far clocks are ahead, against Temporal for every zone there is, and when clocks show what they show twice or never. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { offsetAt, timeAtClock } from '../../src/time/zone.ts'
import { runs } from '../runs.ts'
import { changesOf, milliseconds, Temporal, temporal, zonedTime } from './arbitrary.ts'

const offset = (time: number, zone: string): number => temporal(time, zone).offsetNanoseconds / 1e6

describe('offsets', () => {
  test('of all zones are those of Temporal, at any time', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Intl.supportedValuesOf('timeZone')), milliseconds, (zone, time) => {
        expect(offsetAt(time, zone)).toBe(offset(time, zone))
      }),
      { numRuns: runs(500) },
    )
  })

  test('change when Temporal says so, and not before', () => {
    // Each zone in turn would take a minute: every thirteenth has all kinds of changes.
    for (const zone of Intl.supportedValuesOf('timeZone').filter((_, i) => i % 13 === 0))
      for (const change of changesOf(zone, 1940, 2026)) {
        expect([zone, change, offsetAt(change, zone)]).toEqual([zone, change, offset(change, zone)])
        expect([zone, change, offsetAt(change - 1, zone)]).toEqual([zone, change, offset(change - 1, zone)])
      }
  })

  test('do not depend on what was asked before', () => {
    fc.assert(
      fc.property(fc.array(zonedTime, { minLength: 1, maxLength: 30 }), (asked) => {
        const once = asked.map(({ zone, time }) => offsetAt(time, zone))
        const again = asked.toReversed().map(({ zone, time }) => offsetAt(time, zone))
        expect(again.reverse()).toEqual(once)
      }),
    )
  })

  test('are right over centuries, which is more than is kept', () => {
    const zone = 'Europe/Berlin'
    for (let year = 1890; year < 2100; year += 1)
      for (const month of [0, 3, 6, 9]) {
        const time = Date.UTC(year, month, 15)
        expect([year, month, offsetAt(time, zone)]).toEqual([year, month, offset(time, zone)])
      }
  })

  test('of a summer time that lasted a week', () => {
    const hour = 3_600_000
    for (const [day, hours] of [
      [7, -4],
      [9, -3],
      [14, -3],
      [16, -4],
    ] as const)
      expect([day, offsetAt(Date.UTC(2000, 9, day), 'America/Boa_Vista')]).toEqual([day, hours * hour])
  })

  test('of local mean time have seconds', () => {
    expect(offsetAt(Date.UTC(1880, 0, 1), 'Europe/Berlin')).toBe((53 * 60 + 28) * 1000)
    expect(offsetAt(Date.UTC(1960, 0, 1), 'Africa/Monrovia')).toBe(-(44 * 60 + 30) * 1000)
  })
})

describe('the time at which clocks show something', () => {
  test('is the one that Temporal finds', () => {
    fc.assert(
      fc.property(zonedTime, ({ zone, time }) => {
        fc.pre(Math.abs(time) < 8.6e15)
        const expected = new Temporal.PlainDateTime(1970, 1, 1)
          .add({ milliseconds: time })
          .toZonedDateTime(zone, { disambiguation: 'compatible' })
        expect(timeAtClock(time, zone, 'compatible')).toBe(expected.epochMilliseconds)
      }),
      { numRuns: runs(1000) },
    )
  })

  test('is that with the offset wished for, if there are two', () => {
    // In Berlin clocks showed 02:30 twice on 2024-10-27.
    const clock = Date.UTC(2024, 9, 27, 2, 30)
    const hour = 3_600_000
    expect(timeAtClock(clock, 'Europe/Berlin', 'compatible')).toBe(clock - 2 * hour)
    expect(timeAtClock(clock, 'Europe/Berlin', 'compatible', 2 * hour)).toBe(clock - 2 * hour)
    expect(timeAtClock(clock, 'Europe/Berlin', 'compatible', 1 * hour)).toBe(clock - 1 * hour)
    expect(timeAtClock(clock, 'Europe/Berlin', 'compatible', 5 * hour)).toBe(clock - 2 * hour)
  })

  test('is where clocks go on, if they skip it and that was asked', () => {
    // They skipped 02:00 to 03:00 on 2024-03-31.
    const change = Date.UTC(2024, 2, 31, 1)
    for (const minutes of [0, 1, 30, 59]) {
      const clock = Date.UTC(2024, 2, 31, 2, minutes)
      expect(timeAtClock(clock, 'Europe/Berlin', 'start')).toBe(change)
      expect(timeAtClock(clock, 'Europe/Berlin', 'compatible')).toBe(change + minutes * 60_000)
      expect(timeAtClock(clock + 0.5, 'Europe/Berlin', 'start')).toBe(change)
    }
  })
})
