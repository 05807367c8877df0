/**
 * Promises of users that are rejected while nobody waits for them: Node would end the program. They are noted instead, each
 * with what was done at the time; of what is done again and again the first counts.
 */
import { printThrown } from '../data/print-thrown.ts'
import { userLine } from './user-line.ts'

export interface Rejection {
  /** What was done. */
  readonly during: string
  readonly thrown: string
  /** The line of the user's code, if that is known. */
  readonly line: string | undefined
}

export interface Rejections {
  readonly found: () => readonly Rejection[]
  /** From now on Node does again what it did. */
  readonly end: () => void
}

export const noteRejections = (now: () => string): Rejections => {
  const found = new Map<string, Rejection>()
  const note = (reason: unknown): void => {
    const during = now()
    if (!found.has(during)) found.set(during, { during, thrown: printThrown(reason), line: userLine(reason) })
  }
  process.on('unhandledRejection', note)
  return { found: () => [...found.values()], end: () => process.off('unhandledRejection', note) }
}
