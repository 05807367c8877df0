/**
 * What a clock shows at a time.
 *
 * In UTC, or in a zone that is named. Null and undefined pass; what is no time (NaN, beyond the range of dates) gives NaN.
 */
import { millisecondsOf, onTime, type Result, type Time } from './time.ts'
import { clockAt } from './zone.ts'

/** How many whole `unit`s there are since the last whole `of`, before 1970 too. */
const part = (clock: number, of: number, unit: number): number =>
  Math.floor((clock - of * Math.floor(clock / of)) / unit)

/**
 * The hour, 0 to 23. In UTC, or in a `zone` of the IANA database: there clocks may skip an hour or show one twice. Null and
 * undefined pass; NaN gives NaN. O(1).
 *
 * @throws FloeError InvalidArgument for a zone that there is not, InvalidRow for what is no time
 * @example
 * T.hour(T.fromIso('2024-07-01T12:30Z')) // 12
 * T.hour(T.fromIso('2024-07-01T12:30Z'), 'Asia/Kolkata') // 18
 */
export const hour = <A extends Time>(time: A, zone?: string): Result<A, number> =>
  onTime('T.hour', time, zone, (at, zone) => part(clockAt(at, zone), millisecondsOf.day, millisecondsOf.hour))

/**
 * The minute, 0 to 59. In UTC, or in a `zone` of the IANA database. Null and undefined pass; NaN gives NaN. O(1).
 *
 * @throws FloeError InvalidArgument for a zone that there is not, InvalidRow for what is no time
 * @example
 * T.minute(T.fromIso('2024-07-01T12:30Z')) // 30
 * T.minute(T.fromIso('2024-07-01T12:30Z'), 'Asia/Kolkata') // 0
 */
export const minute = <A extends Time>(time: A, zone?: string): Result<A, number> =>
  onTime('T.minute', time, zone, (at, zone) => part(clockAt(at, zone), millisecondsOf.hour, millisecondsOf.minute))

/**
 * The second, 0 to 59. In UTC, or in a `zone` of the IANA database, which matters for local mean times of old. There are no
 * leap seconds. Null and undefined pass; NaN gives NaN. O(1).
 *
 * @throws FloeError InvalidArgument for a zone that there is not, InvalidRow for what is no time
 * @example
 * T.second(-1) // 59
 */
export const second = <A extends Time>(time: A, zone?: string): Result<A, number> =>
  onTime('T.second', time, zone, (at, zone) => part(clockAt(at, zone), millisecondsOf.minute, millisecondsOf.second))

/**
 * The millisecond, 0 to 999, without the fraction that a time may have. Null and undefined pass; NaN gives NaN. O(1).
 *
 * @throws FloeError InvalidArgument for a zone that there is not, InvalidRow for what is no time
 * @example
 * T.millisecond(1_700_000_000_123.456) // 123
 */
export const millisecond = <A extends Time>(time: A, zone?: string): Result<A, number> =>
  onTime('T.millisecond', time, zone, (at, zone) => part(clockAt(at, zone), millisecondsOf.second, 1))
