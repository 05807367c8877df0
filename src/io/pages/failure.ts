/**
 * What went wrong with a request: whether it is worth another try, after what time, and how it is told.
 */
import { printThrown } from '../../data/print-thrown.ts'
import { type ErrorTag, FloeError, isFloeError } from '../../error/floe-error.ts'

/** What is known of a failure, from whatever was thrown, or given as a Left. */
export interface Failure {
  readonly cause: unknown
  /** The status of HTTP, if there was an answer. */
  readonly status: number | undefined
  /** What the server says of when to come back: seconds, or a date. */
  readonly retryAfter: string | undefined
  readonly isWorthAnotherTry: boolean
}

type Given = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Given => typeof value === 'object' && value !== null

const later: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504])

/** Errors of the network have a code, or are made of one that has. */
const hasCode = (thrown: unknown): boolean =>
  isObject(thrown) && (typeof thrown.code === 'string' || (thrown.cause !== undefined && hasCode(thrown.cause)))

/** @param isGiven whether it was given, as a Left, rather than thrown */
export const failureOf = (cause: unknown, isGiven: boolean): Failure => {
  const { status, retryAfter, isCutShort } = isObject(cause) ? cause : ({} as Given)
  const known = typeof status === 'number' ? status : undefined
  return {
    cause,
    status: known,
    retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined,
    isWorthAnotherTry:
      known === undefined
        ? !isFloeError(cause) && (isGiven || hasCode(cause) || isCutShort === true)
        : later.has(known),
  }
}

/** Milliseconds that the server asks to wait; undefined where it says nothing that one can understand. */
export const waitAskedFor = ({ retryAfter }: Failure, today: number): number | undefined => {
  if (retryAfter === undefined) return undefined
  if (/^\s*\d+\s*$/.test(retryAfter)) return Number(retryAfter) * 1000
  const date = Date.parse(retryAfter)
  return Number.isNaN(date) ? undefined : Math.max(0, date - today)
}

const tagOf = ({ status, isWorthAnotherTry }: Failure): ErrorTag =>
  status !== undefined ? 'QueryFailed' : isWorthAnotherTry ? 'SourceUnreachable' : 'SourceUnreadable'

/** The error of a page that is given up. */
export const pageFailed = (failure: Failure, source: string, page: string, tries: number, hint?: string): FloeError => {
  if (isFloeError(failure.cause)) return failure.cause.at({ source })
  const times = tries > 1 ? `, tried ${tries} times` : ''
  return new FloeError(tagOf(failure), {
    message: `${page} cannot be fetched${times}: ${printThrown(failure.cause)}`,
    place: { source },
    ...(hint === undefined ? {} : { hint }),
    cause: failure.cause,
  })
}
