/**
 * Ctrl-C as an AbortSignal. The first one cancels, so that files are cleaned up; the second one ends the process at once.
 */
import { exitCodes } from './exit-codes.ts'

export interface Cancellation {
  readonly signal: AbortSignal
  /** Cancels, as Ctrl-C does. */
  readonly cancel: () => void
  /** Gives the signals back. */
  readonly release: () => void
}

export const cancelOnSignal = (): Cancellation => {
  const controller = new AbortController()
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(exitCodes.cancelled)
    controller.abort()
  }
  const signals = ['SIGINT', 'SIGTERM'] as const
  for (const name of signals) process.on(name, onSignal)
  return {
    signal: controller.signal,
    cancel: () => controller.abort(),
    release: () => {
      for (const name of signals) process.off(name, onSignal)
    },
  }
}
