/** S1, of plans: what sources hold is left as it was. */
import type { Node } from '../../plan/node.ts'
import { nodesOf } from '../../plan/tree.ts'
import { broken, held, type Law, trivial } from '../law.ts'
import { difference } from '../value/difference.ts'
import { at } from './locate.ts'
import type { PipelineTrial } from './trial.ts'

/** The first stage with which the rows are changed. */
const writer = async ({ plan, engines: [engine], looked, run }: PipelineTrial): Promise<Node> => {
  for (const part of nodesOf(plan)) if ((await run({ engine, plan: part })).left !== looked) return part
  return plan
}

export const rowsUntouched: Law<PipelineTrial> = {
  id: 'S1',
  name: 'rows untouched',
  statement: 'what sources hold is the same after a run, also of one that fails',
  why: 'Whoever else holds the rows (another plan, the next run, a test) finds them changed, and nobody said so.',
  mend: 'make a new row instead of writing to the given one: { ...row, field: value }, [...row.tags].sort()',
  check: async (trial) => {
    const { left, held: now } = await trial.run(trial.engines[0])
    if (left !== trial.looked) {
      const found = difference(trial.rows, now, 'sources')
      return broken(at(await writer(trial), 'the rows of a source were changed', found ?? { path: 'sources' }))
    }
    return trial.rows.flat().some((row) => typeof row === 'object' && row !== null)
      ? held
      : trivial('there was nothing that could be written to')
  },
}
