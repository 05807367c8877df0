/** Times as text, there and back: against `Date` and Temporal, and what is refused. */
import fc from 'fast-check'
import * as T from 'floe/time'
import { describe, expect, test } from 'vitest'
import { runs } from '../runs.ts'
import { farthest, milliseconds, Temporal, temporal, zonedTime } from './arbitrary.ts'

/** A time that is a whole number of nanoseconds, as far as a double can be. */
const fine = fc
  .tuple(milliseconds, fc.integer({ min: 0, max: 999_999 }), fc.constantFrom(1, 1000))
  .map(([time, below, step]) =>
    time >= 0 ? time + (below - (below % step)) / 1e6 : time - (below - (below % step)) / 1e6,
  )
  .filter((time) => Math.abs(time) <= farthest)

describe('toIso and fromIso', () => {
  test('of whole milliseconds are those of Date', () => {
    fc.assert(
      fc.property(milliseconds, (time) => {
        expect(T.toIso(time)).toBe(new Date(time).toISOString())
        expect(T.fromIso(new Date(time).toISOString())).toBe(time)
        expect(T.toIsoDate(time)).toBe(temporal(time, undefined).toPlainDate().toString())
      }),
      { numRuns: runs(1000) },
    )
  })

  test('are inverse, in any zone, fractions too', () => {
    fc.assert(
      fc.property(zonedTime, fine, fc.boolean(), ({ zone, time }, other, isFine) => {
        const at = isFine ? other : time
        // Close to 1970 a double holds more than nanoseconds.
        if (isFine && Math.abs(at) < 1e10) {
          expect(Math.abs(T.fromIso(T.toIso(at)) - at)).toBeLessThanOrEqual(5.01e-7)
          expect(T.toIso(T.fromIso(T.toIso(at)))).toBe(T.toIso(at))
        } else {
          expect(T.fromIso(T.toIso(at))).toBe(at)
          expect(T.fromIso(T.toIso(at, zone))).toBe(at)
        }
      }),
      { numRuns: runs(2000) },
    )
  })

  test('read the nearest number to nanoseconds, and write them back', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -4n * 10n ** 18n, max: 4n * 10n ** 18n }), (nanos) => {
        const text = new Temporal.Instant(nanos).toString({ fractionalSecondDigits: 9 })
        const positive = nanos < 0n ? -nanos : nanos
        const digits = `${positive / 1_000_000n}.${String(positive % 1_000_000n).padStart(6, '0')}`
        const read = T.fromIso(text)
        expect(read).toBe(Number(`${nanos < 0n ? '-' : ''}${digits}`) + 0)
        expect(T.fromIso(T.toIso(read))).toBe(read)
      }),
      { numRuns: runs(1000) },
    )
  })

  test('in a zone are those of Temporal', () => {
    fc.assert(
      fc.property(zonedTime, ({ zone, time }) => {
        fc.pre(time > -2e12 && Math.abs(time) < 8.6e15)
        const there = temporal(time, zone)
        if (there.offsetNanoseconds % 60e9 === 0)
          expect(T.toIso(time, zone)).toBe(there.toString({ fractionalSecondDigits: 3, timeZoneName: 'never' }))
        const clock = there.toPlainDateTime()
        expect(T.fromIso(clock.toString(), zone)).toBe(clock.toZonedDateTime(zone).epochMilliseconds)
        expect(T.fromIso(clock.toPlainDate().toString(), zone)).toBe(there.startOfDay().epochMilliseconds)
        expect(T.toIsoDate(time, zone)).toBe(there.toPlainDate().toString())
      }),
      { numRuns: runs(1000) },
    )
  })

  test('accept what Temporal accepts, of texts that look like times', () => {
    const two = (max: number) => fc.integer({ min: 0, max }).map((n) => String(n).padStart(2, '0'))
    const text = fc
      .tuple(
        fc.integer({ min: 1890, max: 2110 }),
        two(13),
        two(32),
        two(25),
        two(61),
        two(59),
        fc.constantFrom('Z', '+01:00', '-23:59', '+24:00', '+05:60'),
      )
      .map(([y, m, d, h, min, s, offset]) => `${y}-${m}-${d}T${h}:${min}:${s}${offset}`)
    fc.assert(
      fc.property(text, (text) => {
        const ours = (() => {
          try {
            return T.fromIso(text)
          } catch {
            return 'refused'
          }
        })()
        const theirs = (() => {
          try {
            return Temporal.Instant.from(text).epochMilliseconds
          } catch {
            return 'refused'
          }
        })()
        expect(ours).toBe(theirs)
      }),
      { numRuns: runs(2000) },
    )
  })

  test.each([
    ['2024-01-31', 1706659200000],
    ['2024-01-31T12:34', 1706704440000],
    ['2024-01-31T12:34Z', 1706704440000],
    ['2024-01-31T12:34:56Z', 1706704496000],
    ['2024-01-31T12:34:56,5Z', 1706704496500],
    ['2024-01-31T12:34:56.789+01:00', 1706700896789],
    ['2024-01-31T12:34:56.789-05:30', 1706724296789],
    ['2024-01-31T12:34:56.789123Z', 1706704496789.123],
    ['1969-12-31T23:59:59.999999999Z', -0.000001],
    ['0000-01-01', -62167219200000],
    ['-000001-12-31', -62167305600000],
    ['+275760-09-13', farthest],
  ])('%s is read', (text, time) => expect(T.fromIso(text)).toBe(time))

  test.each([
    ['', 'it is no date or time of ISO 8601', 'such as 2024-01-31, or 2024-01-31T12:34:56Z'],
    ['2024-01', 'it is no date or time of ISO 8601', 'such as'],
    ['20240131', 'it is no date or time', 'only the form with hyphens and colons'],
    ['2024-1-31', 'it is no date or time', 'all digits'],
    ['31.01.2024', 'it is no date or time', 'year, month, day'],
    ['01/31/2024', 'it is no date or time', 'year, month, day'],
    ['2024-01-31 12:34:56', 'it is no date or time', 'C.dateFromPostgres reads a blank'],
    [' 2024-01-31', 'it is no date or time', 'blanks around it'],
    ['2024-01-31\n', 'it is no date or time', 'blanks around it'],
    ['1706659200000', 'it is no date or time', 'digits alone are a count'],
    ['2024-01-31T12', 'it is no date or time', 'such as'],
    ['2024-01-31Z', 'it is no date or time', 'such as'],
    ['2024-01-31t12:34z', 'it is no date or time', 'such as'],
    ['2024-01-31T12:34:56.1234567891Z', 'it is no date or time', 'at most nine digits'],
    ['-000000-01-01', 'it is no date or time', 'such as'],
    ['2024-13-01', 'there is no month 13', 'the month comes before the day'],
    ['2024-00-01', 'there is no month 00', 'the month comes'],
    ['2024-99-01', 'there is no month 99', 'such as'],
    ['2024-02-30', 'February 2024 has 29 days', 'such as'],
    ['2023-02-29', 'February 2023 has 28 days', 'such as'],
    ['1900-02-29', 'February 1900 has 28 days', 'such as'],
    ['2024-04-00', 'April 2024 has 30 days', 'such as'],
    ['2024-01-31T24:00', 'there is no hour 24', 'midnight is 00:00'],
    ['2024-01-31T23:60', 'there is no minute 60', 'such as'],
    ['2016-12-31T23:59:60Z', 'there is no second 60', 'leap seconds'],
    ['2024-01-31T00:00+24:00', 'there is no offset +24:00', 'such as'],
    ['+275760-09-14', 'it is farther from 1970', 'such as'],
  ])('%j is refused', (text, problem, hint) => {
    expect(() => T.fromIso(text)).toThrow(`FLOE300 InvalidRow: '${text.replace('\n', '\\n')}' is no time: ${problem}`)
    expect(() => T.fromIso(text)).toThrow(hint)
  })

  test('nothing is nothing; what is no text, and no time, is refused', () => {
    expect([T.fromIso(null), T.fromIso(undefined), T.toIso(null), T.toIso(undefined), T.toIsoDate(null)]).toEqual([
      null,
      undefined,
      null,
      undefined,
      null,
    ])
    expect(() => T.fromIso(5 as unknown as string)).toThrow('5 is no time: it is no text')
    expect(() => T.toIso(NaN)).toThrow(
      'FLOE300 InvalidRow: T.toIso was given NaN, which is no time that could be written',
    )
    expect(() => T.toIso(1e300)).toThrow('T.toIso was given 1e+300')
    expect(() => T.toIsoDate(new Date(NaN))).toThrow('T.toIsoDate was given NaN')
    expect(() => T.fromIso('2024-01-31T00:00', 'Nowhere')).toThrow("there is no time zone 'Nowhere'")
  })

  test('of local mean time has seconds in its offset, and comes back', () => {
    const text = T.toIso(Date.UTC(1880, 0, 1), 'Europe/Berlin')
    expect(text).toBe('1880-01-01T00:53:28.000+00:53:28')
    expect(T.fromIso(text)).toBe(Date.UTC(1880, 0, 1))
  })

  test('have three digits behind the second, or six, or nine', () => {
    expect(T.toIso(1706704496789)).toBe('2024-01-31T12:34:56.789Z')
    expect(T.toIso(1706704496789.25)).toBe('2024-01-31T12:34:56.789250Z')
    expect(T.toIso(0.000001)).toBe('1970-01-01T00:00:00.000000001Z')
    expect(T.toIso(-0.001)).toBe('1969-12-31T23:59:59.999999Z')
    expect(T.toIso(1e-9)).toBe('1970-01-01T00:00:00.000Z')
    expect(T.toIso(0.9999999)).toBe('1970-01-01T00:00:00.001Z')
  })

  test('of a year that needs six digits', () => {
    expect(T.toIso(-farthest)).toBe('-271821-04-20T00:00:00.000Z')
    expect(T.toIsoDate(farthest)).toBe('+275760-09-13')
    expect(T.toIsoDate(T.fromIso('0001-02-03'))).toBe('0001-02-03')
  })
})
