/**
 * Times out of bytes, in the forms that machines write: `2024-01-31`, `2024-01-31T12:34:56Z`, `2024-01-31T12:34:56.789Z`.
 * They are what `readIso` makes of the text.
 */

const daysOfMonths = Uint8Array.of(0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

/** Two digits as a number; -1 if they are none. */
const two = (bytes: Uint8Array, at: number): number => {
  const tens = (bytes[at] as number) - 48
  const ones = (bytes[at + 1] as number) - 48
  return tens >>> 0 > 9 || ones >>> 0 > 9 ? -1 : tens * 10 + ones
}

const isT = (bytes: Uint8Array, at: number): boolean => bytes[at + 10] === 84

/** Days since 1970 of a date from the year 1 on, in years that begin in March, which puts the odd day last. */
const daysOf = (year: number, month: number, day: number): number => {
  const isEarly = month < 3
  const years = isEarly ? year - 1 : year
  const inYear = ((153 * (isEarly ? month + 9 : month - 3) + 2) / 5) | 0
  return 365 * years + ((years / 4) | 0) - ((years / 100) | 0) + ((years / 400) | 0) + inYear + day - 719_469
}

const dateAt = (bytes: Uint8Array, at: number): number => {
  const century = two(bytes, at)
  const inCentury = two(bytes, at + 2)
  const month = two(bytes, at + 5)
  const day = two(bytes, at + 8)
  const year = century * 100 + inCentury
  if (century < 0 || inCentury < 0 || year < 1 || bytes[at + 4] !== 45 || bytes[at + 7] !== 45) return Number.NaN
  if (month < 1 || month > 12 || day < 1 || day > (daysOfMonths[month] as number)) return Number.NaN
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return month === 2 && day === 29 && !isLeap ? Number.NaN : daysOf(year, month, day) * 86_400_000
}

const clockAt = (bytes: Uint8Array, at: number): number => {
  const hour = two(bytes, at + 11)
  const minute = two(bytes, at + 14)
  const second = two(bytes, at + 17)
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return Number.NaN
  if (bytes[at + 13] !== 58 || bytes[at + 16] !== 58) return Number.NaN
  const whole = hour * 3_600_000 + minute * 60_000 + second * 1000
  if (bytes[at + 19] === 90) return whole
  const tenths = two(bytes, at + 20)
  const rest = two(bytes, at + 21)
  return bytes[at + 19] === 46 && tenths >= 0 && rest >= 0 && bytes[at + 23] === 90
    ? whole + ((tenths / 10) | 0) * 100 + rest
    : Number.NaN
}

/**
 * The time that stands at an offset, in milliseconds since 1970, if what is there has one of the forms; else NaN. There
 * must be 24 bytes to look at. What comes behind is not looked at.
 */
export const plainTime = (bytes: Uint8Array, at: number): number =>
  isT(bytes, at) ? dateAt(bytes, at) + clockAt(bytes, at) : dateAt(bytes, at)

/** How many bytes a plain time has. */
export const plainTimeLength = (bytes: Uint8Array, at: number): number =>
  isT(bytes, at) ? (bytes[at + 19] === 90 ? 20 : 24) : 10
