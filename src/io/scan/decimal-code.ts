/**
 * The code that takes a number from the bytes `b` at `p`, for whoever generates a scanner.
 *
 * Before it, `c` is `b[p]`; behind it, `p` and `c` are at the first byte that does not belong to the number. It says
 * whether the number is one for sure: a minus or not, and up to nine digits with at most one point. Whoever is not sure asks
 * `plainDecimal`, or `Number`. The names `b`, `c`, `p`, `q`, `v`, `f`, `m` and `powers` must be there.
 */
import { unrolled } from './unrolled.ts'

const digits = (step: string): string => unrolled(3, 'c >= 48 && c <= 57', `${step}c = b[++p]`)

/**
 * Statements; then whether it is a number for sure, and the number: both expressions. They equal
 *
 *     v = plainDecimal(b, p, the end of it)
 *
 * in whole numbers of 31 bits, which are twice as fast. A number that is only checked is passed over.
 */
export const decimalCode = (
  isWanted: boolean,
): { readonly scan: string; readonly isSure: string; readonly value: string } => {
  const step = isWanted ? 'v = (v * 10 + c - 48) | 0; ' : ''
  return {
    scan: [
      'm = c === 45; if (m) c = b[++p]',
      `q = p; f = -1;${isWanted ? ' v = 0;' : ''}`,
      digits(step),
      `if (c === 46) { f = p + 1; c = b[++p]; ${digits(step)} }`,
    ].join('\n'),
    isSure: '(f < 0 ? p > q && p - q < 10 : p - q > 1 && p - q < 11)',
    value: 'f < 0 ? (m ? -v : v) : (m ? -v : v) / powers[p - f]',
  }
}
