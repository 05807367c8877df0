/** R13: a state grows with what is different among the rows, and not with how many there were. */
import { broken, held, type Law, trivial } from '../law.ts'
import { copyOf } from '../value/copy-of.ts'
import { look } from '../value/look.ts'
import type { AggregateTrial } from './trial.ts'

/** How many rows make a half of what is looked at: enough for a buffer to be emptied, where it matters. */
const usual = 32
const promised = 256

export const boundedState: Law<AggregateTrial> = {
  id: 'R13',
  name: 'bounded state',
  statement: '|state| stays within a bound of distinct rows',
  why: 'A state that keeps every row runs out of memory on a long day.',
  mend: 'keep what the answer needs: sums, counts, the best k; keys by what they hold, and not by which object they are',
  declared: 'boundedState',
  after: ['R5', 'S5', 'R7'],
  check: async (trial) => {
    const { rows, salt, reducer, declared } = trial
    const isPromised = declared.has('boundedState')
    if (salt % 8 !== 0 && !isPromised) return trivial('one instance in eight is looked at')
    const count = isPromised ? promised : usual
    let state = reducer.init()
    const most = [0, 0]
    for (const half of [0, 1])
      for (let i = 0; i < count; i += rows.length) {
        // The same rows, and not the same objects.
        for (const row of copyOf(rows)) state = reducer.step(state, row)
        if (i % (count / 8) < rows.length) most[half] = Math.max(most[half] as number, look(state).length)
      }
    const [first, second] = most as [number, number]
    return second <= 1.4 * first + 16
      ? held
      : broken({
          what: `of the same rows again and again the state grew, without end: ${count} rows, and ${2 * count}`,
          path: 'size of the state, in print',
          before: `${first}`,
          after: `${second}`,
        })
  },
}
