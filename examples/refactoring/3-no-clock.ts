/** The same, of rows and a time: the clock is asked by whoever calls. Of the windiest days it is the first by date. */
import type { Day, Month } from './1-script.ts'

const byWind = (a: Day, b: Day): number => b.wind - a.wind || (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)

export const report = (given: readonly Day[], now: number): Month[] => {
  const months: Record<number, Month> = {}
  for (const { date, precipitation, weather } of given.toSorted(byWind)) {
    const number = Number(date.slice(5, 7))
    months[number] ??= { month: number, days: 0, wet: 0, rain: 0, windiest: date, daysSinceRain: null }
    const month = months[number] as Month
    month.days++
    month.rain += precipitation
    if (precipitation > 1) month.wet++
    if (weather === 'rain') {
      const since = Math.floor((now - Date.parse(date)) / 86_400_000)
      month.daysSinceRain = Math.min(month.daysSinceRain ?? since, since)
    }
  }
  return Object.values(months)
}
