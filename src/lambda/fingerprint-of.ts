/**
 * What stands for a function: what it gives, where that could be read, or else its tree; with everything that its meaning
 * depends on besides. Functions that mean the same by the same words have the same one, under whatever build tool.
 *
 * It is lasting, the same in every process, where all that the function depends on is seen. Otherwise it tells functions apart
 * by their text, for the time being.
 */
import { fingerprint } from '../data/fingerprint.ts'
import type { Expression } from './expression.ts'
import { knownFunctionOf } from './known-functions.ts'
import { printExpression } from './print-expression.ts'
import type { Reading } from './reading.ts'
import { standInNames } from './stand-ins.ts'

export type FingerprintOfFunction = (fn: (...args: never) => unknown) => Reading['fingerprint']

/** Something that a function depends on, under the name by which it does. */
export interface Dependence {
  readonly name: string
  readonly value: unknown
}

export const fingerprintOf = (
  what: Expression | string,
  dependences: readonly Dependence[],
  isSeen: boolean,
  ofFunction: FingerprintOfFunction,
): Reading['fingerprint'] => {
  let isLasting = isSeen

  /** What stands for a value in any process. */
  const standFor = (value: unknown): unknown => {
    if (typeof value === 'function') {
      const name = standInNames.get(value) ?? knownFunctionOf(value)?.name
      if (name !== undefined) return `known ${name}`
      const of = ofFunction(value as (...args: never) => unknown)
      isLasting &&= of.isLasting
      return `function ${of.text}`
    }
    if (value instanceof RegExp) return `pattern ${value.source} ${value.flags}`
    try {
      return fingerprint(value)
    } catch {
      isLasting = false
      return 'unknown'
    }
  }

  const bound: unknown[] = []
  const bind = (value: unknown): string => `k${bound.push(standFor(value))}`
  const text = typeof what === 'string' ? what : printExpression(what, { argument: (index) => `a${index}`, bind })
  const others = dependences.map(({ name, value }) => [name, standFor(value)])
  return Object.freeze({ text: fingerprint([typeof what, text, bound, others]), isLasting })
}
