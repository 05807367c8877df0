/**
 * The digits of a time, for whatever format: date, time of day, and what the second has behind its point.
 */
import { civilFromDays } from './civil-date.ts'
import { millisecondsOf } from './time.ts'

export interface TimeDigits {
  readonly year: number
  /** `01-31` */
  readonly monthAndDay: string
  /** `12:34:56` */
  readonly timeOfDay: string
  /** Three digits; six or nine if the time is finer than milliseconds. */
  readonly fraction: string
}

const two = (n: number): string => (n < 10 ? `0${n}` : `${n}`)

const nanosPerMilli = 1_000_000n

/** Whole milliseconds and the nanoseconds above them: of the shortest digits that read as this number. */
const split = (time: number): { readonly milliseconds: number; readonly nanos: number } => {
  if (Number.isInteger(time)) return { milliseconds: time, nanos: 0 }
  const shortest = String(time)
  const [whole = '', digits = ''] = (/^-?\d+\.\d{1,6}$/.test(shortest) ? shortest : time.toFixed(6)).split('.')
  const total = BigInt(whole + digits.padEnd(6, '0'))
  const nanos = ((total % nanosPerMilli) + nanosPerMilli) % nanosPerMilli
  return { milliseconds: Number((total - nanos) / nanosPerMilli), nanos: Number(nanos) }
}

/** The digits of what clocks show at a time, if they are `offset` milliseconds ahead of UTC. */
export const timeDigits = (time: number, offset: number): TimeDigits => {
  const { milliseconds, nanos } = split(time)
  const { day, hour, minute, second } = millisecondsOf
  const clock = milliseconds + offset
  const days = Math.floor(clock / day)
  const inDay = clock - days * day
  const date = civilFromDays(days)
  const below = nanos === 0 ? '' : String(nanos).padStart(6, '0').replace(/000$/, '')
  return {
    year: date.year,
    monthAndDay: `${two(date.month)}-${two(date.day)}`,
    timeOfDay: `${two(Math.floor(inDay / hour))}:${two(Math.floor(inDay / minute) % 60)}:${two(Math.floor(inDay / second) % 60)}`,
    fraction: `${inDay % second}`.padStart(3, '0') + below,
  }
}

/** An offset with its sign: hours, and minutes and seconds where `short` is not given or they are needed. */
export const offsetDigits = (offset: number, short = false): string => {
  const seconds = Math.abs(offset) / millisecondsOf.second
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const needed = parts[2] !== 0 ? 3 : parts[1] !== 0 || !short ? 2 : 1
  return `${offset < 0 ? '-' : '+'}${parts.slice(0, needed).map(two).join(':')}`
}
