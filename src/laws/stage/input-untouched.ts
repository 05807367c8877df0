/** S1: what a function is given is left as it was, also when it throws. */

import { broken, held, type Law, trivial } from '../law.ts'
import { copyOf } from '../value/copy-of.ts'
import { difference } from '../value/difference.ts'
import { locateWrite } from './locate-write.ts'
import type { StageTrial } from './trial.ts'

export const inputUntouched: Law<StageTrial> = {
  id: 'S1',
  name: 'input untouched',
  statement: 'x is the same after f(x), also when f throws',
  why: 'Whoever else holds the rows (a cache, the next stage, a retry) finds them changed, and nobody said so.',
  mend: 'make a new value instead of writing to the given one: { ...row, field: value }, [...rows].sort(), rows.toSorted()',
  check: async (trial) => {
    // Before the first call it is not known what has a say.
    const first = await trial.first()
    const calls = trial.draws() ? await trial.repeated() : [first]
    const changed = calls.find(({ left }) => left !== trial.looked)
    if (changed !== undefined) {
      const found = difference(trial.rows, changed.rows, 'rows')
      const line = locateWrite(trial, copyOf(trial.rows))
      return broken({
        what: 'the function changed what it was given',
        ...(found === undefined ? { path: 'rows' } : found),
        ...(line === undefined ? {} : { line }),
      })
    }
    return trial.rows.some((row) => typeof row === 'object' && row !== null) ||
      (trial.takes === 'rows' && trial.rows.length > 0)
      ? held
      : trivial('there was nothing that could be written to')
  },
}
