/**
 * How far a run has come, on a terminal: a bar where the total is known, rows, bytes, rate, time left.
 */
import type { Progress } from '../engine/options.ts'
import { formatBytes, formatCounted, formatRate, formatTime } from '../inspect/format.ts'
import { drawBar, printShare } from './bar.ts'

export interface ProgressBar {
  readonly update: (progress: Progress) => void
  readonly stop: () => void
}

/** What is measured against what: bytes where their total is known, or rows. */
const shareOf = ({ rows, bytes, totalRows, totalBytes }: Progress): number | undefined => {
  if (totalBytes !== undefined && totalBytes > 0) return Math.min(1, bytes / totalBytes)
  if (totalRows !== undefined && totalRows > 0) return Math.min(1, rows / totalRows)
  return undefined
}

/** Before this much has passed, a guess of the time left would jump. */
const settled = 500

/** Whole seconds: more would pretend, and flicker. */
const formatLeft = (milliseconds: number): string => {
  const seconds = Math.max(1, Math.round(milliseconds / 1000))
  return seconds < 60 ? `${seconds} s` : formatTime(seconds * 1000)
}

/**
 * The line that is drawn.
 *
 * @example
 * printProgress({ rows: 1500000, bytes: 6_750_000, totalBytes: 13_500_000 }, 2100)
 * // '████████████░░░░░░░░░░░░  50%  1,500,000 rows  6.75 MB  3.21 MB/s  2 s left'
 */
export const printProgress = (progress: Progress, milliseconds: number): string => {
  const share = shareOf(progress)
  const left = share === undefined || share === 0 ? undefined : (milliseconds / share) * (1 - share)
  return [
    ...(share === undefined ? [] : [printShare(share)]),
    formatCounted(progress.rows, 'row'),
    ...(progress.bytes === 0 ? [] : [formatBytes(progress.bytes), formatRate(progress.bytes, milliseconds)]),
    ...(share === 1 ? ['finishing'] : left === undefined || milliseconds < settled ? [] : [`${formatLeft(left)} left`]),
  ]
    .filter((part) => part !== '')
    .join('  ')
}

/** A bar on a stream; without a terminal, or silent, one that does nothing. */
export const progressBar = (stream: NodeJS.WriteStream, silent: boolean): ProgressBar => {
  let latest: Progress = { rows: 0, bytes: 0 }
  const bar = drawBar(stream, silent, (milliseconds) => printProgress(latest, milliseconds), { hidesCursor: true })
  return {
    update: (progress) => {
      latest = progress
      bar.update(shareOf(progress))
    },
    stop: bar.stop,
  }
}
