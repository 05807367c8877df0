/**
 * The order of strings: by code point. Knows nothing of locales, nor of rows.
 */

/** What a comparison says: the first argument is before (-1), the same as (0) or after (1) the second. */
export type Comparison = -1 | 0 | 1

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff
const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff

/** Of two strings that differ first at `i`, where at least one has a surrogate there or both do. */
const compareAtSurrogate = (a: string, b: string, i: number): Comparison => {
  const isSecondHalf = isLowSurrogate(a.charCodeAt(i)) || isLowSurrogate(b.charCodeAt(i))
  // A high surrogate before it always begins a code point, in both strings: of a pair in one, perhaps alone in the other.
  // Before the beginning there is none: charCodeAt(-1) is NaN.
  const at = isSecondHalf && isHighSurrogate(a.charCodeAt(i - 1)) ? i - 1 : i
  return (a.codePointAt(at) as number) < (b.codePointAt(at) as number) ? -1 : 1
}

/**
 * Compares by code point: the order of the UTF-8 bytes, and of databases, not that of JavaScript's `<` (UTF-16 units).
 * A lone surrogate counts as the code point of its number. O(length), no allocation.
 *
 * @example
 * compareStrings('a', 'b') // -1
 * compareStrings('\uffff', '\u{1f600}') // -1
 * '\uffff' < '\u{1f600}' // false
 */
export const compareStrings = (a: string, b: string): Comparison => {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x === y) continue
    if (x < 0xd800 || y < 0xd800) return x < y ? -1 : 1
    return compareAtSurrogate(a, b, i)
  }
  return a.length < b.length ? -1 : 1
}
