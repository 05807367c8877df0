/** I5: what was closed is to be seen, and stays so when the next writing is given up. */
import { printValue } from '../../../data/print-value.ts'
import { type Breach, broken, held, type Law, trivial } from '../../law.ts'
import { look } from '../../value/look.ts'
import { type Batches, begun, type Seen, type SinkTrial, seenIn, written } from './trial.ts'

const breach = (what: string, expected: readonly unknown[], { rows }: Seen): Breach => ({
  what,
  path: 'rows',
  before: printValue(expected, 200),
  after: printValue(rows, 200),
})

/** What may be seen of batches that come behind others: some of them, the first ones. */
const prefixes = (before: readonly unknown[], batches: Batches): readonly string[] =>
  [...batches.keys(), batches.length].map((n) => look([...before, ...batches.slice(0, n).flat()]))

export const committed: Law<SinkTrial> = {
  id: 'I5',
  name: 'committed',
  statement: 'after a crash what was committed is visible, and nothing else',
  why: 'After a crash there is half a file, or none, where there was a whole one; and nothing tells it from a whole one.',
  mend: 'write beside it, and rename at the end; let what was there be until then',
  check: async ({ make, batches, cut }) => {
    const rows = batches.flat()
    if (rows.length === 0) return trivial('there were no rows')
    const target = make()
    await written(target, batches)
    const first = await seenIn(target)
    if (first.looked !== look(rows))
      return broken(breach('when it was closed, something else was there than had been written', rows, first))
    const next = batches.toReversed()
    // Whether what comes next takes the place of what is there, or comes behind it.
    const other = make()
    await written(other, batches)
    await written(other, next)
    const both = await seenIn(other)
    const appends = both.looked === look([...rows, ...next.flat()])
    if (!appends && both.looked !== look(next.flat()))
      return broken(
        breach('what was written next neither took the place of what was there nor came behind it', next.flat(), both),
      )
    const allowed = appends ? prefixes(rows, next.slice(0, cut)) : [look(rows)]
    const crashed = await begun(target, next.slice(0, cut))
    const open = await seenIn(target)
    await crashed.abort?.()
    const aborted = await seenIn(target)
    for (const [seen, when] of [
      [open, 'while it was written to'],
      [aborted, 'when writing was given up'],
    ] as const)
      if (!allowed.includes(seen.looked))
        return broken(breach(`${when}, something else was to be seen than what had been there before`, rows, seen))
    return held
  },
}
