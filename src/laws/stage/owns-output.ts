/** S3: what a function gives is nobody else's. */
import { broken, type Law, trivial } from '../law.ts'
import { copyOf } from '../value/copy-of.ts'
import { difference } from '../value/difference.ts'
import { look } from '../value/look.ts'
import { same } from './compare.ts'
import { scribble } from './scribble.ts'
import type { StageTrial } from './trial.ts'

export const ownsOutput: Law<StageTrial> = {
  id: 'S3',
  ofMemory: true,
  name: 'output is yours',
  statement: 'scribbling on f(x) changes neither x nor a later f(x′)',
  why: 'Who writes to a result writes to the cache, the default or the row that it shares with others.',
  mend: 'give a copy of what is kept',
  declared: 'ownsOutput',
  check: async (trial) => {
    const first = await trial.first()
    // As it was given: it may be what is written to.
    const kept = { ...first, outcomes: first.outcomes.map((one) => ({ ...one, value: copyOf(one.value) })) }
    // What is written to may be kept by the function: so only when all other laws have been looked at.
    return async () => {
      const spoilt = await trial.call()
      const before = look(spoilt.rows)
      const written = spoilt.outcomes.flatMap(({ kind, value }) => (kind === 'value' ? scribble(value) : []))
      if (written.length === 0) return trivial('nothing was given that can be written to')
      try {
        if (look(spoilt.rows) !== before)
          return broken({
            what: 'writing to the result changed the rows',
            ...difference(trial.rows, spoilt.rows, 'rows'),
          })
        return same(trial, kept, await trial.call(), 'writing to a result changed a later one')
      } finally {
        // Who has kept it would show it no more on fewer rows.
        for (const takeBack of written.toReversed()) takeBack()
      }
    }
  },
}
