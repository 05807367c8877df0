import { printValue } from '../data/print-value.ts'
import * as S from '../data/schema.ts'
import { assembleTime } from '../time/assemble-time.ts'
import { timeDigits } from '../time/write-time.ts'
import { type DescribedCodec, Refusal, textCodec } from './described-codec.ts'
import { isTime } from './is-time.ts'

const form =
  /^(?<year>\d{4,6})-(?<month>\d\d)-(?<day>\d\d)(?: (?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)(?:\.(?<fraction>\d{1,9}))?(?<offset>[+-]\d\d(?::\d\d(?::\d\d)?)?)?)?(?<bc> BC)?$/

const read = (text: string): number | Refusal => {
  const refused = (problem: string, hint?: string): Refusal =>
    new Refusal(`${printValue(text)} is no time: ${problem}${hint === undefined ? '' : `; ${hint}`}`)
  if (/^-?infinity$/.test(text)) return refused('no number of milliseconds stands for it')
  const found = form.exec(text)?.groups
  if (found === undefined)
    return refused(
      'it is not written as Postgres does',
      /^\d{4}-\d\d-\d\dT/.test(text)
        ? 'C.dateFromIso reads a T between date and time'
        : 'such as 2024-01-31 12:34:56.789+00',
    )
  const { month = '', day = '', hour, minute, second, fraction, offset, bc } = found
  const year = bc === undefined ? Number(found.year) : 1 - Number(found.year)
  const time = assembleTime({ year, month, day, hour, minute, second, fraction, offset }, undefined)
  return typeof time === 'number' ? time : refused(time.problem, time.hint)
}

const write = (time: number): string => {
  const { year, monthAndDay, timeOfDay, fraction } = timeDigits(time, 0)
  const written = String(year > 0 ? year : 1 - year).padStart(4, '0')
  const digits = fraction.replace(/0+$/, '')
  return `${written}-${monthAndDay} ${timeOfDay}${digits === '' ? '' : `.${digits}`}+00${year > 0 ? '' : ' BC'}`
}

/**
 * Text as Postgres prints timestamps and dates, as a time, in milliseconds since 1970: `2024-01-31 12:34:56.789+00`,
 * `2024-01-31`. DuckDB and many others print the same. Written in UTC, with `+00`.
 *
 * Strict: a blank between date and time, and only what the calendar has. Without an offset it is UTC, a date alone its midnight.
 * Years before 1 end in ` BC`; `infinity` is refused. What is finer than milliseconds is a fraction.
 *
 * @example
 * const Event = t.type({ at: C.dateFromPostgres })
 * await F.toList(F.pipe(F.rows([{ at: '2024-01-31 13:34:56.789+01' }]), F.decode(Event))) // List [ { at: 1706704496789 } ]
 * C.dateFromPostgres.encode(1_706_704_496_789) // '2024-01-31 12:34:56.789+00'
 */
export const dateFromPostgres: DescribedCodec<number, string> = textCodec({
  name: 'dateFromPostgres',
  schema: S.number,
  of: 'text such as 2024-01-31 12:34:56.789+00',
  is: isTime,
  read,
  write,
})
