/** S5: the same rows give the same result. */
import { type Law, trivial } from '../law.ts'
import { same } from './compare.ts'
import type { Call, StageTrial } from './trial.ts'

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
    const without = ({ outcomes, ...call }: Call): Call => ({
      ...call,
      outcomes: outcomes.map((one, i) => (errors(i) ? { kind: 'value' as const, value: undefined, looked: '' } : one)),
    })
    const finding = same(trial, without(first), without(again), 'the second call on the same rows gave something else')
    if (finding.kind === 'broken' || trial.takes === 'rows' || trial.rows.length < 2) return finding
    // What is forgotten with the next row shows where a row comes twice in a row.
    const twice = await trial.call({ rows: trial.rows.flatMap((row) => [row, row]) })
    const each = (odd: number): Call => ({ ...twice, outcomes: twice.outcomes.filter((_, i) => i % 2 === odd) })
    return same(
      trial,
      without(each(0)),
      without(each(1)),
      'called twice in a row on the same row it gave something else',
    )
  },
}
