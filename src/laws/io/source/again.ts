/** I9: whoever reads a second time gets the same rows, or is told that there is no second time. */
import { type Breach, broken, held, type Law, trivial } from '../../law.ts'
import { breachOf } from './compare.ts'
import { type Reading, read, reader } from './reading.ts'
import type { SourceTrial } from './trial.ts'

/** How two readings differ, unless the second says that it cannot be. */
const silently = (first: Reading, again: Reading, what: string): Breach | undefined =>
  again.error !== undefined && first.error === undefined ? undefined : breachOf(first, again, what)

/** Two readings, a row of each by turns. */
const inTurns = async (given: SourceTrial['given']): Promise<readonly Reading[]> => {
  const [one, other] = [reader(given), reader(given)]
  let isMore = true
  while (isMore) {
    const [a, b] = [await one.next(), await other.next()]
    isMore = a || b
  }
  await one.leave()
  await other.leave()
  return [one.reading(), other.reading()]
}

export const again: Law<SourceTrial> = {
  id: 'I9',
  name: 'second iteration',
  statement: 'a second iteration is equal, or a loud error',
  why: 'Half of the rows, or none, are taken for all there are, and nobody is told.',
  mend: 'let each iteration have a state of its own, or throw when a second one begins',
  check: async ({ given, first, again: next, cut }) => {
    const before = await first()
    if (before.rows.length === 0) return trivial('there were no rows')
    const second = silently(before, await next(), 'a second iteration gave something else')
    if (second !== undefined) return broken(second)
    await read(given, cut)
    const what = `after an iteration that was left after ${cut} rows the next gave something else`
    const left = silently(before, await read(given), what)
    if (left !== undefined) return broken(left)
    for (const one of await inTurns(given)) {
      const mixed = silently(before, one, 'of two iterations at the same time one gave something else')
      if (mixed !== undefined) return broken(mixed)
    }
    return held
  },
}
