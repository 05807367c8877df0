/** S20: a filter and its negation together give back what they are given. */
import { broken, held, type Law } from '../law.ts'
import { divergence } from './compare.ts'
import { fickle, filterTrial } from './filter-trial.ts'
import { at } from './locate.ts'
import { lookedAt, type Outcome } from './outcome.ts'
import type { PipelineTrial } from './trial.ts'

const bagOf = (rows: readonly unknown[]): Outcome => ({ ...lookedAt(rows, 'bag'), error: undefined, rejects: [] })

export const filterPartition: Law<PipelineTrial> = {
  id: 'S20',
  name: 'filter in parts',
  statement: 'p, not p and where p fails together give back the input',
  why: 'There are rows that are neither among those that a filter keeps nor among the others: they are lost, or counted twice.',
  mend: 'if all functions of the plan keep their laws, this is a bug in Floe: please report it, with what stands here',
  after: ['S7', 'I1', 'S1', 'E12', 'E7'],
  check: async (trial) => {
    const tried = await filterTrial(trial)
    if (tried.kind !== 'tried') return tried
    const { filter, engine, given, kept, others, rowsOf, isFickle } = tried
    const parts = [...kept.rows, ...(await others()).rows, ...rowsOf('fails')]
    const found = divergence(bagOf(given.rows), bagOf(parts), { isBag: true })
    if (found === undefined) return held
    if (await isFickle()) return fickle
    return broken(at(filter, `the filter and its negation by the engine ${engine} do not give back the input`, found))
  },
}
