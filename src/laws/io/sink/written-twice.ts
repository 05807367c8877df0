/** I4*: what is written twice is there once. */
import { printValue } from '../../../data/print-value.ts'
import { broken, held, type Law, trivial } from '../../law.ts'
import { difference } from '../../value/difference.ts'
import { type SinkTrial, seenIn, written } from './trial.ts'

export const writtenTwice: Law<SinkTrial> = {
  id: 'I4',
  name: 'written twice',
  statement: 'writing twice is writing once',
  why: 'Whoever tries again after an error, because nobody knows how far it came, has rows twice.',
  mend: 'replace what was there, or write by key',
  declared: 'idempotent',
  after: ['I5'],
  check: async ({ make, batches }) => {
    if (batches.every((batch) => batch.length === 0)) return trivial('there were no rows')
    const target = make()
    await written(target, batches)
    const once = await seenIn(target)
    await written(target, batches)
    const twice = await seenIn(target)
    if (once.looked === twice.looked) return held
    return broken({
      what: 'the same rows, written twice, left something else than once',
      path: 'rows',
      before: printValue(once.rows, 200),
      after: printValue(twice.rows, 200),
      ...difference(once.rows, twice.rows, 'rows'),
    })
  },
}
