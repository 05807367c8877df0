/**
 * So many requests in so many seconds: whoever comes too early waits, in the order in which they came.
 */
import type { Clock } from './clock.ts'
import type { Paging } from './options.ts'

/** Waits until one more request may be made. */
export type Admit = (signal: AbortSignal) => Promise<void>

export const rateLimit = (limit: Paging['rateLimit'], { now, sleep }: Clock): Admit => {
  if (limit === undefined) return async () => {}
  const window = limit.perSeconds * 1000
  /** When the last ones were, or will be: so many as there may be in a window. */
  const times: number[] = []
  return async (signal) => {
    const earliest = times.length < limit.requests ? now() : (times.shift() as number) + window
    const at = Math.max(now(), earliest)
    // Who comes next counts from this one, though it still waits.
    times.push(at)
    if (at > now()) await sleep(at - now(), signal)
  }
}
