/**
 * Errors as plain data, on their way from one thread to another.
 */
import { printThrown } from '../../data/print-thrown.ts'
import { asRunError, type ErrorTag, FloeError, type Place, type RunError } from '../../error/floe-error.ts'

/** All that an error says. */
export interface SentError {
  readonly tag: ErrorTag
  readonly message: string
  readonly place: Place
  readonly hint: string | undefined
  readonly found: string | undefined
  readonly expected: string | undefined
  readonly cause: unknown
  readonly raw: string | undefined
}

/** A cause of a kind that cannot be sent is sent in words. */
const sendable = (cause: unknown): unknown => {
  try {
    return structuredClone(cause)
  } catch {
    return new Error(printThrown(cause))
  }
}

export const sendError = (thrown: unknown): SentError => {
  const { _tag: tag, summary: message, place, hint, found, expected, cause, raw } = asRunError(thrown)
  return { tag, message, place, hint, found, expected, cause: sendable(cause), raw }
}

export const errorSent = ({ tag, message, place, hint, found, expected, cause, raw }: SentError): RunError =>
  new FloeError(tag, {
    message,
    place,
    raw,
    ...(hint === undefined ? {} : { hint }),
    ...(found === undefined ? {} : { found }),
    ...(expected === undefined ? {} : { expected }),
    ...(cause === undefined ? {} : { cause }),
  }) as RunError
