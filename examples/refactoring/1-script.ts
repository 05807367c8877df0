/** What has grown over the years: the weather of each month. Do not write it like this. */

export interface Day {
  date: string
  precipitation: number
  wind: number
  weather: string
  month?: number
}

export interface Month {
  month: number
  days: number
  wet: number
  rain: number
  windiest: string
  daysSinceRain: number | null
}

export const report = (days: Day[]): Month[] => {
  // The first day of a month is now its windiest one.
  days.sort((a, b) => b.wind - a.wind)
  const months: Record<number, Month> = {}
  for (const day of days) {
    day.month = Number(day.date.slice(5, 7))
    months[day.month] ??= { month: day.month, days: 0, wet: 0, rain: 0, windiest: day.date, daysSinceRain: null }
    const month = months[day.month] as Month
    month.days++
    month.rain += day.precipitation
    if (day.precipitation > 1) month.wet++
    if (day.weather === 'rain') {
      const since = Math.floor((Date.now() - Date.parse(day.date)) / 86_400_000)
      month.daysSinceRain = Math.min(month.daysSinceRain ?? since, since)
    }
  }
  return Object.values(months)
}
