/** R6: a merge changes none of its arguments, and holds on to none. */
import { broken, type Finding, held, type Law, trivial } from '../law.ts'
import { apart, breach } from './compare.ts'
import type { State } from './reducer.ts'
import type { AggregateTrial } from './trial.ts'

type Merge = (left: State, right: State) => State

/** What is found of one cut: `rows` in two parts, and more rows that come when they have been merged. */
const findingOf = (trial: AggregateTrial, merge: Merge, cut: number): Finding => {
  const { fold, foldOn, see } = trial
  const [rows, more] = [trial.rows.slice(0, -1), trial.rows.slice(-1)]
  const parts = [rows.slice(0, cut), rows.slice(cut)] as const
  for (const [i, side] of (['left', 'right'] as const).entries()) {
    const after = (isGoingOn: boolean) =>
      see(() => {
        const states = [fold(parts[0]), fold(parts[1])] as const
        const merged = merge(...states)
        if (isGoingOn) foldOn(merged, more)
        return states[i] as State
      })
    const before = see(() => fold(parts[i] as readonly unknown[]))
    const kept = after(true)
    if (apart(trial, before, kept) === 'same') continue
    const changed = after(false)
    return apart(trial, before, changed) === 'same'
      ? broken(
          breach(before, kept, `merge keeps its ${side} argument: when the merged state went on, that changed, too`),
        )
      : broken(breach(before, changed, `merge changed its ${side} argument (rows cut behind row ${cut})`))
  }
  const alone = see(() => merge(fold(parts[0]), fold(parts[1])))
  const shared = see(() => {
    const states = [fold(parts[0]), fold(parts[1])] as const
    const merged = merge(...states)
    for (const state of states) foldOn(state, more)
    return merged
  })
  return apart(trial, alone, shared) === 'same'
    ? held
    : broken(breach(alone, shared, 'merge keeps an argument: when that went on, the merged state changed, too'))
}

export const mergeOwnsNothing: Law<AggregateTrial> = {
  id: 'R6',
  name: 'merge owns nothing',
  statement: 'merge changes no argument, nor does folding on change one through the result',
  why: 'A state that is merged twice (a retry, a rolling window, a tree of totals) was spoilt by the first time.',
  mend: 'make a new state: ({ n: a.n + b.n }), [...a, ...b], new Map(a); also where one side is empty',
  after: ['R5', 'S5'],
  check: async (trial) => {
    const { merge, rows, salt } = trial
    if (merge === undefined) return trivial('it has no merge')
    for (const cut of new Set([0, rows.length - 1, salt % rows.length])) {
      const finding = findingOf(trial, merge, cut)
      if (finding.kind !== 'held') return finding
    }
    return rows.length > 1 ? held : trivial('there was one row alone')
  },
}
