/**
 * What an end gives of passes: their rows; and before, where that may be, what failed of the rows that were put aside.
 */
import { type End, type Missed, pause } from '../end.ts'
import type { Row } from '../run.ts'
import { entriesOf, isFailed, type Step, type Stored, stored } from './merged.ts'
import { allOf, type Pass, type Passing } from './passes.ts'

/** The rows of entries; an entry that could not be made ends them. */
export function* rowsOf(steps: Iterable<Step>): Generator<Row | typeof pause> {
  for (const step of steps) {
    if (step === pause) yield pause
    else if (isFailed(step)) throw step.thrown
    else yield step[1]
  }
}

/**
 * @param first the pass that has taken the rows
 * @param failing where rows may fail when they are taken in later: where that is told, and how many rows there were
 */
export const ended = (
  passing: Passing,
  first: Pass,
  failing?: { readonly missed: Missed[]; readonly taken: () => number },
): Pick<End, 'done' | 'missed'> => {
  if (failing === undefined) return { done: () => rowsOf(allOf(passing, first)) }
  let held: Stored | undefined
  return {
    missed: {
      taken: failing.taken,
      all: function* () {
        if (first.aside.piles().length === 0) return
        // No row comes out before it is known what fails.
        held = yield* stored(passing.spill, allOf(passing, first))
        yield* failing.missed.sort((a, b) => a.ordinal - b.ordinal)
      },
    },
    done: () => rowsOf(held === undefined ? allOf(passing, first) : entriesOf(held)),
  }
}
