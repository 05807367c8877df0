/** S5: the same rows give the same result. */
import { held, type Law, trivial } from '../law.ts'
import { same } from './compare.ts'
import type { Call, StageTrial } from './trial.ts'

export const replay: Law<StageTrial> = {
  id: 'S5',
  ofMemory: true,
  name: 'replay',
  statement: 'f(x) ≡ f(x) on equal copies',
  why: 'A retry, a second reading or another engine gives another answer.',
  mend: 'let the result depend on the rows alone: no counters, no chance, no clock, no regular expression with /g or /y kept outside',
  // Of what the clock or chance has a say in, S7 says which line asks.
  after: ['S7'],
  check: async (trial) => {
    const calls = await trial.repeated()
    const [first, ...others] = calls as readonly [Call, ...Call[]]
    const isAnswered = calls.every(({ outcomes }) => outcomes.some(({ kind }) => kind === 'value'))
    if (!isAnswered) return trivial('nothing was given')
    const errors = (i: number): boolean => calls.some(({ outcomes }) => outcomes[i]?.kind === 'error')
    const without = ({ outcomes, ...call }: Call): Call => ({
      ...call,
      outcomes: outcomes.map((one, i) => (errors(i) ? { kind: 'value' as const, value: undefined, looked: '' } : one)),
    })
    const findings = others.map((again, i) =>
      same(
        trial,
        without(first),
        without(again),
        `${i === 0 ? 'the second' : 'another'} call on the same rows gave something else`,
      ),
    )
    const finding = findings.find(({ kind }) => kind === 'broken') ?? held
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
