/**
 * The text of a lambda in plans and messages: its source on one line, cut where it is long, and its parameters.
 *
 * The text depends on the build tool (they drop spaces and parentheses), so it is for people and never for identity.
 */
import { printValue } from '../data/print-value.ts'
import { attachmentOf } from './attachment.ts'
import type { Lambda } from './lambda.ts'

const longest = 60

const sourceOf = (fn: (...args: never) => unknown): string => {
  const text = attachmentOf(fn)?.text ?? Function.prototype.toString.call(fn)
  return /\{\s*\[native code\]\s*\}\s*$/.test(text) ? fn.name || '(native function)' : text
}

/**
 * @example
 * const isLate = (r: { delay: number }, p: { min: number }) => r.delay > p.min
 * console.log(printLambda(lambda('filter', isLate, { min: 15 })))
 * // (r, p) => r.delay > p.min with { min: 15 }
 */
export const printLambda = (lambda: Pick<Lambda, 'params'> & { readonly fn: (...args: never) => unknown }): string => {
  const line = sourceOf(lambda.fn).replace(/\s+/g, ' ').trim()
  const text = line.length > longest ? `${line.slice(0, longest - 1)}…` : line
  return lambda.params.length === 0 ? text : `${text} with ${printValue(lambda.params[0])}`
}
