/** I3: from each cursor, stored and taken up again by somebody else, the rest is the same. */
import { printValue } from '../../../data/print-value.ts'
import { broken, held, type Law, trivial } from '../../law.ts'
import { unclonable } from '../../value/unclonable.ts'
import { comparePages } from './compare.ts'
import { readPages } from './paged.ts'
import type { CursorTrial } from './trial.ts'

export const resumable: Law<CursorTrial> = {
  id: 'I3',
  name: 'resume',
  statement: 'read up to a cursor ++ read on from it in another process ≡ read',
  why: 'After a crash, the reading goes on somewhere else than where it stopped: rows are missing, or there twice.',
  mend: 'let the cursor hold all that is needed to go on, as plain data: no iterator, no table of tokens in memory',
  after: ['I2'],
  check: async ({ make, whole, page }) => {
    const all = await whole()
    if (all.cursors.length === 0) return trivial('there was one page: no cursor was given')
    const { cursor, before } = all.cursors[page % all.cursors.length] as (typeof all.cursors)[number]
    const unsent = unclonable(cursor, 'cursor')
    if (unsent !== undefined) return broken({ what: 'a cursor that cannot be stored', ...unsent })
    const rest = await readPages(make(), structuredClone(cursor))
    const resumed = { ...rest, rows: [...all.rows.slice(0, before), ...rest.rows] }
    const what = `taken up again at the cursor ${printValue(cursor, 100)}, after ${before} rows, it gave something else`
    const breach = comparePages(all, resumed, what)
    return breach === undefined ? held : broken(breach)
  },
}
