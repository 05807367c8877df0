/** S14: it makes no difference where the rows are cut. */
import { type Law, trivial } from '../law.ts'
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
    const whole = given(await trial.first())
    if (whole === undefined) return notRows
    const cut = trial.rows.length === 0 ? 0 : trial.salt % (trial.rows.length + 1)
    const parts = await Promise.all(
      [trial.rows.slice(0, cut), trial.rows.slice(cut)].map((rows) => trial.call({ rows })),
    )
    const finding = compareRows(
      whole,
      parts.flatMap((part) => given(part) ?? []),
      `cut behind row ${cut}, its parts gave something else than the whole`,
    )
    return finding.kind === 'held' && (cut === 0 || cut === trial.rows.length) ? trivial('one part was empty') : finding
  },
}
