/**
 * The time of day in a zone that the process is not in, for dates that are asked for it.
 */

const formats = new Map<string, Intl.DateTimeFormat>()
const { DateTimeFormat } = Intl

/** How much later than in UTC it is in a zone, in milliseconds. */
export const offsetAt = (zone: string, time: number): number => {
  const format = formats.get(zone) ?? new DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
  formats.set(zone, format)
  const [, sign, hours = 0, minutes = 0, seconds = 0] =
    /GMT([+-])(\d+):(\d+)(?::(\d+))?$/.exec(format.format(time)) ?? []
  const size = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000
  return sign === '-' ? -size : size
}

/** The time at which clocks of a zone show what those of UTC show at a time. */
export const fromLocal = (zone: string, local: number): number => {
  const guess = local - offsetAt(zone, local)
  return local - offsetAt(zone, guess)
}

const pad = (n: number): string => `${n}`.padStart(2, '0')

/** As a date prints itself. */
export const printZoned = (zone: string, time: number): { readonly date: string; readonly time: string } => {
  const offset = offsetAt(zone, time)
  const [weekday = '', day, month, year, clock] = new Date(time + offset).toUTCString().split(' ')
  const minutes = Math.abs(offset) / 60_000
  const shown = `${offset < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}${pad(Math.floor(minutes % 60))}`
  return { date: `${weekday.slice(0, 3)} ${month} ${day} ${year}`, time: `${clock} GMT${shown} (${zone})` }
}
