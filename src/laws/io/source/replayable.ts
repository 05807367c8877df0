/** I1: a source can be read again. */
import { broken, held, type Law, trivial } from '../../law.ts'
import { breachOf } from './compare.ts'
import type { SourceTrial } from './trial.ts'

export const replayable: Law<SourceTrial> = {
  id: 'I1',
  name: 'replayable',
  statement: 'read() ≡ read()',
  why: 'A plan may run many times, and what was lost can only be computed again from the same rows.',
  mend: 'open the source anew for each reading: give a function that does, in place of what it opened',
  after: ['I9'],
  check: async ({ first, again }) => {
    const before = await first()
    if (before.rows.length === 0 && before.error === undefined) return trivial('there were no rows')
    const breach = breachOf(before, await again(), 'read again it gave something else')
    return breach === undefined ? held : broken(breach)
  },
}
