/** C10: a function may run in another thread: what it is given and what it gives can be sent there and back. */
import { broken, held, type Law, trivial } from '../law.ts'
import { copyOf } from '../value/copy-of.ts'
import { difference } from '../value/difference.ts'
import { look } from '../value/look.ts'
import { unclonable } from '../value/unclonable.ts'
import { breachOf } from './compare.ts'
import type { StageTrial } from './trial.ts'

const isPrimitive = (value: unknown): boolean => typeof value !== 'object' || value === null

export const boundary: Law<StageTrial> = {
  id: 'C10',
  name: 'boundary',
  statement: 'f(structuredClone x) ≡ structuredClone(f x)',
  why: 'In another thread, class instances are plain objects, and functions cannot be sent at all.',
  mend: 'give and take plain objects, arrays, dates, bytes, Maps and Sets; send the fields of an instance, and make it anew',
  declared: 'boundary',
  after: ['S1', 'S5'],
  check: async (trial) => {
    const first = await trial.first()
    if (breachOf(trial, first, await trial.again(), '') !== undefined)
      return trivial('it gives something else each time')
    const rows = copyOf(trial.rows)
    const unsent = unclonable(rows, 'rows')
    if (unsent !== undefined) return broken({ what: 'what it is given cannot be sent to another thread', ...unsent })
    const sent = await trial.call({ rows: structuredClone(rows) })
    let isTrivial = rows.every(isPrimitive)
    for (const [i, here] of first.outcomes.entries()) {
      const there = sent.outcomes[i]
      const name = trial.takes === 'rows' ? 'result' : `result of rows[${i}]`
      if (here.kind !== there?.kind)
        return broken({ what: 'of rows that were sent it gave something else', path: name, ...told(here, there) })
      // Of errors no more is promised than that there is one.
      if (here.kind === 'error') continue
      const unsendable = unclonable(here.value, name)
      if (unsendable !== undefined)
        return broken({ what: 'what it gives cannot be sent to another thread', ...unsendable })
      const back: unknown = structuredClone(here.value)
      if (look(back) !== here.looked)
        return broken({
          what: 'what it gives is something else in another thread',
          ...difference(here.value, back, name),
        })
      if (there.looked !== here.looked)
        return broken({
          what: 'of rows that were sent it gave something else',
          ...difference(here.value, there.value, name),
        })
      isTrivial &&= isPrimitive(here.value)
    }
    return isTrivial ? trivial('there were primitives only') : held
  },
}

interface Outcome {
  readonly kind: string
  readonly value: unknown
}
const told = (here: Outcome, there: Outcome | undefined) => ({
  before: here.kind === 'error' ? `an error, ${String(here.value)}` : look(here.value),
  after: there?.kind === 'error' ? `an error, ${String(there.value)}` : look(there?.value),
})
