/**
 * The one error for reading that was called off.
 */
import { FloeError } from '../../error/floe-error.ts'

/** @throws FloeError Cancelled, if the signal is aborted */
export const checkAborted = (signal: AbortSignal, path: string): void => {
  if (signal.aborted)
    throw new FloeError('Cancelled', { message: `cancelled while '${path}' was read`, cause: signal.reason })
}
