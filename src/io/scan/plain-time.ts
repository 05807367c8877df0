/**
 * Times out of bytes, in the forms that machines write: `2024-01-31`, `2024-01-31T12:34:56Z`, `2024-01-31T12:34:56.789Z`.
 * They are what `readIso` makes of the text.
 *
 * Four bytes at a time: less what stands there in a right time at least, each must be at most so much. Digits are numbers then.
 */

const daysOfMonths = Uint8Array.of(0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

/** Whether one of four bytes is above the most that it may be; `room` is 127 less that, for each. */
const isAbove = (word: number, room: number): boolean => ((word | (word + room)) & 0x80808080) !== 0

/** The four digits of a year as a number. */
const yearOf = (word: number): number =>
  (word & 255) * 1000 + ((word >> 8) & 255) * 100 + ((word >> 16) & 255) * 10 + (word >> 24)

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

/**
 * The offset behind the time that begins at an offset, if what is there has one of the forms; else -1. There must be 24 bytes
 * to look at. What comes behind is not looked at.
 */
export const passTime = (view: DataView, at: number): number => {
  // 2024
  const year = view.getInt32(at, true) ^ 0x30303030
  // -01-
  const middle = view.getInt32(at + 4, true) ^ 0x2d30302d
  // 31T1, or 31 and whatever comes behind
  const word = view.getInt32(at + 8, true) ^ 0x30543030
  const hasClock = (word & 0xff0000) === 0
  const end = hasClock ? word : word & 0xffff
  if (isAbove(year, 0x76767676) || isAbove(middle, 0x7f767e7f) || isAbove(end, 0x7d7f767c) || year === 0) return -1
  const month = ((middle >> 8) & 255) * 10 + ((middle >> 16) & 255)
  const day = (end & 255) * 10 + ((end >> 8) & 255)
  if (month < 1 || month > 12 || day < 1 || day > (daysOfMonths[month] as number)) return -1
  if (day === 29 && month === 2 && !isLeap(yearOf(year))) return -1
  if (!hasClock) return at + 10
  // 2:34
  const clock = view.getInt32(at + 12, true) ^ 0x30303a30
  // :56Z
  const second = view.getInt32(at + 16, true) ^ 0x5a30303a
  if (isAbove(clock, 0x767a7f76) || (end >> 24) * 10 + (clock & 255) > 23) return -1
  if (!isAbove(second, 0x7f767a7f)) return at + 20
  // :56.789Z
  const isFine = !isAbove(second ^ 0x74000000, 0x7f767a7f)
  return isFine && !isAbove(view.getInt32(at + 20, true) ^ 0x5a303030, 0x7f767676) ? at + 24 : -1
}

/** Days since 1970 of a date from the year 1 on, in years that begin in March, which puts the odd day last. */
const daysOf = (year: number, month: number, day: number): number => {
  const isEarly = month < 3
  const years = isEarly ? year - 1 : year
  const inYear = ((153 * (isEarly ? month + 9 : month - 3) + 2) / 5) | 0
  return 365 * years + ((years / 4) | 0) - ((years / 100) | 0) + ((years / 400) | 0) + inYear + day - 719_469
}

const two = (view: DataView, at: number): number => view.getUint8(at) * 10 + view.getUint8(at + 1) - 528

/** The time from an offset up to another, which `passTime` has passed: milliseconds since 1970. */
export const timeAt = (view: DataView, at: number, end: number): number => {
  const days = daysOf(yearOf(view.getInt32(at, true) ^ 0x30303030), two(view, at + 5), two(view, at + 8))
  if (end - at === 10) return days * 86_400_000
  const minutes = two(view, at + 11) * 60 + two(view, at + 14)
  const whole = days * 86_400_000 + minutes * 60_000 + two(view, at + 17) * 1000
  return end - at === 20 ? whole : whole + two(view, at + 20) * 10 + view.getUint8(at + 22) - 48
}
