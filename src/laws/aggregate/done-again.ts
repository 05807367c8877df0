/** R8: an answer can be asked for at any time, and again, and folding goes on. */
import { broken, held, type Law } from '../law.ts'
import { copyOf } from '../value/copy-of.ts'
import { difference } from '../value/difference.ts'
import { look } from '../value/look.ts'
import { same } from './compare.ts'
import type { State } from './reducer.ts'
import type { AggregateTrial } from './trial.ts'

export const doneAgain: Law<AggregateTrial> = {
  id: 'R8',
  name: 'done again',
  statement: 'done(a) twice gives the same, and folding goes on; answers given stay as they were',
  why: 'A running total, an early look at a window or a progress report spoils the answer at the end.',
  mend: 'let done read the state and leave it alone: a copy where it sorts or takes out, and where the state itself would be given',
  after: ['R5', 'S5', 'R7'],
  check: async (trial) => {
    const { reducer, rows, see, foldOn } = trial
    const answers: { readonly value: unknown; readonly looked: string; readonly copy: unknown }[] = []
    const ask = (state: State): void => {
      try {
        const value = reducer.done?.(state)
        answers.push({ value, looked: look(value), copy: copyOf(value) })
      } catch {
        // Of no rows there may be no answer. Where it should have come is seen below.
      }
    }
    let state = reducer.init()
    ask(state)
    for (const row of rows) {
      state = foldOn(state, [row])
      const first = see(() => state)
      const again = same(
        trial,
        first,
        see(() => state),
        'done, called again on the same state, gave something else',
        {
          isExact: true,
        },
      )
      if (again.kind === 'broken') return again
      ask(state)
    }
    const end = same(
      trial,
      trial.whole().now,
      see(() => state),
      'having been asked after each row, it gave something else at the end',
      { isExact: true },
    )
    if (end.kind === 'broken') return end
    for (const { value, looked, copy } of answers)
      if (look(value) !== looked)
        return broken({
          what: 'an answer that was given changed when folding went on: it is the state, or a part of it',
          ...difference(copy, value, 'result'),
        })
    return held
  },
}
