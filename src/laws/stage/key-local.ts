/** S17: rows of one key have no say in the answer for another. */
import { held, type Law, trivial } from '../law.ts'
import { look } from '../value/look.ts'
import { keysOf } from './choices.ts'
import { compareRows, given, notRows } from './given-rows.ts'
import type { StageTrial } from './trial.ts'

export const keyLocal: Law<StageTrial> = {
  id: 'S17',
  name: 'key-local',
  statement: 'f(x) restricted to key k ≡ f(x restricted to k)',
  why: 'Rows of one partition change the answer for another.',
  mend: 'keep what is remembered apart for each key',
  declared: 'keyLocal',
  after: ['S5'],
  check: async (trial) => {
    const { key } = trial
    if (key === undefined || trial.takes === 'row') return trivial('no key is declared')
    const whole = given(await trial.first())
    if (whole === undefined) return notRows
    const keys = keysOf(trial.rows, key)
    for (const one of keys) {
      const of = (rows: readonly unknown[]): readonly unknown[] => rows.filter((row) => look(key(row)) === one)
      const finding = compareRows(
        given(await trial.call({ rows: of(trial.rows) })),
        of(whole),
        'a key by itself gave something else than among the others',
      )
      if (finding.kind === 'broken') return finding
    }
    return keys.length > 1 ? held : trivial('there was one key')
  },
}
