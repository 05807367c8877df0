/**
 * One value as one cell of CSV, by RFC 4180. Knows nothing of rows or files.
 */

/** Prints a value; `undefined` for one that no cell can hold. */
export type PrintCell = (value: unknown) => string | undefined

/** Whether a text has no half of a surrogate pair by itself: UTF-8 has no bytes for one. Node has this since 20. */
export const isWellFormed = (text: string): boolean => (text as unknown as { isWellFormed(): boolean }).isWellFormed()

/**
 * How cells are printed between a delimiter.
 *
 * - null and undefined: nothing at all; the empty string: `""`, so that the two can be told apart.
 * - Numbers: the shortest text that reads back as the same double, so also `-0`, `NaN`, `Infinity`.
 * - Bigints in digits, booleans as `true` and `false`, a Date in ISO 8601, UTC: `2001-01-10T10:35:00.000Z`.
 * - Text as it is, quoted where it must be: it has a quote, a line end or a delimiter, or blanks at its ends, which many
 *   readers strip. Text that a spreadsheet takes for a formula is not touched: that would change the data.
 *
 * @example
 * cellPrinter(',')('say "hi"') // '"say ""hi"""'
 */
export const cellPrinter = (delimiter: string): PrintCell => {
  const mustQuote = (text: string): boolean =>
    text === '' || /["\r\n\ufeff]|^\s|\s$/u.test(text) || text.includes(delimiter)
  /** Numbers are made of these alone. */
  const isInNumbers = /[-+.\w]/.test(delimiter)
  const quoted = (text: string): string => (mustQuote(text) ? `"${text.replaceAll('"', '""')}"` : text)
  return (value) => {
    switch (typeof value) {
      case 'undefined':
        return ''
      case 'string':
        return isWellFormed(value) ? quoted(value) : undefined
      case 'number': {
        const text = Object.is(value, -0) ? '-0' : String(value)
        return isInNumbers ? quoted(text) : text
      }
      case 'bigint':
      case 'boolean':
        return quoted(String(value))
      case 'object':
        if (value === null) return ''
        return value instanceof Date && !Number.isNaN(value.getTime()) ? quoted(value.toISOString()) : undefined
      default:
        return undefined
    }
  }
}
