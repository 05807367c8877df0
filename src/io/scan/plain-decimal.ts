/**
 * Numbers out of bytes, where digits, a point and a minus are all there is to them, and few enough that the result is
 * exact by one division: below 10 ** 15 an integer is a double, as is a power of ten up to 10 ** 22, and the quotient of
 * two doubles is the nearest one. So it is what `Number` gives for the text, to the bit.
 */

import { longDecimal } from './long-decimal.ts'

/** 10 ** 0 to 10 ** 22: all that are doubles. */
export const powersOfTen: Float64Array = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`))

/** So many digits are always exact. */
export const mostDigits = 15

/**
 * The number that stands in the bytes from one offset up to another: `-?` digits with at most one `.` among, before or
 * behind them, up to 15, and up to 18 in most fractions. NaN for anything else, which may be a number nonetheless.
 */
export const plainDecimal = (bytes: Uint8Array, from: number, to: number): number => {
  const isNegative = bytes[from] === 45
  let value = 0
  let digits = 0
  let point = -1
  for (let i = isNegative ? from + 1 : from; i < to; i++) {
    const byte = bytes[i] as number
    if (byte >= 48 && byte <= 57) {
      value = value * 10 + (byte - 48)
      digits++
    } else if (byte === 46 && point < 0) point = i + 1
    else return Number.NaN
  }
  if (digits === 0) return Number.NaN
  if (digits > mostDigits) return longDecimal(bytes, from, to)
  if (point >= 0) value /= powersOfTen[to - point] as number
  return isNegative ? -value : value
}
