/**
 * Times as ISO 8601 writes them, in the one form that everybody uses: `2024-01-31`, `2024-01-31T12:34:56.789+01:00`.
 */
import { assembleTime, type NoTime } from './assemble-time.ts'

const form =
  /^(?<year>\d{4}|[+-]\d{6})-(?<month>\d\d)-(?<day>\d\d)(?:T(?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:[.,](?<fraction>\d{1,9}))?)?(?<offset>Z|[+-]\d\d:\d\d(?::\d\d)?)?)?$/

const hintFor = (text: string): string | undefined => {
  if (text.trim() !== text) return 'there are blanks around it'
  if (/^\d{4}-\d\d-\d\d \d\d:\d\d/.test(text))
    return 'a T stands between date and time; C.dateFromPostgres reads a blank'
  if (/^(?!\d{4}-\d\d-\d\d)\d{1,4}[./-]\d{1,2}[./-]\d{1,4}/.test(text))
    return 'dates are written 2024-01-31: year, month, day, all digits'
  if (/^\d{8}(?:T\d+)?/.test(text) && !/^\d{9,}$/.test(text))
    return 'only the form with hyphens and colons is read: 2024-01-31'
  if (/^-?\d+$/.test(text))
    return 'digits alone are a count: C.numberFromText reads milliseconds, C.dateFromMicros microseconds'
  if (/T\d\d:\d\d:\d\d[.,]\d{10,}/.test(text)) return 'seconds have at most nine digits behind the point'
  return undefined
}

/** The time that a text says; one without an offset is by the clocks of `zone`, of UTC if there is none. */
export const readIso = (text: string, zone?: string): number | NoTime => {
  const found = form.exec(text)?.groups
  if (found === undefined || found.year === '-000000')
    return { problem: 'it is no date or time of ISO 8601', hint: hintFor(text) }
  const { year, month = '', day = '', hour, minute, second, fraction, offset } = found
  return assembleTime({ year: Number(year), month, day, hour, minute, second, fraction, offset }, zone)
}
