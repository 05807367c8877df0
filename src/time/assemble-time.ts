/**
 * From the digits of a date and time, however they were written, to the time; or what is wrong with them.
 *
 * The calendar is checked: there is no February 30. Knows no formats.
 */
import { daysFromCivil, daysInMonth } from './civil-date.ts'
import { farthest, millisecondsOf } from './time.ts'
import { timeAtClock } from './zone.ts'

/** Digits as they were found; what is not there is undefined, or empty. */
export interface WrittenTime {
  readonly year: number
  readonly month: string
  readonly day: string
  readonly hour: string | undefined
  readonly minute: string | undefined
  readonly second: string | undefined
  /** What stands behind the point of the second: up to nine digits. */
  readonly fraction: string | undefined
  /** `Z`, or a sign with hours, and minutes and seconds if need be. */
  readonly offset: string | undefined
}

/** Why a text is no time, and what might help. */
export interface NoTime {
  readonly problem: string
  readonly hint: string | undefined
}

const noTime = (problem: string, hint?: string): NoTime => ({ problem, hint })

const months = 'January February March April May June July August September October November December'.split(' ')

/** The offset in milliseconds; undefined if it is none. */
const readOffset = (text: string): number | undefined => {
  if (text === 'Z') return 0
  const [hours = 0, minutes = 0, seconds = 0] = text.slice(1).split(':').map(Number)
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined
  const { hour, minute, second } = millisecondsOf
  return (text.startsWith('-') ? -1 : 1) * (hours * hour + minutes * minute + seconds * second)
}

/** Milliseconds and what lies below them as one number: the nearest one. */
const withFraction = (milliseconds: number, belowDigits: string): number => {
  const below = belowDigits.padEnd(6, '0')
  if (Number(below) === 0) return milliseconds
  if (milliseconds >= 0) return Number(`${milliseconds}.${below}`)
  const nanos = String(-(BigInt(milliseconds) * 1_000_000n + BigInt(below))).padStart(7, '0')
  return -Number(`${nanos.slice(0, -6)}.${nanos.slice(-6)}`)
}

/** The time that is written. One without an offset is by the clocks of `zone`, of UTC if there is none. */
export const assembleTime = (written: WrittenTime, zone: string | undefined): number | NoTime => {
  const { year, fraction = '', offset } = written
  const month = Number(written.month)
  const day = Number(written.day)
  const hour = Number(written.hour ?? 0)
  const minute = Number(written.minute ?? 0)
  const second = Number(written.second ?? 0)
  if (month < 1 || month > 12)
    return noTime(
      `there is no month ${written.month}`,
      month <= 31 && day <= 12 ? 'the month comes before the day' : undefined,
    )
  const days = daysInMonth(year, month)
  if (day < 1 || day > days) return noTime(`${months[month - 1]} ${year} has ${days} days`)
  if (hour > 23) return noTime(`there is no hour ${written.hour}`, 'midnight is 00:00 of the day that it begins')
  if (minute > 59) return noTime(`there is no minute ${written.minute}`)
  if (second > 59) return noTime(`there is no second ${written.second}`, 'leap seconds have no number of their own')
  const ahead = offset === undefined ? undefined : readOffset(offset)
  if (offset !== undefined && ahead === undefined) return noTime(`there is no offset ${offset}`)
  const clock =
    daysFromCivil(year, month, day) * millisecondsOf.day +
    hour * millisecondsOf.hour +
    minute * millisecondsOf.minute +
    second * millisecondsOf.second +
    Number(fraction.slice(0, 3).padEnd(3, '0'))
  const choice = written.hour === undefined ? 'start' : 'compatible'
  const time = withFraction(ahead === undefined ? timeAtClock(clock, zone, choice) : clock - ahead, fraction.slice(3))
  return Math.abs(time) <= farthest ? time : noTime('it is farther from 1970 than the 100 million days of times')
}
