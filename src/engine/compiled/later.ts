/**
 * The rows of a step whose turn comes later, as rows before them were put aside. From then on none is handed on, until there
 * are no more rows, or something fails: then all come out in the order in which they would have, with their places, and with
 * what was rejected meanwhile. Where nobody sees the order, rows that need not wait do not.
 */
import type { Key } from '../../data/key.ts'
import type { Node } from '../../plan/node.ts'
import type { Pile } from '../spill/spill.ts'
import { pause } from './end.ts'
import type { Ordered } from './keyed/aside.ts'
import { isFailed } from './keyed/merged.ts'
import { allOf, type Pass, type Passing } from './keyed/passes.ts'
import { packed, unpacked } from './keyed/place.ts'
import type { Hold } from './rejects.ts'
import { emitFrom, type Push, type Row } from './run.ts'
import type { At } from './step.ts'

export interface Later {
  /** Hands a row on that came of the row under way, now or later. */
  readonly give: Push
  /** Puts a row aside that came of the row under way: with its place, and whatever else there is to it. */
  readonly putAside: (key: Key, row: Row, more: readonly unknown[]) => void
}

/** What takes the rows of a step. */
interface Passes {
  readonly newPass: Passing['newPass']
  /** Takes them as they come. */
  readonly first: Pass
  /** How it puts rows aside. */
  readonly put?: (key: Key, record: Ordered) => void
  /** Whether rows come of single rows, so that those before a failure come out before it. */
  readonly isDue: boolean
}

/** Entries of its passes are a row, and its place if it has one. */
export const newLater = (at: At<Node>, emit: Push, { newPass, first, put = first.aside.put, isDue }: Passes): Later => {
  const { run, stage, position } = at
  const { spill } = run
  const isOrdered = !run.unordered.has(stage)
  // Of the rows that come late: those before came before.
  let taken = 0
  let isLate = false
  let hold: Hold | undefined
  let waiting: Pile | undefined
  const end = function* (isCut: boolean): Generator<typeof pause | undefined> {
    hold?.stop()
    const runs = waiting === undefined ? [] : [{ pile: waiting, failed: undefined }]
    for (const step of allOf({ spill, isOrdered, isCut, newPass }, first, 0, runs)) {
      if (step === pause) {
        yield pause
        continue
      }
      if (isFailed(step)) throw step.thrown
      hold?.giveUntil(step[0])
      if (run.doneAt > position) return
      emitFrom(run, emit, step[1], isOrdered && step.length > 2 ? unpacked(step, 2) : undefined)
      yield
      if (run.doneAt > position) return
    }
    hold?.giveAll()
  }
  run.ends.push({ position, end, isDue })
  return {
    give: (row) => {
      if (!isLate || !isOrdered) emit(row)
      else {
        waiting ??= spill.newPile()
        waiting.push([++taken, row, ...packed(run)])
      }
    },
    putAside: (key, row, more) => {
      if (!isLate && isOrdered) hold = run.hold(stage, () => taken + 1)
      isLate = true
      // Nobody asks for a place where nothing can fail.
      taken++
      put(
        key,
        isOrdered ? [taken, row, ...packed(run), ...more] : [taken, row, undefined, undefined, undefined, ...more],
      )
    },
  }
}
