/**
 * A line on a terminal that says how far something has come. It draws on standard error, ten times a second at most, and
 * leaves nothing behind. Knows not what is under way.
 */
import { type Options, SingleBar } from 'cli-progress'

export interface Bar {
  /** How much is done, from 0 to 1, if that is known. */
  readonly update: (share: number | undefined) => void
  readonly stop: () => void
}

const width = 24
/** What takes no longer, in milliseconds, needs no bar. */
const patience = 200

/**
 * A share as a bar.
 *
 * @example
 * printShare(0.5) // '████████████░░░░░░░░░░░░  50%'
 */
export const printShare = (share: number): string => {
  const full = Math.round(share * width)
  return `${'█'.repeat(full)}${'░'.repeat(width - full)} ${String(Math.floor(share * 100)).padStart(3)}%`
}

/** A bar on a stream, whose line is made when it is drawn; without a terminal, or silent, one that does nothing. */
export const drawBar = (
  stream: NodeJS.WriteStream,
  silent: boolean,
  line: (milliseconds: number) => string,
  options: { readonly hidesCursor: boolean },
): Bar => {
  if (silent || stream.isTTY !== true) return { update: () => {}, stop: () => {} }
  const start = performance.now()
  const drawn: Options = {
    stream,
    fps: 10,
    clearOnComplete: true,
    hideCursor: options.hidesCursor,
    // Its own handler would end the process before files are cleaned up.
    gracefulExit: false,
    format: () => line(performance.now() - start),
  }
  const bar = new SingleBar(drawn)
  return {
    update: (share) => {
      if (bar.isActive) bar.update(share ?? 0)
      else if (performance.now() - start > patience) bar.start(1, 0)
    },
    // Also when it never started: then it does nothing.
    stop: () => bar.stop(),
  }
}
