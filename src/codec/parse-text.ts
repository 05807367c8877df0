/**
 * Numbers, bigints and booleans as people write them in tables: strictly, so that no garbage becomes a value.
 *
 * Blanks around them (spaces, tabs) mean nothing. Each gives `undefined` for what it does not read.
 */

/** Integers of up to so many digits are all exact. */
const surelyExact = 15

const decimalForm = /^[ \t]*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[ \t]*$/
const integerForm = /^[ \t]*[+-]?\d+[ \t]*$/
const infinityForm = /^[ \t]*[+-]?Infinity[ \t]*$/

/** Whether an integer in digits is the double that it reads as, exactly or as JavaScript would print that double. */
const keepsDigits = (text: string, value: number): boolean => {
  const digits = text.trim().replace(/^\+/, '')
  return BigInt(digits) === BigInt(value) || String(value) === digits
}

/** Whether a text is an integer that no number holds: reading it would change its last digits. */
export const losesDigits = (text: string): boolean => {
  if (text.length <= surelyExact || !integerForm.test(text)) return false
  const value = Number(text)
  return !Number.isFinite(value) || !keepsDigits(text, value)
}

/**
 * A decimal literal as `Number` reads it: `12`, `-1.5`, `+.5`, `5.`, `1e-3`, and the words `Infinity`, `-Infinity`.
 * Never NaN; no hex, no separators of thousands. Not what is beyond the range of numbers (`1e999`), and no integer whose
 * digits would be lost (`9007199254740993`).
 */
export const parseNumber = (text: string): number | undefined => {
  if (!decimalForm.test(text)) return infinityForm.test(text) ? Number(text) : undefined
  const value = Number(text)
  if (!Number.isFinite(value)) return undefined
  return text.length > surelyExact && losesDigits(text) ? undefined : value
}

/** An integer in decimal digits, of any length, with an optional sign. */
export const parseBigint = (text: string): bigint | undefined =>
  integerForm.test(text) ? BigInt(text.trim().replace(/^\+/, '')) : undefined

/** `true` or `false`, in capitals or not. No 1 and 0, no yes and no. */
export const parseBoolean = (text: string): boolean | undefined => {
  if (text === 'true') return true
  if (text === 'false') return false
  const word = text.length > 20 ? '' : text.trim().toLowerCase()
  return word === 'true' ? true : word === 'false' ? false : undefined
}
