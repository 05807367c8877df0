/**
 * Times and zones for the tests of floe/time, and Temporal as a second opinion on them.
 */
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill/implementation'

export { Temporal }

/** The last time that there is. */
export const farthest = 8.64e15

/** Within the years that data has, and all there are. */
export const milliseconds: fc.Arbitrary<number> = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2100, 0, 1) }) },
  { weight: 2, arbitrary: fc.integer({ min: -farthest, max: farthest }) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.integer({ min: 1890, max: 2110 }), fc.integer({ min: 0, max: 11 }), fc.integer({ min: 1, max: 31 }))
      .map(([year, month, day]) => Date.UTC(year, month, day)),
  },
  { weight: 1, arbitrary: fc.constantFrom(0, -1, 1, farthest, -farthest) },
)

/** Zones that put clocks forward and back at all hours, by whole and half hours, over midnight, over a day. */
export const zoneNames: readonly string[] = [
  'UTC',
  'Europe/Berlin',
  'Europe/London',
  'Europe/Dublin',
  'America/New_York',
  'America/Sao_Paulo',
  'America/St_Johns',
  'America/Havana',
  'America/Toronto',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Beirut',
  'Asia/Gaza',
  'Asia/Tehran',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Africa/Monrovia',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Kwajalein',
  'Pacific/Chatham',
  'Antarctica/Troll',
]

export const zone: fc.Arbitrary<string> = fc.constantFrom(...zoneNames)

/** A zone or none, which is UTC. */
export const zoneOrNone: fc.Arbitrary<string | undefined> = fc.option(zone, { nil: undefined })

const zoned = (time: number, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(zone)

/** The time as Temporal has it. */
export const temporal = (time: number, zone: string | undefined): Temporal.ZonedDateTime => zoned(time, zone ?? 'UTC')

/** All times between two years at which the clocks of a zone change. */
export const changesOf = (zone: string, from: number, to: number): readonly number[] => {
  const found: number[] = []
  let at: Temporal.ZonedDateTime | null = zoned(Date.UTC(from, 0, 1), zone)
  const end = Date.UTC(to, 0, 1)
  for (;;) {
    at = at.getTimeZoneTransition('next')
    if (at === null || at.epochMilliseconds > end) return found
    found.push(at.epochMilliseconds)
  }
}

const changes = new Map<string, readonly number[]>()

const knownChanges = (zone: string): readonly number[] => {
  const known = changes.get(zone) ?? changesOf(zone, 1900, 2040)
  changes.set(zone, known)
  return known
}

/** A zone with a time in it, often within a day of a change of its clocks. */
export const zonedTime: fc.Arbitrary<{ readonly zone: string; readonly time: number }> = fc.oneof(
  fc.record({ zone, time: milliseconds }),
  fc
    .record({
      zone,
      pick: fc.nat(),
      near: fc.oneof(fc.integer({ min: -90, max: 90 }), fc.constantFrom(0)),
      minutes: fc.boolean(),
    })
    .map(({ zone, pick, near, minutes }) => {
      const known = knownChanges(zone)
      return { zone, time: (known[pick % (known.length || 1)] ?? 0) + near * (minutes ? 60_000 : 1_000_000) }
    }),
)
