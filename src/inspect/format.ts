/**
 * Numbers of a report in words: counts, bytes, times, rates, shares. No locale, no terminal; knows only numbers.
 */

/**
 * A count of things, with a comma between thousands.
 *
 * @example
 * formatCount(3000000) // '3,000,000'
 */
export const formatCount = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',')

/** A number counted, with its noun: `1 row`, `3,000 rows`. The plural is the noun and an s. */
export const formatCounted = (count: number, noun: string): string =>
  `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`

/** Three digits, so that a number that grows does not dance: 1.23, 12.3, 123, 1234. */
const threeDigits = (value: number): string =>
  value >= 99.95 ? value.toFixed(0) : value >= 9.995 ? value.toFixed(1) : value.toFixed(2)

const units = ['kB', 'MB', 'GB', 'TB'] as const

/**
 * Bytes, in units of 1000 like the option `memory`.
 *
 * @example
 * formatBytes(13493022) // '13.5 MB'
 */
export const formatBytes = (bytes: number): string => {
  if (bytes < 1000) return `${Math.round(bytes)} B`
  let value = bytes / 1000
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return `${threeDigits(value)} ${units[unit]}`
}

/** Bytes a second. A time too short to measure gives an empty text. */
export const formatRate = (bytes: number, milliseconds: number): string =>
  milliseconds < 1 ? '' : `${formatBytes((bytes / milliseconds) * 1000)}/s`

/**
 * A span of time: milliseconds below a second, then seconds, then minutes and seconds, then hours and minutes.
 *
 * @example
 * formatTime(12345) // '12.3 s'
 */
export const formatTime = (milliseconds: number): string => {
  if (milliseconds < 9.95) return `${milliseconds.toFixed(1)} ms`
  if (milliseconds < 999.5) return `${milliseconds.toFixed(0)} ms`
  if (milliseconds < 59_950) return `${threeDigits(milliseconds / 1000)} s`
  const seconds = Math.round(milliseconds / 1000)
  const minutes = Math.floor(seconds / 60)
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** A part of a whole in percent, without decimals; empty when there is no whole. */
export const formatShare = (part: number, whole: number): string =>
  whole > 0 ? `${Math.round((part / whole) * 100)}%` : ''
