/**
 * P2: what went wrong, as far as it is the same on both sides where they mean the same: what kind of error, of which row. Not
 * the stage, which may be called otherwise now; nor the words of the language itself, in which names of variables stand.
 */
import { printThrown } from '../../data/print-thrown.ts'
import { isFloeError } from '../../error/floe-error.ts'
import type { NameOfSource } from './plan-print.ts'

const ofLanguage = new Set(['TypeError', 'ReferenceError', 'RangeError', 'SyntaxError', 'URIError'])

const labelOfThrown = (thrown: unknown): string =>
  thrown instanceof Error && ofLanguage.has(thrown.name) ? thrown.name : printThrown(thrown)

const unmoved: NameOfSource = (name) => name

/** The error in a few words. */
export const errorLabel = (thrown: unknown, nameOf: NameOfSource = unmoved): string => {
  if (!isFloeError(thrown)) return labelOfThrown(thrown)
  const { stage, source, line, row, field } = thrown.place
  // Behind its source a row's place is known in one plan and not in the other, though it be the same row.
  const isRead = stage === undefined || stage.startsWith('source ')
  const where = !isRead
    ? []
    : [
        ...(source === undefined ? [] : [nameOf(source)]),
        ...(line === undefined ? (row === undefined ? [] : [`row ${row}`]) : [`line ${line}`]),
        ...(field === undefined ? [] : [`field ${field}`]),
      ]
  const what = thrown.cause === undefined ? nameOf(thrown.summary) : labelOfThrown(thrown.cause)
  return `${thrown._tag} ${what}${where.length === 0 ? '' : ` at ${where.join(', ')}`}`
}
