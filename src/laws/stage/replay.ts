/** S5: the same rows give the same result. */
import { type Law, trivial } from '../law.ts'
import { same } from './compare.ts'
import type { StageTrial } from './trial.ts'

export const replay: Law<StageTrial> = {
  id: 'S5',
  ofMemory: true,
  name: 'replay',
  statement: 'f(x) ≡ f(x) on equal copies',
  why: 'A retry, a second reading or another engine gives another answer.',
  mend: 'let the result depend on the rows alone: no counters, no chance, no clock, no regular expression with /g or /y kept outside',
  check: async (trial) => {
    const [first, again] = [await trial.first(), await trial.again()]
    const isAnswered = [first, again].every(({ outcomes }) => outcomes.some(({ kind }) => kind === 'value'))
    if (!isAnswered) return trivial('nothing was given')
    const errors = (i: number): boolean => [first, again].some(({ outcomes }) => outcomes[i]?.kind === 'error')
    const without = ({ outcomes, ...call }: typeof first) => ({
      ...call,
      outcomes: outcomes.map((one, i) => (errors(i) ? { kind: 'value' as const, value: undefined, looked: '' } : one)),
    })
    return same(trial, without(first), without(again), 'the second call on the same rows gave something else')
  },
}
