/**
 * What happened in stages, as numbers: on their way from one thread to another.
 */
import type { Stage } from '../stage.ts'
import type { Counts } from './messages.ts'

const fields = ['rowsIn', 'rowsOut', 'rowsRejected', 'bytes', 'milliseconds'] as const

export const countsOf = (stages: readonly Stage[]): Counts =>
  Float64Array.from(stages.flatMap((stage) => fields.map((field) => stage[field])))

/** What happened besides; of time never less than nothing. */
export const since = (before: Counts, now: Counts): Counts =>
  now.map((count, i) => Math.max(0, count - (before[i] ?? 0)))

export const addCounts = (stages: readonly Stage[], counts: Counts): void => {
  for (const [s, stage] of stages.entries())
    for (const [f, field] of fields.entries()) stage[field] += counts[s * fields.length + f] ?? 0
}
