/** S7, of aggregates: a fold is the same everywhere. */
import { ambientFree as ofFunctions } from '../ambient/ambient-free.ts'
import type { Law } from '../law.ts'
import { ambientFreeOf } from '../stage/ambient-free-of.ts'
import type { AnyReducer, State } from './reducer.ts'
import type { AggregateTrial } from './trial.ts'

const folding = (make: () => AnyReducer) => (rows: unknown) => {
  const { init, step, done } = make()
  const state = (rows as readonly unknown[]).reduce((before: State, row) => step(before, row), init())
  return done === undefined ? state : done(state)
}

export const ambientFree: Law<AggregateTrial> = {
  ...ofFunctions,
  statement: 'fold(x) is the same under another clock, chance, time zone, locale and environment',
  check: async ({ rows, salt, bare, makesFresh }) => {
    const made = bare()
    const used = folding(() => made)
    return ambientFreeOf({ takes: 'rows', make: () => folding(bare), makesFresh, used }, { rows, salt })
  },
}
