/** What codecs say of what they do not take, word by word. */
import * as C from 'floe/codec'
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import { printValue } from '../../src/data/print-value.ts'
import { decoderOf } from '../../src/plan/codec/decode-value.ts'

const said = (codec: t.Mixed, value: unknown): string => {
  const decoded = decoderOf(codec)(value)
  return decoded.ok ? 'taken' : decoded.message
}

/** Rows with a title: a codec prints long, and a bigint not at all. */
const titled = <const E>(rows: readonly (readonly [t.Mixed, unknown, E])[]) =>
  rows.map(([codec, value, expected]) => [codec.name, printValue(value, 40), codec, value, expected] as const)

describe('messages', () => {
  test.each(
    titled<string>([
      [C.dateFromIso, '2024-02-30', "'2024-02-30' is no time: February 2024 has 29 days"],
      [C.dateFromIso, '', "'' is no time: it is no date or time of ISO 8601"],
      [C.dateFromIso, 5, '5 is no text, and dateFromIso reads text of ISO 8601'],
      [C.dateFromIso, undefined, 'nothing where dateFromIso belongs'],
      [
        C.dateFromIso,
        '31.01.2024',
        "'31.01.2024' is no time: it is no date or time of ISO 8601; dates are written 2024-01-31: year, month, day, all digits",
      ],
      [
        t.union([C.dateFromIso, t.null]),
        '2024-13-01',
        "'2024-13-01' is no time: there is no month 13; the month comes before the day",
      ],
      [t.union([C.dateFromIso, C.intFromText]), 'x', "'x' is not dateFromIso | intFromText"],
      [C.dateFromPostgres, 'infinity', "'infinity' is no time: no number of milliseconds stands for it"],
      [
        C.dateFromPostgres,
        '2024-01-31T12:00',
        "'2024-01-31T12:00' is no time: it is not written as Postgres does; C.dateFromIso reads a T between date and time",
      ],
      [
        C.dateFromPostgres,
        '2024-01-31 12:00',
        "'2024-01-31 12:00' is no time: it is not written as Postgres does; such as 2024-01-31 12:34:56.789+00",
      ],
      [C.dateFromPostgres, '2023-02-29', "'2023-02-29' is no time: February 2023 has 28 days"],
      [
        C.dateFromMicros,
        new Date(0),
        'Date(1970-01-01T00:00:00.000Z) is a time already, and no count of microseconds; t.number reads it',
      ],
      [C.dateFromMicros, 1e300, '1e+300 lies beyond the times that there are'],
      [C.dateFromMicros, Infinity, 'Infinity is no whole number of microseconds'],
      [C.dateFromMicros, 1.5, '1.5 is no whole number of microseconds'],
      [C.dateFromNanos, 10n ** 30n, '1000000000000000000000000000000n lies beyond the times that there are'],
      [C.dateFromNanos, `1${'0'.repeat(400)}`, '… lies beyond the times that there are'],
      [C.dateFromSeconds, 'now', "'now' is no number of seconds"],
      [C.dateFromSeconds, NaN, 'NaN is no number of seconds'],
      [C.dateFromSeconds, 1e13, '10000000000000 lies beyond the times that there are'],
      [
        C.dateFromSeconds,
        new Date(0),
        'Date(1970-01-01T00:00:00.000Z) is a time already, and no count of seconds; t.number reads it',
      ],
      [C.numberFromText, '1,5', "'1,5' is not a number"],
      [C.numberFromText, 5, '5 is no text, and numberFromText reads a number in text'],
      [
        C.numberFromText,
        '9007199254740993',
        "'9007199254740993' is not a number: no number has these digits; bigintFromText reads them all",
      ],
      [C.intFromText, '1.5', "'1.5' is not a whole number"],
      [
        C.intFromText,
        '9007199254740992',
        "'9007199254740992' is beyond 2^53 - 1: no number is exact there; bigintFromText reads it whole",
      ],
      [C.intFromText, 'Infinity', "'Infinity' is not a whole number"],
      [C.bigintFromText, '1.0', "'1.0' is not an integer"],
      [C.booleanFromText, 'yes', "'yes' is neither true nor false; other words are read by booleanFrom('yes', 'no')"],
      [C.booleanFrom('Y', 'N'), 'y', "'y' is none of 'Y', 'N'; did you mean 'Y'?"],
      [C.booleanFrom(1, 0), true, 'true is none of 1, 0'],
      [C.oneOf('red', 'green'), ' Red ', "' Red ' is none of 'red', 'green'; did you mean 'red'?"],
      [C.oneOf('red', 'green'), 'blue', "'blue' is none of 'red', 'green'"],
      [C.oneOf(1, 2), '1', "'1' is none of 1, 2; did you mean 1?"],
      [C.nullIfEmpty(C.intFromText), 'x', "'x' is not a whole number"],
      [C.nullIfEmpty(t.number), 'x', "'x' is not nullIfEmpty(number)"],
      [C.nullIfEmpty(t.array(C.intFromText)), ['1', 'x'], "'x' is not a whole number"],
    ]),
  )('%s of %s', (_, __, codec, value, message) => {
    if (message.startsWith('…')) expect(said(codec, value)).toContain(message)
    else expect(said(codec, value)).toBe(message)
  })

  test('say where in a row', () => {
    const decoded = decoderOf(t.type({ days: t.array(C.nullIfEmpty(C.dateFromIso)) }))({
      days: ['2024-01-31', '', 'x'],
    })
    expect(decoded).toMatchObject({ ok: false, path: 'days[2]', found: 'x' })
  })
})

describe('lists of choices', () => {
  test.each([
    [() => (C.oneOf as (...values: unknown[]) => unknown)(), 'oneOf was given no values'],
    [
      () => (C.oneOf as (...values: unknown[]) => unknown)(['a', 'b']),
      "oneOf was given ['a', 'b'], and takes texts, numbers and booleans\n  hint: give the values one by one: oneOf(...values)",
    ],
    [
      () => (C.oneOf as (...values: unknown[]) => unknown)('a', null),
      'oneOf was given null, and takes texts, numbers and booleans\n  hint: for null, say t.union([…, t.null])',
    ],
    [() => (C.oneOf as (...values: unknown[]) => unknown)('a', undefined), 'oneOf was given undefined'],
    [() => C.oneOf(NaN), 'oneOf was given NaN'],
    [() => C.oneOf('a', 'b', 'a'), "oneOf was given 'a' twice"],
    [() => C.booleanFrom('x', 'x'), "booleanFrom was given 'x' twice"],
  ] as const)('%s', (make, message) => expect(make).toThrow(`FLOE100 InvalidArgument: ${message}`))

  test('keep their literal types', () => {
    const Size = C.oneOf('S', 'M', 1)
    const size: 'S' | 'M' | 1 = 'S' as t.TypeOf<typeof Size>
    // @ts-expect-error 'L' is none of them
    const wrong: t.TypeOf<typeof Size> = 'L'
    const yes: 'Y' | 'N' = C.booleanFrom('Y', 'N').encode(true)
    const born: number | null = null as t.TypeOf<ReturnType<typeof C.nullIfEmpty<typeof C.dateFromIso>>>
    expect([size, wrong, yes, born]).toEqual(['S', 'L', 'Y', null])
  })
})

describe('known values', () => {
  test.each(
    titled<unknown>([
      [C.dateFromIso, '2024-01-31', 1706659200000],
      [C.dateFromIso, '2024-01-31T12:34:56.789123+01:00', 1706700896789.123],
      [C.dateFromPostgres, '2024-01-31', 1706659200000],
      [C.dateFromPostgres, '2024-01-31 12:34:56', 1706704496000],
      [C.dateFromPostgres, '2024-01-31 12:34:56.789123+05:30', 1706684696789.123],
      [C.dateFromPostgres, '0044-03-15 00:00:00+00 BC', Date.UTC(-43, 2, 15)],
      [C.dateFromPostgres, '1880-01-01 00:53:28+00:53:28', Date.UTC(1880, 0, 1)],
      [C.dateFromPostgres, '12024-01-31', Date.UTC(12024, 0, 31)],
      [C.dateFromMicros, 1706704496789123n, 1706704496789.123],
      [C.dateFromMicros, 1706704496789123, 1706704496789.123],
      [C.dateFromMicros, '1706704496789123', 1706704496789.123],
      [C.dateFromMicros, -1n, -0.001],
      [C.dateFromNanos, 1706704496789000000, 1706704496789],
      [C.dateFromMicros, 0, 0],
      [C.dateFromNanos, '1706704496789123456', 1706704496789.1235],
      [C.dateFromSeconds, 1706704496.789, 1706704496789],
      [C.dateFromSeconds, ' 1706704496 ', 1706704496000],
      [C.dateFromSeconds, '-0', 0],
      [C.dateFromSeconds, 5n, 5000],
      [C.booleanFromText, ' TRUE ', true],
      [C.numberFromText, '-0', -0],
      [C.nullIfEmpty(t.string), '', null],
      [C.nullIfEmpty(t.string), null, null],
      [C.nullIfEmpty(t.number), 5, 5],
      [C.oneOf(0, 1), -0, 0],
    ]),
  )('%s reads %s', (_, __, codec, input, value) => {
    expect(decoderOf(codec)(input)).toStrictEqual({ ok: true, value })
  })

  test.each(
    titled<unknown>([
      [C.dateFromPostgres, 1706704496789, '2024-01-31 12:34:56.789+00'],
      [C.dateFromPostgres, 0, '1970-01-01 00:00:00+00'],
      [C.dateFromPostgres, 1706704496789.123, '2024-01-31 12:34:56.789123+00'],
      [C.dateFromPostgres, Date.UTC(-43, 2, 15), '0044-03-15 00:00:00+00 BC'],
      [C.dateFromMicros, -0.001, -1n],
      [C.dateFromMicros, 0.9999, 1000n],
      [C.numberFromText, -0, '-0'],
      [C.numberFromText, Infinity, 'Infinity'],
      [C.nullIfEmpty(C.intFromText), null, ''],
    ]),
  )('%s writes %s', (_, __, codec, value, output) => expect(codec.encode(value)).toBe(output))
})
