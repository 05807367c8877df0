/** S2: what a function was given and what it gave stay as they were when its call is over. */
import { broken, held, type Law, trivial } from '../law.ts'
import { copyOf } from '../value/copy-of.ts'
import { difference } from '../value/difference.ts'
import { look } from '../value/look.ts'
import type { StageTrial } from './trial.ts'

const kept = ({
  rows,
  outcomes,
}: {
  readonly rows: unknown
  readonly outcomes: readonly { readonly value: unknown }[]
}) => ({
  rows,
  results: outcomes.map(({ value }) => value),
})

export const lateUntouched: Law<StageTrial> = {
  id: 'S2',
  name: 'late untouched',
  statement: 'x and f(x) are the same to the end of the run',
  why: 'What is changed when the call is over changes under the hands of a stage further down.',
  mend: 'do all work before returning; what must be done later is done on a copy',
  after: ['S4'],
  check: async (trial) => {
    const call = await trial.first()
    const before = copyOf(kept(call))
    const looked = look(before)
    return async () => {
      const after = kept(call)
      if (look(after) === looked) return call.rows.length === 0 ? trivial('there were no rows') : held
      const found = difference(before.rows, after.rows, 'rows') ?? difference(before.results, after.results, 'results')
      return broken({ what: 'something was changed when the call was over', ...found })
    }
  },
}
