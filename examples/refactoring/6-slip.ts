/** Nearly the same: a day is wet from one millimetre on, which nobody noticed. */
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { days, now } from './days.ts'

interface Rain {
  readonly precipitation: number
}

const monthOf = ({ date }: { readonly date: string }): number => Number(date.slice(5, 7))
const isWet = ({ precipitation }: Rain): boolean => precipitation >= 1
const daysBetween = (from: number, to: number): number => Math.floor((to - from) / 86_400_000)

export const months = F.pipe(
  days,
  F.groupBy((day) => monthOf(day), {
    days: A.count(),
    wet: A.filtered(A.count(), (day) => isWet(day)),
    rain: A.sum(({ precipitation }) => precipitation),
    windiest: A.minBy(({ wind, date }) => [-wind, date]),
    lastRain: A.filtered(
      A.max(({ date }) => date),
      ({ weather }) => weather === 'rain',
    ),
  }),
  F.map(
    ({ key, windiest, lastRain, days, wet, rain }, p) => ({
      month: key,
      days,
      wet,
      rain,
      windiest: windiest?.date,
      daysSinceRain: lastRain === undefined ? null : daysBetween(Date.parse(lastRain), p.now),
    }),
    { now },
  ),
  F.sortBy(({ month }) => month),
)
