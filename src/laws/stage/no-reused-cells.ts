/** S4: what was given already does not change when something is given later. */
import { broken, held, type Law, trivial } from '../law.ts'
import { difference } from '../value/difference.ts'
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
      look(rows) === left
        ? outcomes.flatMap((one, i) => (typeof one.value === 'object' && one.value !== null ? [{ ...one, i }] : []))
        : [],
    )
    const reused = objects.find(({ value, looked }) => look(value) !== looked)
    if (reused !== undefined) {
      const name = trial.takes === 'rows' ? 'result' : `result of rows[${reused.i}]`
      // What was given at first is given once more, and copied before it changes.
      const row = trial.takes === 'rows' ? trial.rows : trial.rows.slice(reused.i, reused.i + 1)
      const [again] = (await trial.call({ rows: row })).outcomes
      const found = again?.looked === reused.looked ? difference(again.value, reused.value, name) : undefined
      return broken({
        what: 'a result changed when a later one was made',
        path: name,
        before: reused.looked,
        after: look(reused.value),
        ...found,
      })
    }
    return objects.length > 1 ? held : trivial('no objects were given')
  },
}
