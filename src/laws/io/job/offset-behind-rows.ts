/** I6: whenever a job dies and another one takes up its work, all rows are there in the end. */
import { printValue } from '../../../data/print-value.ts'
import { broken, type Finding, held, type Law, trivial } from '../../law.ts'
import { look } from '../../value/look.ts'
import type { JobTrial } from './trial.ts'
import { live, nothingYet, type Turn } from './world.ts'

/** The first row that is there less often than it should be. */
const missingIn = (expected: readonly unknown[], found: readonly unknown[]): { readonly row: unknown } | undefined => {
  const counts = new Map<string, number>()
  for (const row of found) counts.set(look(row), (counts.get(look(row)) ?? 0) + 1)
  for (const row of expected) {
    const count = counts.get(look(row)) ?? 0
    if (count === 0) return { row }
    counts.set(look(row), count - 1)
  }
  return undefined
}

const tried = async ({ job, rows, size }: JobTrial, turn: Turn): Promise<Finding> => {
  const undisturbed = nothingYet()
  const whole = await live(job, { rows, size, durable: undisturbed, turn })
  if (whole.end !== 'done') return trivial(whole.end === 'failed' ? 'it fails' : 'it waits for something of its own')
  if (undisturbed.written.length === 0) return trivial('it writes nothing')
  if (undisturbed.saves === 0) return trivial('it saves no cursor')
  for (let steps = 0; steps <= whole.steps.length; steps++) {
    const durable = nothingYet()
    await live(job, { rows, size, durable, turn }, steps)
    await live(job, { rows, size, durable, turn })
    const missing = missingIn(undisturbed.written, durable.written)
    if (missing !== undefined)
      return broken({
        what: `when it died after ${whole.steps.slice(0, steps).join(', ')} and began again, a row was never written`,
        path: 'written',
        before: printValue(undisturbed.written, 200),
        after: `${printValue(durable.written, 200)}, without ${printValue(missing.row, 100)}`,
      })
  }
  return held
}

export const offsetBehindRows: Law<JobTrial> = {
  id: 'I6',
  name: 'offset behind rows',
  statement: 'an offset is saved only when its rows are durable',
  why: 'A crash between the two loses rows for ever: the next process goes on behind them.',
  mend: 'await the write, or whatever makes it durable, before the cursor behind these rows is saved',
  check: async (trial) => {
    const first = await tried(trial, 'first')
    return first.kind === 'held' ? tried(trial, 'last') : first
  },
}
