/** S13: applied to its own result a function changes nothing. */
import { type Law, trivial } from '../law.ts'
import { breachOf } from './compare.ts'
import { compareRows, given, kindOf, notRows } from './given-rows.ts'
import type { StageTrial } from './trial.ts'

export const idempotent: Law<StageTrial> = {
  id: 'S13',
  name: 'idempotent',
  statement: 'f(f x) ≡ f x',
  why: 'What was cleaned already is changed when it is cleaned once more, after a retry or in another job.',
  mend: 'let the result be in normal form',
  declared: 'idempotent',
  after: ['S5'],
  check: async (trial) => {
    const first = await trial.first()
    // What grows with each call would grow without end, given back what it gave.
    if (breachOf(trial, first, await trial.again(), '') !== undefined)
      return trivial('it gives something else each time')
    if (trial.takes === 'row') {
      const values = first.outcomes.flatMap(({ kind, value }) => (kind === 'value' ? [value] : []))
      if (!values.every((value) => kindOf(value) === kindOf(trial.rows[0])))
        return trivial('it gives something else than rows')
      if (values.length === 0) return trivial('nothing was given')
      const twice = await trial.call({ rows: values })
      return compareRows(
        values,
        twice.outcomes.map(({ value }) => value),
        'applied to its own result it gave something else',
      )
    }
    const once = given(first)
    if (once === undefined) return notRows
    if (once.length === 0) return trivial('no rows were given')
    if (!once.every((value) => kindOf(value) === kindOf(trial.rows[0])))
      return trivial('it gives something else than rows')
    return compareRows(
      once,
      given(await trial.call({ rows: once })),
      'applied to its own result it gave something else',
    )
  },
}
