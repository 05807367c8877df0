/** What a function of rows gave, where that is rows too. */
import { broken, type Finding, held, trivial } from '../law.ts'
import { difference } from '../value/difference.ts'
import { look } from '../value/look.ts'
import type { Call } from './trial.ts'

/** The rows that a function of rows gave; undefined where it gave none. */
export const given = ({ outcomes: [one] }: Call): readonly unknown[] | undefined =>
  one?.kind === 'value' && Array.isArray(one.value) ? one.value : undefined

/** What a row is, as far as a function that takes it may rely on: its type, and its fields. */
export const kindOf = (value: unknown): string =>
  typeof value === 'object' && value !== null ? Object.keys(value).sort().join() : typeof value

/** Said of functions that give something else. */
export const notRows = trivial('it gives no rows')

/** Whether two results look alike. */
export const compareRows = (expected: unknown, found: unknown, what: string): Finding => {
  if (look(expected) === look(found)) return held
  return broken({ what, ...difference(expected, found, 'result') })
}
