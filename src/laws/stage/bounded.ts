/**
 * S12: work grows no faster than the rows. Advice: what is quick enough is for people to say.
 *
 * What is counted is how often something is read of the rows, which is the same each time, and not time. So work on what the
 * function has made itself is not seen, nor is a loop without end: that can be found from outside alone, by who waits.
 */
import { broken, held, type Law, trivial } from '../law.ts'
import { counted } from '../value/counted.ts'
import type { StageTrial } from './trial.ts'

/** How often something is read of the first so many rows; undefined if the function does not take what is counted. */
const readsOf = async ({ takes, fresh }: StageTrial, rows: readonly unknown[]): Promise<number | undefined> => {
  const { all, each, reads } = counted(rows)
  const f = fresh()
  try {
    for (const one of takes === 'rows' ? [all] : each) await f(one)
  } catch {
    return undefined
  }
  return reads()
}

/** What part of the reads of four times n rows is there for each pair of rows. */
const squareOf = (n: number, twice: number, fourTimes: number): number =>
  fourTimes === 0 ? 0 : (((fourTimes - twice - 2 * (twice - n)) / 6) * 16) / fourTimes

export const bounded: Law<StageTrial> = {
  id: 'S12',
  name: 'bounded',
  statement: 'reads of twice as many rows are about twice as many',
  why: 'What takes a second for a thousand rows takes a fortnight for a million.',
  mend: 'ask a Map or a Set instead of looking through all rows for each of them',
  isAdvice: true,
  check: async (trial) => {
    if (trial.isLate) return trivial('the engine reads the rows')
    // What is kept of these rows would spoil the function for others: so only when all that matters more has been looked at.
    return async () => {
      const rows = trial.many()
      if (rows === undefined) return trivial('it was tried before')
      const sizes = [rows.length / 4, rows.length / 2, rows.length]
      const reads: number[] = []
      for (const size of sizes) {
        const count = await readsOf(trial, rows.slice(0, size))
        if (count === undefined) return trivial('it failed on some rows')
        reads.push(count)
      }
      const [n = 0, twice = 0, fourTimes = 0] = reads
      if (fourTimes === 0) return trivial('nothing is read of the rows')
      if (squareOf(n, twice, fourTimes) < 0.5) return held
      return broken({
        what: 'the more rows there are, the more often each is read',
        path: 'reads of the rows',
        before: `${n} for ${sizes[0]} rows, ${twice} for ${sizes[1]}`,
        after: `${fourTimes} for ${sizes[2]}`,
      })
    }
  },
}
