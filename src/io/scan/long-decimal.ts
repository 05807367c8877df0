/**
 * Fractions of 16 to 18 digits out of bytes: most doubles print so. The nearest double, wherever it can be told.
 *
 * The digits are a whole number in two doubles, divided by a power of ten: the quotient in one double, and the rest that is
 * left, which is exact, divided again. Their sum is the nearest double, unless it lies so close to the middle between two
 * that the error of the second quotient matters.
 */

/** 10 ** 0 to 10 ** 22, all of them doubles; each also as a high and a low half that multiply without rounding. */
const powers = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`))
const splitter = 2 ** 27 + 1
const highHalves = powers.map((power) => splitter * power - (splitter * power - power))
const lowHalves = powers.map((power, i) => power - (highHalves[i] as number))

/** So many digits make two whole numbers that are doubles, also when the first is put in front of the second. */
const inPart = 9

/** Far more than the relative error of the second quotient. */
const doubt = 2 ** -48

/** `high + low`, without rounding, over a power of ten: the nearest double, or NaN where it cannot be told. */
const quotient = (high: number, low: number, exponent: number): number => {
  const divisor = powers[exponent] as number
  const divisorHigh = highHalves[exponent] as number
  const divisorLow = lowHalves[exponent] as number
  const first = high / divisor
  const scaled = splitter * first
  const firstHigh = scaled - (scaled - first)
  const firstLow = first - firstHigh
  const product = first * divisor
  const error =
    firstLow * divisorLow - (product - firstHigh * divisorHigh - firstLow * divisorHigh - firstHigh * divisorLow)
  const second = (high - product - error + low) / divisor
  const least = first + second * (1 - doubt)
  return least === first + second * (1 + doubt) ? least : Number.NaN
}

/**
 * The number that stands in the bytes from one offset up to another: `-?` digits with one `.` among, before or behind them,
 * up to 18 from the first that is not 0, and up to 22 behind the point. NaN for anything else.
 */
export const longDecimal = (bytes: Uint8Array, from: number, to: number): number => {
  const isNegative = bytes[from] === 45
  let front = 0
  let back = 0
  let digits = 0
  let point = -1
  for (let i = isNegative ? from + 1 : from; i < to; i++) {
    const byte = bytes[i] as number
    if (byte >= 48 && byte <= 57) {
      if (digits > 0 || byte !== 48) digits++
      if (digits <= inPart) front = front * 10 + (byte - 48)
      else back = back * 10 + (byte - 48)
    } else if (byte === 46 && point < 0) point = i + 1
    else return Number.NaN
  }
  const exponent = to - point
  if (point < 0 || exponent > 22 || digits > 2 * inPart) return Number.NaN
  const shifted = digits > inPart ? front * (powers[digits - inPart] as number) : front
  const high = shifted + back
  const value = quotient(high, back - (high - shifted), exponent)
  return isNegative ? -value : value
}
