/** What calendars and clocks show, against Temporal: in UTC, in zones, and around changes of their clocks. */
import fc from 'fast-check'
import * as T from 'floe/time'
import { describe, expect, test } from 'vitest'
import { runs } from '../runs.ts'
import { milliseconds, temporal, zonedTime } from './arbitrary.ts'

const fields = {
  year: [T.year, (z) => z.year],
  quarter: [T.quarter, (z) => Math.floor((z.month - 1) / 3) + 1],
  month: [T.month, (z) => z.month],
  day: [T.day, (z) => z.day],
  dayOfWeek: [T.dayOfWeek, (z) => z.dayOfWeek],
  dayOfYear: [T.dayOfYear, (z) => z.dayOfYear],
  isoWeek: [T.isoWeek, (z) => z.weekOfYear],
  isoWeekYear: [T.isoWeekYear, (z) => z.yearOfWeek],
  hour: [T.hour, (z) => z.hour],
  minute: [T.minute, (z) => z.minute],
  second: [T.second, (z) => z.second],
  millisecond: [T.millisecond, (z) => z.millisecond],
} satisfies Record<
  string,
  readonly [(time: T.Time, zone?: string) => unknown, (z: ReturnType<typeof temporal>) => number | undefined]
>
const all = Object.entries(fields)
const oneOfAll = fc.constantFrom(...all)

describe('fields of a time', () => {
  test('in UTC are those of Temporal', () => {
    fc.assert(
      fc.property(milliseconds, (time) => {
        const expected = temporal(time, undefined)
        for (const [name, [ours, theirs]] of all) expect([name, ours(time)]).toEqual([name, theirs(expected)])
      }),
      { numRuns: runs(500) },
    )
  })

  test('in a zone are those of Temporal', () => {
    fc.assert(
      fc.property(zonedTime, ({ zone, time }) => {
        const expected = temporal(time, zone)
        for (const [name, [ours, theirs]] of all) expect([name, ours(time, zone)]).toEqual([name, theirs(expected)])
      }),
      { numRuns: runs(1000) },
    )
  })

  test('of a Date are those of its time, and a fraction of a millisecond changes none', () => {
    fc.assert(
      fc.property(
        oneOfAll,
        fc.integer({ min: -4e12, max: 4e12 }),
        fc.constantFrom(0.25, 0.5, 0.75),
        (of, time, part) => {
          const [, [field]] = of
          expect(field(new Date(time))).toBe(field(time))
          expect(field(time + part)).toBe(field(time))
        },
      ),
    )
  })

  test.each(all)('%s of nothing is nothing, of no time NaN', (_, [field]) => {
    expect(field(null)).toBe(null)
    expect(field(undefined)).toBe(undefined)
    for (const none of [NaN, Infinity, -Infinity, 8.64e15 + 1, -8.64e15 - 1, new Date(NaN)]) {
      expect(field(none)).toBe(NaN)
      expect(field(none, 'Europe/Berlin')).toBe(NaN)
    }
  })

  test.each(all)('%s refuses what is no time, and says what to do', (name, [field]) => {
    const message = (value: unknown): string => {
      try {
        field(value as T.Time)
        return 'nothing was thrown'
      } catch (thrown) {
        return (thrown as Error).message
      }
    }
    expect(message('2024-01-31')).toBe(
      `FLOE300 InvalidRow: T.${name} takes a time, and was given '2024-01-31'\n  hint: a time is milliseconds since 1970: read text by a codec such as C.dateFromIso, or by T.fromIso`,
    )
    expect(message(5n)).toContain('C.dateFromMicros')
    expect(message(true)).toContain('as a number, or a Date')
    expect(message({})).toContain(`T.${name} takes a time, and was given {}`)
  })

  test.each(['Mars/Olympus', '', 'Europe/berlin ', '+02:00', 'local', '__proto__'])('there is no zone %j', (zone) => {
    expect(() => T.hour(0, zone)).toThrow(
      /FLOE100 InvalidArgument: there is no time zone .*\n {2}hint: zones are named/s,
    )
    expect(() => T.hour(NaN, zone)).toThrow('there is no time zone')
  })

  test('types: what may be missing stays so', () => {
    const there: number = T.year(0)
    const perhaps: number | null = T.year(0 as number | null)
    const undef: number | undefined = T.year(new Date(0) as Date | undefined)
    expect([there, perhaps, undef]).toEqual([1970, 1970, 1970])
    // @ts-expect-error a year that may be null is no number
    const wrong: number = T.year(0 as number | null)
    expect(wrong).toBe(1970)
    // @ts-expect-error text is no time
    expect(() => T.year('2024')).toThrow('InvalidRow')
  })
})
