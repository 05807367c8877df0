/**
 * Times that are stored as counts since 1970: of seconds, micro- or nanoseconds. Those of milliseconds are times already.
 *
 * Counts come as numbers, as bigints (64-bit integers of Parquet and databases), and as digits in text (CSV, JSON that is
 * careful about large numbers). A timestamp that a file knows as such is read as a time by `t.number`, and refused here:
 * to divide it once more would be wrong in silence.
 */
import { printValue } from '../data/print-value.ts'
import * as S from '../data/schema.ts'
import { farthest } from '../time/time.ts'
import { type DescribedCodec, Refusal, simpleCodec } from './described-codec.ts'
import { isTime } from './is-time.ts'
import { parseBigint } from './parse-text.ts'

/** With `date`, so that of a column of timestamps a Date comes, which can be refused, and no number, which could not. */
const counted = S.union([S.bigint, S.number, S.string, S.date])

const beyond = (value: unknown): Refusal => new Refusal(`${printValue(value)} lies beyond the times that there are`)

const notACount = (value: unknown, units: string): Refusal =>
  value instanceof Date
    ? new Refusal(`${printValue(value)} is a time already, and no count of ${units}; t.number reads it`)
    : new Refusal(`${printValue(value)} is no whole number of ${units}`)

const readCount = (value: unknown): bigint | undefined => {
  if (typeof value === 'bigint') return value
  // Beyond 2^53 a number may be off by less than a time can tell.
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : undefined
  return typeof value === 'string' ? parseBigint(value) : undefined
}

const abs = (value: bigint): bigint => (value < 0n ? -value : value)

/** Thousandths of a millisecond, or millionths, as a number of milliseconds: the nearest one. */
const toMilliseconds = (count: bigint, digits: number): number => Number(`${count}e-${digits}`)

/** A number of milliseconds as a count of finer units: the nearest one. */
const fromMilliseconds = (time: number, digits: number): bigint => {
  const per = 10n ** BigInt(digits)
  const whole = Math.floor(time)
  return BigInt(whole) * per + BigInt(Math.round((time - whole) * Number(per)))
}

const dateFromFine = (name: string, units: string, digits: number): DescribedCodec<number, bigint> =>
  simpleCodec({
    name,
    schema: S.number,
    reads: counted,
    is: isTime,
    read: (value) => {
      const count = readCount(value)
      if (count === undefined) return notACount(value, units)
      // Text may have any number of digits, and they must not get into a number first.
      if (abs(count) > BigInt(farthest) * 10n ** BigInt(digits)) return beyond(value)
      return toMilliseconds(count, digits)
    },
    write: (time) => fromMilliseconds(time, digits),
  })

/**
 * Microseconds since 1970 as a time, in milliseconds: a bigint, a whole number, or text of digits. Written as
 * a bigint. So integers in Parquet, Postgres' `extract(epoch from …) * 1000000`, traces and logs. A column that a Parquet
 * file calls a timestamp needs no codec but `t.number`, and is refused.
 *
 * The time is the number nearest to it, with a fraction.
 *
 * @example
 * const Event = t.type({ at: C.dateFromMicros })
 * await F.toList(F.pipe(F.rows([{ at: 1706704496789123n }]), F.decode(Event))) // List [ { at: 1706704496789.123 } ]
 * C.dateFromMicros.encode(1_706_704_496_789.123) // 1706704496789123n
 */
export const dateFromMicros: DescribedCodec<number, bigint> = dateFromFine('dateFromMicros', 'microseconds', 3)

/**
 * Nanoseconds since 1970 as a time, in milliseconds: a bigint, a whole number, or text of digits. Written as a
 * bigint. A column that a Parquet file calls a timestamp needs no codec but `t.number`, and is refused.
 *
 * The time is the number nearest to it: today's times keep quarters of a microsecond.
 *
 * @example
 * const Event = t.type({ at: C.dateFromNanos })
 * await F.toList(F.pipe(F.rows([{ at: 1706704496789000000n }]), F.decode(Event))) // List [ { at: 1706704496789 } ]
 * C.dateFromNanos.encode(1_706_704_496_789) // 1706704496789000000n
 */
export const dateFromNanos: DescribedCodec<number, bigint> = dateFromFine('dateFromNanos', 'nanoseconds', 6)

const secondsForm = /^[ \t]*[+-]?\d+(?:\.\d*)?[ \t]*$/

/** A decimal times ten to a power, rounded once: as multiplying, which rounds the digits too, would not be. */
const shifted = (decimal: string, power: number): number => {
  const [digits = '', exponent = '0'] = decimal.split('e')
  return Number(`${digits}e${Number(exponent) + power}`)
}

/**
 * Seconds since 1970 as a time, in milliseconds: a number, which may have a fraction, a bigint, or text of digits. Written
 * as a number. So Unix times in JSON and logs.
 *
 * @example
 * const Event = t.type({ at: C.dateFromSeconds })
 * await F.toList(F.pipe(F.rows([{ at: 1_706_704_496 }]), F.decode(Event))) // List [ { at: 1706704496000 } ]
 * C.dateFromSeconds.encode(1_706_704_496_789) // 1706704496.789
 */
export const dateFromSeconds: DescribedCodec<number, number> = simpleCodec({
  name: 'dateFromSeconds',
  schema: S.number,
  reads: counted,
  is: isTime,
  read: (value) => {
    const isCount =
      typeof value === 'bigint' ||
      (typeof value === 'number' && Number.isFinite(value)) ||
      (typeof value === 'string' && secondsForm.test(value))
    if (!isCount)
      return value instanceof Date
        ? notACount(value, 'seconds')
        : new Refusal(`${printValue(value)} is no number of seconds`)
    const time = shifted(String(value).trim(), 3)
    return isTime(time) ? time + 0 : beyond(value)
  },
  write: (time) => shifted(String(time), -3),
})
