/**
 * An error as the program says it: the message, which is the whole story, and the line of the user's code that threw.
 */
import type { RunError } from '../error/floe-error.ts'
import { relativePaths } from './relative-paths.ts'
import { userLine } from './user-line.ts'

/** The error in a few lines of plain text. */
export const printError = (error: RunError): string => {
  // Where it was when it was stopped is no news.
  if (error._tag === 'Cancelled') return `${error.code} ${error._tag}: ${error.summary}`
  const line = userLine(error.cause)
  // The library's option, as the program spells it.
  const message = error.message.replaceAll("hint: onError: 'reject'", 'hint: --on-error reject')
  return relativePaths(`${message}${line === undefined ? '' : `\n  thrown at ${line}`}`)
}

/** The error for machines: what the text says, in parts. */
export const errorToJson = (error: RunError): object => ({
  code: error.code,
  tag: error._tag,
  message: error.summary,
  place: error.place,
  hint: error.hint ?? null,
  found: error.found ?? null,
  expected: error.expected ?? null,
  thrownAt: relativePaths(userLine(error.cause) ?? '') || null,
})
