/** S7, of orders and equalities: what comes first, and what is equal, is the same everywhere. */
import { ambientFree as ofFunctions } from '../ambient/ambient-free.ts'
import { steadyWorld } from '../ambient/steady.ts'
import type { Law } from '../law.ts'
import { trialOf } from '../stage/trial.ts'
import type { PairTrial } from './trial.ts'

export const ambientFree: Law<PairTrial> = {
  ...ofFunctions,
  statement: 'compare(a, b) is the same under another clock, chance, time zone, locale and environment',
  why: 'What is sorted comes out in another order on another machine, and binary search and merge joins miss what is there.',
  mend: 'compare texts by <, or name the locale: new Intl.Collator("en")',
  check: async ({ values, bare, makesFresh }) => {
    const used = bare()
    const pairs = values.flatMap((a) => values.map((b) => [a, b]))
    const asking = (relation: ReturnType<typeof bare>) => (pair: unknown) => {
      const [a, b] = pair as readonly [unknown, unknown]
      return relation.ask(a, b)
    }
    const tried = {
      takes: 'row',
      make: () => asking(bare()),
      makesFresh,
      isLate: false,
      many: () => undefined,
      steady: steadyWorld(),
    } as const
    return ofFunctions.check(trialOf(tried, asking(used), { rows: pairs, salt: 0 }))
  },
}
