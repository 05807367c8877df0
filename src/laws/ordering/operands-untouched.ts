/** S1 for relations: what is compared is left as it was. */
import { broken, held, type Law, trivial } from '../law.ts'
import type { PairTrial } from './trial.ts'

export const operandsUntouched: Law<PairTrial> = {
  id: 'S1',
  name: 'input untouched',
  statement: 'a and b are the same after they were compared',
  why: 'Sorting changes the rows that are sorted, and nobody said so.',
  mend: 'compare copies of what must be put in order first: [...a.tags].sort()',
  check: async ({ values, looked, left, answer }) => {
    if (values.length > 0) answer(0, 0)
    const now = left()
    if (now !== looked)
      return broken({ what: 'comparing values changed them', path: 'values', before: looked, after: now })
    return values.some((value) => typeof value === 'object' && value !== null)
      ? held
      : trivial('no value can be written to')
  },
}
