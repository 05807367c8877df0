/**
 * The loop of a piece without generated code: what that equals. Knows nothing of where batches come from.
 */
import type { Stage } from '../stage.ts'
import type { Loop, Sided } from './generate/loop.ts'
import { fail, type Push, type Rows, type Run } from './run.ts'
import { stepOf } from './steps.ts'

/** Steps as one function, of which the first is at a position. */
export const connect = (steps: readonly Sided[], run: Run, last: Push, begin: number): Push =>
  steps.reduceRight<Push>((push, { stage, side }, i) => {
    const { node } = stage
    return stepOf(node)({ node, stage, run, position: begin + i, side }, push)
  }, last)

export interface Plain {
  readonly input: Stage
  readonly steps: readonly Sided[]
  readonly run: Run
  /** What takes rows, and whether it has enough for now. */
  readonly push: Push
  readonly isFull: () => boolean
  /** The position of the first step. */
  readonly begin: number
  /** Whether what comes of the input is counted here. */
  readonly counts: { readonly in: boolean; readonly out: boolean }
}

export const plainLoop = ({ input, steps, run, push: last, isFull, begin, counts }: Plain): Loop<Rows> => {
  const push = connect(steps, run, last, begin)
  return ({ rows, range, errors, where }: Rows, from) => {
    const to = range?.[1] ?? rows.length
    let i = from
    while (i < to && run.doneAt < begin) {
      run.where = where
      run.index = i
      if (counts.in) input.rowsIn++
      const error = errors?.get(i)
      if (error !== undefined) fail(run, input, error)
      else {
        if (counts.out) input.rowsOut++
        push(rows[i])
      }
      i++
      if (isFull()) break
    }
    return i
  }
}
