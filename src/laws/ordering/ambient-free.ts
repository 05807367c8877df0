/** S7, of orders and equalities: what comes first, and what is equal, is the same everywhere. */
import { ambientFree as ofFunctions } from '../ambient/ambient-free.ts'
import { held, type Law, trivial } from '../law.ts'
import { ambientFreeOf } from '../stage/ambient-free-of.ts'
import type { PairTrial } from './trial.ts'

export const ambientFree: Law<PairTrial> = {
  ...ofFunctions,
  statement: 'compare(a, b) is the same under another clock, chance, time zone, locale and environment',
  why: 'What is sorted comes out in another order on another machine, and binary search and merge joins miss what is there.',
  mend: 'compare texts by <, or name the locale: new Intl.Collator("en")',
  after: ['C8', 'C9'],
  check: async ({ values, bare, makesFresh, answer }) => {
    const used = bare()
    const pairs = values.flatMap((a) => values.map((b) => [a, b]))
    const asking = (relation: ReturnType<typeof bare>) => (pair: unknown) => {
      const [a, b] = pair as readonly [unknown, unknown]
      return relation.ask(a, b)
    }
    const finding = await ambientFreeOf(
      { takes: 'row', make: () => asking(bare()), makesFresh, used: asking(used) },
      { rows: pairs, salt: 0 },
    )
    if (typeof finding === 'function' || finding.kind !== 'held') return finding
    const answers = new Set(values.flatMap((_, i) => values.map((_, j) => answer(i, j).value)))
    return answers.size > 1 ? held : trivial('it says the same of all')
  },
}
