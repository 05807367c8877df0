/**
 * What the program's exit codes mean. They are an interface: scripts branch on them, docs/cli.md lists them.
 */
import type { RunError } from '../error/floe-error.ts'

export const exitCodes = {
  /** Done. Rejected rows, if any, were asked for, and counted. */
  ok: 0,
  /** It was tried and failed: a file, a row, a function. */
  failed: 1,
  /** It could not be tried: wrong arguments, no such module or dataset. */
  usage: 2,
  /** Ended by Ctrl-C (128 + SIGINT). */
  cancelled: 130,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** The exit code for an error that ended the program. */
export const exitCodeOf = (error: RunError): ExitCode => {
  switch (error._tag) {
    case 'NotAPipeline':
    case 'InvalidArgument':
      return exitCodes.usage
    case 'Cancelled':
      return exitCodes.cancelled
    default:
      return exitCodes.failed
  }
}
