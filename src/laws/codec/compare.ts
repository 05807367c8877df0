/**
 * What became of values, compared with what should have.
 */
import { printValue } from '../../data/print-value.ts'
import { type Breach, broken, type Finding } from '../law.ts'
import { difference } from '../value/difference.ts'
import { look } from '../value/look.ts'
import { printThrown } from '../value/print-thrown.ts'
import type { Outcome } from './trial.ts'

/** An outcome in words. */
export const told = ({ kind, value }: Outcome): string =>
  kind === 'value' ? printValue(value, 200) : kind === 'left' ? `a Left, ${printValue(value, 200)}` : printThrown(value)

/** How a value and what became of it differ; undefined where they do not. */
export const breachOf = (value: unknown, outcome: Outcome, what: string, path: string): Breach | undefined => {
  if (outcome.kind !== 'value') return { what, path, before: printValue(value, 200), after: told(outcome) }
  if (look(value) === outcome.looked) return undefined
  const found = difference(value, outcome.value, path)
  return { what, path, before: printValue(value, 200), after: told(outcome), ...found }
}

/** The first of some findings that says that a law is broken; or what is said where none is. */
export const firstBroken = async <A>(
  all: readonly A[],
  check: (one: A, i: number) => Promise<Breach | undefined>,
  otherwise: Finding,
): Promise<Finding> => {
  for (const [i, one] of all.entries()) {
    const breach = await check(one, i)
    if (breach !== undefined) return broken(breach)
  }
  return otherwise
}
