/** The same, as what it is: days that are grouped by month, each column by itself. */
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { days, now } from './days.ts'

export const months = F.pipe(
  days,
  F.groupBy((day) => Number(day.date.slice(5, 7)), {
    days: A.count(),
    wet: A.filtered(A.count(), (day) => day.precipitation > 1),
    rain: A.sum((day) => day.precipitation),
    windiest: A.minBy((day) => [-day.wind, day.date]),
    lastRain: A.filtered(
      A.max((day) => day.date),
      (day) => day.weather === 'rain',
    ),
  }),
  F.map(
    ({ key, days, wet, rain, windiest, lastRain }, p) => ({
      month: key,
      days,
      wet,
      rain,
      windiest: windiest?.date,
      daysSinceRain: lastRain === undefined ? null : Math.floor((p.now - Date.parse(lastRain)) / 86_400_000),
    }),
    { now },
  ),
  F.sortBy((month) => month.month),
)
