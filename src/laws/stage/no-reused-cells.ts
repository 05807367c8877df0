/** S4: what was given already does not change when something is given later. */
import { printValue } from '../../data/print-value.ts'
import { broken, held, type Law, trivial } from '../law.ts'
import { look } from '../value/look.ts'
import type { StageTrial } from './trial.ts'

export const noReusedCells: Law<StageTrial> = {
  id: 'S4',
  ofMemory: true,
  name: 'no reused cells',
  statement: 'an output already given does not change when a later one is made',
  why: 'All rows end up as copies of the last one, as soon as somebody keeps them.',
  mend: 'make a new object for each result; no object outside the function is filled again and again',
  check: async (trial) => {
    await trial.again()
    // The same rows fill what is filled again with the same.
    if (trial.takes === 'rows') await trial.call({ rows: trial.rows.slice(1) })
    const objects = trial.calls.flatMap(({ rows, left, outcomes }) =>
      // What changed because a row was written to is of S1.
      look(rows) === left ? outcomes.filter(({ value }) => typeof value === 'object' && value !== null) : [],
    )
    for (const { value, looked } of objects)
      if (look(value) !== looked)
        return broken({
          what: 'a result changed when a later one was made',
          path: 'result',
          before: looked,
          after: printValue(value),
        })
    return objects.length > 1 ? held : trivial('no objects were given')
  },
}
