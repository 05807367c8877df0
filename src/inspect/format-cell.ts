/**
 * One value as it stands in a cell of a table. Deterministic, on one line, safe for a terminal: what data may not do is
 * send control codes. Knows nothing of tables.
 *
 * null is `∅`, a field that is absent or undefined is blank, `''` is the empty text. Text stands without quotes, except
 * where it would be taken for something else or its end would not be seen. Everything nested is printed as in messages.
 */
import { printValue } from '../data/print-value.ts'

/** Where a value stands in its column: numbers to the right, so that their digits stand below each other. */
export type Align = 'left' | 'right'

export const nullText = '∅'

/** What text must not bring to a terminal: controls, lone surrogates, marks that hide or reorder what is around them. */
const unsafe =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\p{Surrogate}/gu

const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

const escapeOne = (unit: string): string => escapes[unit] ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`

/** Text without anything that could steer a terminal. */
export const formatText = (text: string): string => text.replace(unsafe, escapeOne)

const looksLikeAnother = (text: string): boolean => text === '' || text === nullText || text !== text.trim()

/** A longer cell is cut. */
export const longestCell = 80

/** The text with `…` for what is longer, counted in code points. */
export const cut = (text: string, longest = longestCell): string => {
  if (text.length <= longest) return text
  const points = [...text.slice(0, 2 * longest)]
  return points.length <= longest ? text : `${points.slice(0, longest - 1).join('')}…`
}

/** `decimals` digits after the point; a value of which fewer than three digits would be left has its own: 1.23e-7. */
export const formatNumber = (value: number, decimals: number): string => {
  if (!Number.isFinite(value) || Object.is(value, -0)) return Object.is(value, -0) ? '-0' : String(value)
  if (Math.abs(value) >= 1e21) return String(value)
  if (Number.isInteger(value)) return value.toFixed(Number.isSafeInteger(value) ? decimals : 0)
  const fixed = value.toFixed(decimals)
  return Math.abs(value) >= 10 ** (2 - decimals) || Number(fixed) === value ? fixed : shorter(value)
}

const shorter = (value: number): string => {
  const rounded = value.toPrecision(3)
  return rounded.length < String(value).length ? rounded : String(value)
}

/** Decimals that a number needs to be shown exactly: 2 for 0.25. */
const decimalsOf = (value: number): number => {
  const [digits = '', exponent = '0'] = String(Math.abs(value)).split('e')
  return Math.max(0, (digits.split('.')[1] ?? '').length - Number(exponent))
}

/**
 * How many decimals the numbers of one column are given: as many as the neediest of them has, but no more than make six
 * significant digits of the largest, and then at least two. Whole numbers are never rounded.
 *
 * @example
 * decimalsFor([0.5, 12.123456789]) // 4
 */
export const decimalsFor = (numbers: readonly number[]): number => {
  const fractions = numbers.filter((n) => Number.isFinite(n) && !Number.isInteger(n))
  if (fractions.length === 0) return 0
  let needed = 0
  let largest = 0
  for (const n of numbers) if (Number.isFinite(n)) largest = Math.max(largest, Math.abs(n))
  for (const n of fractions) needed = Math.max(needed, decimalsOf(n))
  const whole = largest < 1 ? 0 : String(Math.floor(largest)).length
  return Math.min(needed, Math.max(2, 6 - whole))
}

const formatDate = (date: Date): string =>
  Number.isNaN(Date.prototype.getTime.call(date))
    ? 'Invalid Date'
    : Date.prototype.toISOString.call(date).replace('.000Z', 'Z').replace('T00:00:00Z', '')

/** The text of one cell, and where it stands. A date is in UTC, without the parts that are zero. */
export const formatCell = (value: unknown, decimals: number): { readonly text: string; readonly align: Align } => {
  switch (typeof value) {
    case 'number':
      return { text: formatNumber(value, decimals), align: 'right' }
    case 'bigint':
      return { text: cut(`${value}n`), align: 'right' }
    case 'string':
      return { text: looksLikeAnother(value) ? printValue(value, longestCell) : cut(formatText(value)), align: 'left' }
    case 'undefined':
      return { text: '', align: 'left' }
    default:
      if (value === null) return { text: nullText, align: 'left' }
      return { text: value instanceof Date ? formatDate(value) : printValue(value, longestCell), align: 'left' }
  }
}
