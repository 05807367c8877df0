/**
 * One of a few values that are listed: what the codecs of this folder that have such a list share.
 */
import * as t from 'io-ts'
import { printValue } from '../data/print-value.ts'
import { FloeError } from '../error/floe-error.ts'

/** What can be listed. */
export type Choice = string | number | boolean

const isChoice = (value: unknown): value is Choice =>
  typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && !Number.isNaN(value))

/**
 * Refuses a list with nothing in it, something twice, or something that cannot be listed.
 *
 * @throws FloeError InvalidArgument
 */
export const checkChoices = (helper: string, choices: readonly unknown[]): void => {
  const refuse = (message: string, hint: string): never => {
    throw new FloeError('InvalidArgument', { message, hint })
  }
  if (choices.length === 0) refuse(`${helper} was given no values`, `${helper}('a', 'b')`)
  const odd = choices.find((choice) => !isChoice(choice))
  if (odd !== undefined || choices.includes(undefined))
    refuse(
      `${helper} was given ${printValue(odd)}, and takes texts, numbers and booleans`,
      Array.isArray(odd) ? `give the values one by one: ${helper}(...values)` : 'for null, say t.union([…, t.null])',
    )
  const twice = choices.find((choice, i) => choices.indexOf(choice) < i)
  if (twice !== undefined) refuse(`${helper} was given ${printValue(twice)} twice`, 'name each value once')
}

/** The codec that reads a cell of text as one of these. */
export const choiceCodec = (choices: readonly Choice[]): t.Mixed => {
  const [first, second, ...others] = choices.map((choice) => t.literal(choice))
  return second === undefined ? (first as t.Mixed) : t.union([first as t.Mixed, second, ...others])
}

const mostShown = 8

/** The choices as they are written, of many the first few. */
export const printChoices = (choices: readonly Choice[]): string => {
  const shown = choices
    .slice(0, choices.length > mostShown ? mostShown - 2 : mostShown)
    .map((choice) => printValue(choice))
  return shown.length < choices.length ? `${shown.join(', ')}, … (${choices.length} in all)` : shown.join(', ')
}

const loosely = (value: unknown): string => String(value).trim().toLowerCase()

/** That a value is none of these, with the one that may have been meant. */
export const noChoice = (value: unknown, choices: readonly Choice[]): string => {
  const like = choices.find((choice) => loosely(choice) === loosely(value))
  const meant = like === undefined ? '' : `; did you mean ${printValue(like)}?`
  return `${printValue(value)} is none of ${printChoices(choices)}${meant}`
}
