/** S14: it makes no difference where the rows are cut. */
import { printValue } from '../../data/print-value.ts'
import { broken, type Law, trivial } from '../law.ts'
import { printThrown } from '../value/print-thrown.ts'
import { compareRows, given, notRows } from './given-rows.ts'
import type { StageTrial } from './trial.ts'

export const elementwise: Law<StageTrial> = {
  id: 'S14',
  name: 'elementwise',
  statement: 'f(a ++ b) ≡ f(a) ++ f(b), f([]) ≡ []',
  why: 'The answer depends on where batches are cut.',
  mend: 'let each row go its way by itself; what needs all rows needs a groupBy, a sort or a window',
  declared: 'elementwise',
  after: ['S5'],
  check: async (trial) => {
    if (trial.takes === 'row') return trivial('it takes one row')
    const whole = await trial.first()
    const cut = trial.rows.length === 0 ? 0 : trial.salt % (trial.rows.length + 1)
    const parts = await Promise.all(
      [trial.rows.slice(0, cut), trial.rows.slice(cut)].map((rows) => trial.call({ rows })),
    )
    const what = `cut behind row ${cut}, its parts gave something else than the whole`
    const [expected, found] = [given(whole), parts.map(given)]
    if (expected === undefined) {
      const [outcome] = whole.outcomes
      if (outcome?.kind !== 'error' || found.includes(undefined)) return notRows
      const after = printValue(found.flatMap((part) => part ?? []))
      return broken({ what, path: 'result', before: printThrown(outcome.value), after })
    }
    const finding = compareRows(
      expected,
      found.flatMap((part) => part ?? []),
      what,
    )
    return finding.kind === 'held' && (cut === 0 || cut === trial.rows.length) ? trivial('one part was empty') : finding
  },
}
