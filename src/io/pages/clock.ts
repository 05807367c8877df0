/**
 * Time and chance, as `pages` needs them: others stand in for them in tests, so that nothing waits.
 */
import { sleep } from '../../concurrent/sleep.ts'

export interface Clock {
  /** Milliseconds, from any beginning. */
  readonly now: () => number
  /** The time of day, in milliseconds since 1970, which dates in headers go by. */
  readonly today: () => number
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>
  /** When so much time is up, or the signal says that nobody waits any more. */
  readonly timeUp: (milliseconds: number, signal: AbortSignal) => Promise<void>
  /** From 0 to below 1. */
  readonly random: () => number
}

export const realClock: Clock = {
  now: () => performance.now(),
  today: Date.now,
  sleep,
  timeUp: sleep,
  random: Math.random,
}
