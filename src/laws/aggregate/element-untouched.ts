/** R7: rows are left as they were. */
import { locateWrite } from '../../engine/compiled/guard/locate-write.ts'
import { broken, held, type Law, trivial } from '../law.ts'
import { copyOf } from '../value/copy-of.ts'
import { difference } from '../value/difference.ts'
import { look } from '../value/look.ts'
import type { AggregateTrial } from './trial.ts'

export const elementUntouched: Law<AggregateTrial> = {
  id: 'R7',
  name: 'element untouched',
  statement: 'x is the same after fold(x)',
  why: 'Whoever else holds the rows (a cache, another aggregate, a retry) finds them changed, and nobody said so.',
  mend: 'copy what is written to: [...row.tags].sort(); begin with a state from init, and not with the first row itself',
  after: ['R5'],
  check: async (trial) => {
    const { rows, reducer, left } = trial
    const { step, init, done, merge } = reducer
    // Among other things, what was folded may be written to by a merge, or when the answer is read.
    trial.cuts()
    left()
    const given = copyOf(rows)
    const all = (some: readonly unknown[]): unknown => {
      const fold = () => some.reduce((state: ReturnType<typeof init>, row) => step(state, row), init())
      const state = merge === undefined ? fold() : merge(fold(), fold())
      return done?.(state)
    }
    try {
      all(given)
    } catch {
      // What it wrote before is seen all the same.
    }
    if (look(given) === trial.looked && left() === trial.looked)
      return rows.some((row) => typeof row === 'object' && row !== null) ? held : trivial('no row can be written to')
    const line = locateWrite(all as never, copyOf(rows))
    const found = difference(rows, look(given) === trial.looked ? trial.live(rows) : given, 'rows')
    return broken({
      what: 'it changed rows that it was given',
      ...(found ?? { path: 'rows' }),
      ...(line === undefined ? {} : { line }),
    })
  },
}
