/** R5: each fold begins with a state of its own. */
import { broken, held, type Law, trivial } from '../law.ts'
import { apart, breach } from './compare.ts'
import type { AggregateTrial } from './trial.ts'

export const freshSeed: Law<AggregateTrial> = {
  id: 'R5',
  name: 'fresh seed',
  statement: 'init() never shares a mutable cell',
  why: 'All groups, and all runs, add up into one state.',
  mend: 'make the state inside of init: () => [], () => ({ n: 0 }); nothing made outside is put into it and written to',
  check: async (trial) => {
    const { reducer, see, foldOn, rows } = trial
    const before = see(reducer.init)
    const [one, two] = [reducer.init(), reducer.init()]
    if (typeof one !== 'object' || one === null) return trivial('a state is a plain value, which nobody can write to')
    foldOn(one, rows)
    const after = see(() => two)
    return apart(trial, before, after) === 'same'
      ? held
      : broken(breach(before, after, 'rows that were folded into one state changed another one, which had none'))
  },
}
