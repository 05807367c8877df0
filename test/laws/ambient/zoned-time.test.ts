/**
 * Proves that the zones that are pretended are those of the world: against the process in the zone itself.
 */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromLocal, offsetAt, printZoned } from '../../../src/laws/ambient/zoned-time.ts'

const zone = fc.constantFrom(
  'UTC',
  'America/New_York',
  'Asia/Kolkata',
  'Europe/London',
  'Pacific/Kiritimati',
  'Australia/Lord_Howe',
)
const change = fc.constantFrom(
  Date.UTC(2026, 2, 8, 7),
  Date.UTC(2026, 2, 29, 1),
  Date.UTC(2026, 9, 25, 1),
  Date.UTC(2026, 10, 1, 6),
  Date.UTC(2026, 3, 4, 15),
)
const time = fc.oneof(
  fc.integer({ min: Date.UTC(1971, 0), max: Date.UTC(2037, 0) }),
  fc.tuple(change, fc.integer({ min: -7_200_000, max: 7_200_000 })).map(([at, by]) => at + by),
)

const inZone = <A>(name: string, ask: () => A): A => {
  const before = process.env.TZ
  process.env.TZ = name
  try {
    return ask()
  } finally {
    if (before === undefined) delete process.env.TZ
    else process.env.TZ = before
  }
}

test('the offset, and how a date prints itself', () => {
  fc.assert(
    fc.property(zone, time, (name, at) => {
      const [offset, date, clock] = inZone(name, () => {
        const here = new Date(at)
        return [here.getTimezoneOffset(), here.toDateString(), here.toTimeString()] as const
      })
      expect(-offsetAt(name, at) / 60_000 + 0).toBe(offset)
      expect(printZoned(name, at).date).toBe(date)
      // In brackets comes a name of the zone, of which there are many.
      expect(printZoned(name, at).time.replace(/ \(.*/, '')).toBe(clock.replace(/ \(.*/, ''))
    }),
  )
})

test('the time at which clocks show something', () => {
  fc.assert(
    fc.property(zone, time, (name, shown) => {
      const there = new Date(shown)
      const real = inZone(name, () =>
        new Date(
          there.getUTCFullYear(),
          there.getUTCMonth(),
          there.getUTCDate(),
          there.getUTCHours(),
          there.getUTCMinutes(),
          there.getUTCSeconds(),
          there.getUTCMilliseconds(),
        ).getTime(),
      )
      expect(fromLocal(name, shown)).toBe(real)
    }),
  )
})
