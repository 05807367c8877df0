/**
 * The one function by which texts and numbers, of users or of data, enter generated code.
 */
import type { Primitive } from '../data/primitive.ts'

const quoteText = (text: string): string =>
  // JSON leaves the two line separators and lone surrogates as they are, or escapes them; all are escaped here.
  JSON.stringify(text).replace(
    /[\u2028\u2029\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** A primitive as source text, which stands for itself wherever an expression may stand. */
export const quote = (value: Primitive): string => {
  switch (typeof value) {
    case 'string':
      return quoteText(value)
    case 'number':
      return Object.is(value, -0) || value < 0 ? `(-${quote(-value)})` : `${value}`
    case 'bigint':
      return value < 0n ? `(${value}n)` : `${value}n`
    case 'undefined':
      return '(void 0)'
    default:
      return `${value}`
  }
}
