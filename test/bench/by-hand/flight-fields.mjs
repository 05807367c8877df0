/**
 * What a flight's fields may be, checked in bytes: for the parsers of flights written by hand. Each gives the place behind
 * the field, or throws.
 */
export const fail = (bytes, at, what) => {
  throw new Error(`${what}: ${bytes.latin1Slice(at, at + 40)}`)
}

const daysOf = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const two = (bytes, at) => {
  const tens = bytes[at] - 48
  const ones = bytes[at + 1] - 48
  return tens >>> 0 > 9 || ones >>> 0 > 9 ? -1 : tens * 10 + ones
}

/** A time such as `2001-01-31T23:59:59Z`, and nothing that is in no calendar. */
export const passTime = (bytes, at) => {
  const century = two(bytes, at)
  const year = century * 100 + two(bytes, at + 2)
  const month = two(bytes, at + 5)
  const day = two(bytes, at + 8)
  const isLeap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const right =
    century >= 0 &&
    two(bytes, at + 2) >= 0 &&
    bytes[at + 4] === 45 &&
    month >= 1 &&
    month <= 12 &&
    bytes[at + 7] === 45 &&
    day >= 1 &&
    day <= daysOf[month] + (isLeap ? 1 : 0) &&
    bytes[at + 10] === 84
  const hour = two(bytes, at + 11)
  const minute = two(bytes, at + 14)
  const second = two(bytes, at + 17)
  const clock =
    hour >= 0 &&
    hour < 24 &&
    bytes[at + 13] === 58 &&
    minute >= 0 &&
    minute < 60 &&
    bytes[at + 16] === 58 &&
    second >= 0 &&
    second < 60 &&
    bytes[at + 19] === 90
  if (!right || !clock) fail(bytes, at, 'no time')
  return at + 20
}

const isNumber = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/

/** The number that was passed last. */
export const passed = { number: 0.5 }

/** A number by JSON's grammar: whole ones digit by digit, all others by `Number`, which is exact. */
export const passNumber = (bytes, start) => {
  let at = start
  const isNegative = bytes[at] === 45
  if (isNegative) at++
  const digits = at
  let value = 0
  for (;;) {
    const digit = bytes[at] - 48
    if (digit >>> 0 > 9) break
    value = value * 10 + digit
    at++
  }
  const next = bytes[at]
  const count = at - digits
  if (next === 46 || next === 101 || next === 69 || count === 0 || count > 15 || (count > 1 && bytes[digits] === 48)) {
    while (bytes[at] !== 44 && bytes[at] !== 10 && bytes[at] !== 125) at++
    const text = bytes.latin1Slice(start, at)
    if (!isNumber.test(text)) fail(bytes, start, 'no number')
    passed.number = Number(text)
  } else passed.number = isNegative ? -value : value
  return at
}

/** The groups of flights, by the three letters of their airport as one number. */
export const groupsByCode = () => {
  const groups = new Map()
  return {
    add: (code, delay) => {
      const group = groups.get(code)
      if (group === undefined) groups.set(code, { flights: 1, delay })
      else {
        group.flights += 1
        group.delay += delay
      }
    },
    rows: () =>
      [...groups].map(([code, { flights, delay }]) => ({
        key: String.fromCharCode(code >> 16, (code >> 8) & 255, code & 255),
        flights,
        delay,
      })),
  }
}
