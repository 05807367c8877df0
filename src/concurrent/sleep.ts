/**
 * Waiting, which a signal can end.
 */

import { whenAborted } from './when-aborted.ts'

/** Waits so many milliseconds, or until the signal says that nobody waits any more. */
export const sleep = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      ignore()
      resolve()
    }
    if (signal.aborted) return resolve()
    const timer = setTimeout(done, milliseconds)
    const ignore = whenAborted(signal, done)
  })
