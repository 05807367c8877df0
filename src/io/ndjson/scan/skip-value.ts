/**
 * Passes over values of JSON in bytes, of which it checks every one.
 *
 * Gives the offset behind a value, or -1 for one that is no JSON or of which it is not sure: numbers of many digits or with
 * large exponents, and what is nested deep. The bytes must be UTF-8 and hold a line end behind the value: no value goes on
 * behind it.
 */

const deepest = 64

const isHex = (byte: number): boolean =>
  (byte >= 48 && byte <= 57) || (byte >= 97 && byte <= 102) || (byte >= 65 && byte <= 70)

/** The offset of the last byte of an escape, which begins at the backslash. */
const skipEscape = (b: Uint8Array, at: number): number => {
  switch (b[at + 1]) {
    case 34: // "
    case 92: // \
    case 47: // /
    case 98: // b
    case 102: // f
    case 110: // n
    case 114: // r
    case 116: // t
      return at + 1
    case 117: // u
      for (let i = at + 2; i < at + 6; i++) if (!isHex(b[i] as number)) return -1
      return at + 5
    default:
      return -1
  }
}

/** Passes over a text in quotes. */
export const skipText = (b: Uint8Array, at: number): number => {
  if (b[at] !== 34) return -1
  for (let i = at + 1; ; i++) {
    const byte = b[i] as number
    if (byte === 34) return i + 1
    if (byte < 32) return -1
    if (byte !== 92) continue
    i = skipEscape(b, i)
    if (i < 0) return -1
  }
}

const skipDigits = (b: Uint8Array, at: number): number => {
  let i = at
  while ((b[i] as number) >= 48 && (b[i] as number) <= 57) i++
  return i
}

/** Of more digits, or with an exponent of more than two, a number may lie beyond the range. */
const mostDigits = 200

/** Passes over a number. */
export const skipNumber = (b: Uint8Array, at: number): number => {
  const start = b[at] === 45 ? at + 1 : at
  let end = skipDigits(b, start)
  if (end === start || end - start > mostDigits || (b[start] === 48 && end > start + 1)) return -1
  if (b[end] === 46) {
    const fraction = end + 1
    end = skipDigits(b, fraction)
    if (end === fraction) return -1
  }
  if (b[end] === 101 || b[end] === 69) {
    const sign = b[end + 1]
    const exponent = sign === 43 || sign === 45 ? end + 2 : end + 1
    end = skipDigits(b, exponent)
    if (end === exponent || end - exponent > 2) return -1
  }
  return end
}

const skipWord = (b: Uint8Array, at: number, word: string): number => {
  for (let i = 0; i < word.length; i++) if (b[at + i] !== word.charCodeAt(i)) return -1
  return at + word.length
}

/** Passes over blanks within a line. */
export const skipBlanks = (b: Uint8Array, at: number): number => {
  let i = at
  while (b[i] === 32 || b[i] === 9 || b[i] === 13) i++
  return i
}

const skipArray = (b: Uint8Array, at: number, level: number): number => {
  let i = skipBlanks(b, at + 1)
  if (b[i] === 93) return i + 1
  for (;;) {
    i = skipValue(b, i, level)
    if (i < 0) return -1
    i = skipBlanks(b, i)
    if (b[i] === 93) return i + 1
    if (b[i] !== 44) return -1
    i = skipBlanks(b, i + 1)
  }
}

const skipObject = (b: Uint8Array, at: number, level: number): number => {
  let i = skipBlanks(b, at + 1)
  if (b[i] === 125) return i + 1
  for (;;) {
    i = skipText(b, i)
    if (i < 0) return -1
    i = skipBlanks(b, i)
    if (b[i] !== 58) return -1
    i = skipValue(b, skipBlanks(b, i + 1), level)
    if (i < 0) return -1
    i = skipBlanks(b, i)
    if (b[i] === 125) return i + 1
    if (b[i] !== 44) return -1
    i = skipBlanks(b, i + 1)
  }
}

/** Passes over any value. */
export const skipValue = (b: Uint8Array, at: number, level = 0): number => {
  switch (b[at]) {
    case 34: // "
      return skipText(b, at)
    case 123: // {
      return level < deepest ? skipObject(b, at, level + 1) : -1
    case 91: // [
      return level < deepest ? skipArray(b, at, level + 1) : -1
    case 116: // t
      return skipWord(b, at, 'true')
    case 102: // f
      return skipWord(b, at, 'false')
    case 110: // n
      return skipWord(b, at, 'null')
    default:
      return skipNumber(b, at)
  }
}

/**
 * The offset behind the bracket that closes the one at an offset, if what is between is JSON; which is for others to check.
 * -1 for what is nested deep, or ends before.
 */
export const closingBracket = (b: Uint8Array, at: number): number => {
  let level = 0
  for (let i = at; ; i++) {
    const byte = b[i] as number
    if (byte === 34)
      for (i++; b[i] !== 34; i++) {
        if (b[i] === 92) i++
        if (b[i] === 10) return -1
      }
    else if (byte === 123 || byte === 91) {
      if (++level > deepest) return -1
    } else if (byte === 125 || byte === 93) {
      if (--level === 0) return i + 1
    } else if (byte === 10) return -1
  }
}
