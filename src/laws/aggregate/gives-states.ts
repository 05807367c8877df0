/** S19, of aggregates: step gives a state. Who changes it in place and forgets to return it has lost all but the last row. */
import { printValue } from '../../data/print-value.ts'
import { broken, type Finding, held, type Law, trivial } from '../law.ts'
import type { AggregateTrial } from './trial.ts'

const why = (idle: string | undefined): Finding => (idle === undefined ? held : trivial(idle))

export const givesStates: Law<AggregateTrial> = {
  id: 'S19',
  name: 'gives a state',
  statement: 'step(s, x) ∈ S',
  why: 'What was folded is lost with the next row, or that fails on undefined.',
  mend: 'let step return the state, also where it changes it in place: (state, row) => { state.push(row); return state }',
  check: async ({ rows, live, reducer, isGiver, idle }) => {
    if (rows.length === 0) return trivial('there were no rows')
    const states: unknown[] = []
    let first: unknown
    try {
      first = reducer.init()
      for (const row of live(rows)) states.push(reducer.step(reducer.init(), row))
    } catch {
      return trivial('it fails on these rows')
    }
    if (first === undefined) return trivial('its first state is undefined')
    if (states.some((state) => state !== undefined)) return why(idle())
    // The last name of somebody may well be undefined: but not that of everybody.
    return isGiver()
      ? why(idle())
      : broken({
          what: 'step gives undefined for each row',
          path: 'state',
          before: printValue(first, 200),
          after: 'undefined',
        })
  },
}
