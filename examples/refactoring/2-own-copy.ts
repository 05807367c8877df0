/** The same, on days of its own: nobody's rows are sorted or written to. */
import type { Day, Month } from './1-script.ts'

export const report = (given: readonly Day[]): Month[] => {
  const days = given.toSorted((a, b) => b.wind - a.wind)
  const months: Record<number, Month> = {}
  for (const { date, precipitation, weather } of days) {
    const number = Number(date.slice(5, 7))
    months[number] ??= { month: number, days: 0, wet: 0, rain: 0, windiest: date, daysSinceRain: null }
    const month = months[number] as Month
    month.days++
    month.rain += precipitation
    if (precipitation > 1) month.wet++
    if (weather === 'rain') {
      const since = Math.floor((Date.now() - Date.parse(date)) / 86_400_000)
      month.daysSinceRain = Math.min(month.daysSinceRain ?? since, since)
    }
  }
  return Object.values(months)
}
