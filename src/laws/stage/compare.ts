/**
 * What two calls gave, compared by what it looked like when it was given.
 */
import { printValue } from '../../data/print-value.ts'
import { type Breach, broken, type Finding, held, trivial } from '../law.ts'
import { difference } from '../value/difference.ts'
import { printThrown } from '../value/print-thrown.ts'
import type { Call, Outcome, StageTrial } from './trial.ts'

/** What an outcome is called in a path: the result, or that for one of the rows. */
const nameOf = ({ takes }: StageTrial, i: number): string => (takes === 'rows' ? 'result' : `result of rows[${i}]`)

const told = ({ kind, value }: Outcome): string => (kind === 'error' ? printThrown(value) : printValue(value))

/** The first outcome in which two calls differ. */
export const breachOf = (trial: StageTrial, one: Call, other: Call, what: string): Breach | undefined => {
  for (const [i, before] of one.outcomes.entries()) {
    const after = other.outcomes[i] as Outcome
    if (before.kind === after.kind && before.looked === after.looked) continue
    const name = nameOf(trial, i)
    const found =
      before.kind === 'value' && after.kind === 'value' ? difference(before.value, after.value, name) : undefined
    return {
      what,
      path: found?.path ?? name,
      before: found?.before ?? told(before),
      after: found?.after ?? told(after),
    }
  }
  return undefined
}

/** Whether two calls gave the same. */
export const same = (trial: StageTrial, one: Call, other: Call, what: string): Finding => {
  const breach = breachOf(trial, one, other, what)
  return breach === undefined ? held : broken(breach)
}

/** Whether a call gave what the first one did: of a function that gives the same each time. Else S5 or S11 tells it. */
export const sameAsFirst = async (trial: StageTrial, call: () => Promise<Call>, what: string): Promise<Finding> => {
  const first = await trial.first()
  if (breachOf(trial, first, await trial.again(), '') !== undefined) return trivial('it gives something else each time')
  return same(trial, first, await call(), what)
}
