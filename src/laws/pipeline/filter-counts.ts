/** S21: a filter keeps as many rows as its predicate holds for. */
import { broken, held, type Law } from '../law.ts'
import { fickle, filterTrial } from './filter-trial.ts'
import { at } from './locate.ts'
import type { PipelineTrial } from './trial.ts'

export const filterCounts: Law<PipelineTrial> = {
  id: 'S21',
  name: 'filter counts',
  statement: '|filter p x| = Σ p(r), for r in x',
  why: 'What is made of a predicate to be quicker is not what it says when it is called.',
  mend: 'if all functions of the plan keep their laws, this is a bug in Floe: please report it, with what stands here',
  after: ['S7', 'I1', 'S1', 'E12', 'E7', 'S20'],
  check: async (trial) => {
    const tried = await filterTrial(trial)
    if (tried.kind !== 'tried') return tried
    const { filter, engine, kept, rowsOf, isFickle } = tried
    const [before, after] = [rowsOf('yes').length, kept.rows.length]
    if (kept.error !== undefined || before === after) return held
    if (await isFickle()) return fickle
    return broken(
      at(filter, `the engine ${engine} keeps another number of rows than the predicate holds for`, {
        path: 'rows.length',
        before: `${before}`,
        after: `${after}`,
      }),
    )
  },
}
