/** S9: a function of a row is the same as a callback of `map`. */
import { type Law, trivial } from '../law.ts'
import { sameAsFirst } from './compare.ts'
import type { StageTrial } from './trial.ts'

export const arity: Law<StageTrial> = {
  id: 'S9',
  name: 'arity',
  statement: 'f(x) ≡ f(x, i, xs)',
  why: 'Given to Array.prototype.map as it is, it takes the index for an argument of its own.',
  mend: 'take one argument; what else is needed comes by an outer function',
  after: ['S5'],
  check: async (trial) => {
    if (trial.takes !== 'row') return trivial('it takes all rows at once')
    if (trial.rows.length === 0) return trivial('there were no rows')
    const callback = () => trial.call({ asCallback: true })
    return sameAsFirst(trial, callback, 'called as map calls it, f(row, index, rows), it gave something else')
  },
}
