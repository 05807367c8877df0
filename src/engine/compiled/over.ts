/**
 * The end of `over`: rows are read, partitions put in order, and the rows come out as they came in, with more fields.
 */
import type { OverNode } from '../../plan/node.ts'
import { orderOf } from '../../plan/tree.ts'
import { readMember } from '../meaning/over-row.ts'
import { type Ending, type Late, pause } from './end.ts'
import { isFailed } from './keyed/merged.ts'
import { newOverPass, thrownAt } from './keyed/over-pass.ts'
import { allOf } from './keyed/passes.ts'
import { unpacked } from './keyed/place.ts'
import { placeOf } from './run.ts'

export const over: Ending<OverNode> = (node, { spill, isOrdered }) => {
  const isBag = orderOf(node.inputs[0]) === 'bag'
  const thrown: unknown[] = []
  const newPass = (depth: number) => newOverPass(node, spill, thrown, depth)
  const first = newPass(0)
  let taken = 0
  return {
    take: (row, run) => {
      const { by, member } = readMember(node, row, isBag)
      first.add(by, { ...member, ordinal: taken++, place: isBag ? undefined : placeOf(run) })
    },
    done: function* (): Generator<Late | typeof pause> {
      if (first.aside.isEmpty()) {
        yield* first.lates()
        return
      }
      for (const step of allOf({ spill, isOrdered, newPass }, first)) {
        if (step === pause) yield pause
        else if (isFailed(step)) throw step.thrown
        else {
          const failed = step[thrownAt] as number | undefined
          const make = () => {
            if (failed !== undefined) throw thrown[failed - 1]
            return step[1]
          }
          yield { make, place: isBag ? undefined : unpacked(step, 2) }
        }
      }
    },
  }
}
